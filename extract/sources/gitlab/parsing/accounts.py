"""Takes people out of records, leaving their usernames, and reads those.

Belongs here: what of an account may be kept. Does not belong here: free text
(``extract.core.fields``), or any one record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extract.core import fields
from extract.core.fields import Raw

_KEPT_OF_AN_ACCOUNT = (
    "id",
    "username",
    "state",
    "access_level",
    "membership_state",
    "created_at",
    "expires_at",
)
_DROPPED = frozenset(
    {
        "author_email",
        "author_name",
        "committer_email",
        "committer_name",
        "description_html",
        "extended_trailers",
        "note_html",
        "title_html",
        "trailers",
        "_links",
    }
)
"""Names and addresses git writes into commits, and people's prose once more, as HTML."""


def without_people(value: Any) -> Any:
    """Return a copy of an answer in which an account is only its id, username and state."""
    if isinstance(value, list):
        return [without_people(member) for member in value]
    if not isinstance(value, Mapping):
        return value
    if "username" in value:
        return {name: value[name] for name in _KEPT_OF_AN_ACCOUNT if name in value}
    return {name: without_people(kept) for name, kept in value.items() if name not in _DROPPED}


def username(raw: Raw, name: str) -> str | None:
    """Return the username of an account field; None where there is no account."""
    account = fields.child(raw, name)
    return None if account is None else fields.text(account, "username")


def usernames(raw: Raw, name: str) -> str:
    """Return the usernames of a list of accounts, sorted and joined by commas."""
    accounts = [fields.record(account, name) for account in fields.listed(raw, name)]
    return fields.joined([fields.text(account, "username") for account in accounts])
