"""What git's complaints mean.

Belongs here: from the text a failed command leaves to one of our errors. Does not belong here:
running commands (``program.py``).

git tells why it failed in English only (LC_ALL=C), and its words have been stable for years. What
is not recognised counts as a server that failed, which is asked again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from extract.core.errors import (
    AuthenticationError,
    ExtractError,
    LandingError,
    NotFoundError,
    PermissionDeniedError,
    RejectedError,
    UnavailableError,
)
from extract.sources.git.settings import Remote

_STATUS = re.compile(r"The requested URL returned error: (\d{3})")
_UNAUTHORISED = ("Authentication failed", "could not read Username", "could not read Password")
_DAMAGED = (
    "is corrupt",
    "bad object",
    "does not appear to be a git repository",
    "not a git repository:",
    "unable to read tree",
    "missing blob",
    "missing tree",
    "has null sha1",
    "did not send all necessary objects",
    "bad tree object",
)
_FULL = ("No space left on device", "Disk quota exceeded", "Read-only file system")
_SHOWN = 200


class DamagedError(UnavailableError):
    """A mirror cannot be read any more; it is thrown away and fetched again."""


@dataclass(frozen=True)
class Refusal:
    """Why a command failed.

    Attributes:
        error: For people.
        is_worth_a_retry: Whether the same may succeed a little later.
        is_rate_limit: Whether the server asks to be left alone for a while.
    """

    error: ExtractError
    is_worth_a_retry: bool = False
    is_rate_limit: bool = False


def refusal(remote: Remote, complaint: str, has_token: bool) -> Refusal:  # noqa: FBT001
    """Return what a complaint of a command that talked to a server means.

    Args:
        remote: The repository.
        complaint: What git wrote.
        has_token: Whether GIT_TOKEN is set.
    """
    name = remote.name
    if any(phrase in complaint for phrase in (*_FULL, *_DAMAGED)):
        return Refusal(local_failure(Path(name), complaint))
    found = _STATUS.search(complaint)
    status = int(found.group(1)) if found else 0
    if any(phrase in complaint for phrase in _UNAUTHORISED):
        status = 401
    elif re.search(r"repository '.*' not found", complaint):
        status = 404
    return _by_status(name, status, complaint, has_token=has_token)


def _by_status(name: str, status: int, complaint: str, *, has_token: bool) -> Refusal:
    if status == 401:  # noqa: PLR2004 - the number is the name
        remedy = "renew the token" if has_token else "set GIT_TOKEN"
        return Refusal(AuthenticationError(f"{name}: the server wants to know who asks; {remedy}."))
    if status == 403:  # noqa: PLR2004
        return Refusal(
            PermissionDeniedError(
                "the token may not read the repository; give it read access to contents."
            )
        )
    if status in (404, 410):
        return Refusal(NotFoundError("there is no such repository, or the token cannot see it."))
    if 300 <= status < 400:  # noqa: PLR2004
        return Refusal(
            RejectedError("the repository has moved; write its new address in GIT_REPOSITORIES.")
        )
    if status == 429:  # noqa: PLR2004
        return Refusal(UnavailableError("rate limit"), is_rate_limit=True)
    return Refusal(
        UnavailableError(f"git could not read the repository ({last_line(complaint)})"),
        is_worth_a_retry=True,
    )


def local_failure(mirror: Path, complaint: str) -> ExtractError:
    """Return the error for a command on a mirror that failed: a full disk, or a damaged mirror."""
    if any(phrase in complaint for phrase in _FULL):
        return LandingError(
            f"The mirror {mirror.name} cannot be written ({last_line(complaint)}); make room, "
            "then run again."
        )
    return DamagedError(
        f"The mirror {mirror.name} cannot be read ({last_line(complaint)}); it has been removed, "
        "run again to fetch it anew."
    )


def last_line(complaint: str) -> str:
    """Return the line that tells most: the last fatal one, or else the last."""
    lines = [" ".join(line.split()) for line in re.split(r"[\r\n]+", complaint) if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return (fatal or lines or ["the server does not speak git's protocol"])[-1][:_SHOWN]
