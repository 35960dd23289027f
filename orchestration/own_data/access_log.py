"""Who looked at whose data, when, why and at what.

Here: one line of JSON an access, added and never changed, on the disk before any data is given out.
Not here: what is given out.
"""

from __future__ import annotations

import fcntl
import getpass
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

NAME = "access_log.jsonl"


class AccessLogError(Exception):
    """An access cannot be logged, so there is none; the text is one line."""


@dataclass(frozen=True)
class Access:
    """One access.

    Attributes:
        at: When, in UTC.
        who: By whom.
        system_user: The account of this machine that ran the command.
        person: About whom.
        audience: For whom: `person`, `manager` or `erasure`.
        reason: Why.
        what: What was given out or done.
    """

    at: str
    who: str
    system_user: str
    person: str
    audience: str
    reason: str
    what: str


def access(
    moment: datetime, person: str, audience: str, reason: str, what: str, who: str | None = None
) -> Access:
    """An access by whoever runs this process.

    Args:
        moment: When.
        person: About whom.
        audience: For whom.
        reason: Why.
        what: What is given out.
        who: By whom; the user of this machine by default.
    """
    user = _user()
    return Access(f"{moment:%Y-%m-%dT%H:%M:%SZ}", who or user, user, person, audience, reason, what)


def add(home: Path, entry: Access) -> None:
    """Add a line and have it on the disk.

    Raises:
        AccessLogError: It cannot be written.
    """
    file = home / NAME
    line = f"{json.dumps(asdict(entry), sort_keys=True, ensure_ascii=False)}\n".encode()
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "ab") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            handle.write(line)
            handle.flush()
            os.fsync(handle.fileno())
    except OSError as error:
        raise AccessLogError(
            f"{file} cannot be written ({error.strerror}), so no data is given out; make it "
            "writable, then run again."
        ) from error


def read(home: Path, person: str) -> list[dict[str, str]]:
    """Every access to one person's data, oldest first.

    Raises:
        AccessLogError: A line cannot be read: whoever looked must not be left out.
    """
    file = home / NAME
    if not file.exists():
        return []
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            entry = json.loads(line)
        except ValueError as error:
            raise AccessLogError(
                f"{file}, line {number}: expected one JSON object a line, found something else; "
                "restore the file from a backup."
            ) from error
        if entry.get("person") == person:
            found.append(entry)
    return found


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return f"user {os.getuid()}"
