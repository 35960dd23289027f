"""Which columns and members of records are about people, and which name things.

Belongs here: words of names of columns, and nothing else. Does not belong here: whose an account is
(the registry of identities), or what is done with such a column.
"""

from __future__ import annotations

import re

_PEOPLE = (
    "person|people|login|account|username|user|author|reviewer|actor|assignee|responder|reporter|"
    "creator|committer|agent|respondent|stakeholder|rater|manager|member|merger|owner_account|"
    "email|created_by|merged_by|closed_by"
)
_ABOUT_PEOPLE = re.compile(rf"(^|_)({_PEOPLE})(s|ed)?(_|$)")
_TELLS_A_KIND = re.compile(
    r"_(type|kind|state|status|count|level|length|slug|group|hash|at|on|role)$|^n_|^is_"
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

KEYS_OF_PEOPLE = frozenset(
    {
        "identity_id",
        "member_id",
        "on_call_id",
        "roster_id",
        "team_member_id",
        "value_ranking_id",
        "vignette_rating_id",
    }
)
"""Keys that are made of an account or a person_id and something else."""

USER_MEMBERS = frozenset({"login", "username", "user_name", "account_id", "account"})
"""Members of a record that make it a user of a tool."""

USER_DETAILS = frozenset(
    {
        "bio",
        "company",
        "email",
        "first_name",
        "full_name",
        "gid",
        "id",
        "key",
        "last_name",
        "location",
        "name",
        "node_id",
        "public_email",
        "self",
    }
)
"""What else such a record says of whom it is about."""

THING_COLUMNS = frozenset(
    {
        "external_id",
        "group_path",
        "kind",
        "organisation",
        "parent_slug",
        "parent_team_id",
        "path_prefix",
        "pattern",
        "project",
        "project_key",
        "repository",
        "reviewer_team_slug",
        "scope",
        "service",
        "service_id",
        "service_ids",
        "service_name",
        "slo_id",
        "slug",
        "source",
        "stream",
        "team_id",
        "team_ids",
        "team_name",
        "team_slug",
    }
)
"""Columns that name repositories, teams and the like, by which records find each other."""


def snake(name: str) -> str:
    """A name of a member as a column is written: ``accountId`` becomes ``account_id``."""
    return _HUMP.sub("_", name).replace("-", "_").lower()


def is_about_people(name: str) -> bool:
    """Whether a column or a member of a record holds an account, a login or a person."""
    written = snake(name)
    if written in THING_COLUMNS or _TELLS_A_KIND.search(written):
        return False
    return written in KEYS_OF_PEOPLE or _ABOUT_PEOPLE.search(written) is not None
