"""Accounts, teams and the organisation, as GitHub holds them.

Belongs here: who exists on GitHub. Does not belong here: who the people behind the accounts are
(`sandbox.directory`).
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A login. `kind` is GitHub's type name: `User` or `Bot`; a deleted account is `None`."""

    login: str
    node_id: str
    database_id: int
    kind: str = "User"
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """An account's membership in a GitHub team; `role` is `MEMBER` or `MAINTAINER`."""

    account: Account
    role: str = "MEMBER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A GitHub team of the organisation, with its direct members as of now."""

    node_id: str
    database_id: int
    slug: str
    name: str
    parent_slug: str | None = None
    members: tuple[TeamMember, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The GitHub organisation account and its teams."""

    login: str
    name: str
    node_id: str
    database_id: int
    created_at: datetime
    teams: tuple[Team, ...] = ()
