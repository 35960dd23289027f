"""What was told to which channel, and what still has to be: one file under the data root.

Here: reading and writing it. Not here: what is told.

An alert is written here before it is sent and marked after its channel took it. A run that is
killed between the two sends it once more; none is lost.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from expectations.files import put_in_place
from orchestration.alerts.alert import Alert

FILE, LOCK = "alerts.json", "alerts.lock"
VERSION = "version 1"
REMEMBERED = timedelta(days=400)
"""Longer than any gate, question or audit stays without being asked anew."""


class KeptError(Exception):
    """What was told cannot be read or written; the text is one line."""


@dataclass
class OfChannel:
    """What one channel was told and still has to be.

    Attributes:
        waiting: Not taken yet, oldest first.
        told: Names of what was, and when it was last found or told.
        closed: Gates that it knows to be closed.
    """

    waiting: dict[str, Alert] = field(default_factory=dict)
    told: dict[str, datetime] = field(default_factory=dict)
    closed: dict[str, Alert] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        """Whether it was told, or will be."""
        return name in self.told or name in self.waiting

    def mark(self, alerts: Mapping[str, Alert], now: datetime) -> None:
        """Remember that alerts were taken."""
        for alert_id, alert in alerts.items():
            self.waiting.pop(alert_id, None)
            for name in (alert_id, *alert.parts):
                self.told[name] = now

    def forget(self, current: set[str], now: datetime) -> None:
        """Leave out what is long past, and remember what still holds."""
        for name in current & self.told.keys():
            self.told[name] = now
        old = {name for name, at in self.told.items() if now - at > REMEMBERED}
        self.told = {name: at for name, at in self.told.items() if name not in old}


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Wait for any other process that tells, and let none in until the block ends."""
    file = home / "locks" / LOCK
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def read(home: Path) -> dict[str, OfChannel]:
    """What each channel was told.

    Raises:
        KeptError: The file is not what was written.
    """
    file = home / FILE
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return {name: _channel(kept) for name, kept in found["channels"][VERSION].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise KeptError(
            f"{file} is not what was written there ({type(error).__name__}); remove it, and "
            "what is true now is told once more."
        ) from error


def write(home: Path, channels: Mapping[str, OfChannel]) -> None:
    """Write what each channel was told, in one step, and have it on the disk.

    Raises:
        KeptError: It cannot be written.
    """
    content = {
        "channels": {
            VERSION: {name: _record(channel) for name, channel in sorted(channels.items())}
        }
    }
    draft = home / f".{FILE}.unfinished"
    try:
        draft.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")
        put_in_place(draft, home / FILE)
    except OSError as error:
        raise KeptError(f"{home / FILE} cannot be written: {error.strerror}.") from error


def _channel(kept: Mapping[str, Any]) -> OfChannel:
    return OfChannel(
        {record["alert_id"]: _alert(record) for record in kept["waiting"]},
        {name: datetime.fromisoformat(at) for name, at in kept["told"].items()},
        {record["alert_id"]: _alert(record) for record in kept["closed"]},
    )


def _alert(record: Mapping[str, Any]) -> Alert:
    return Alert(**{**record, "parts": tuple(record["parts"])})


def _record(channel: OfChannel) -> dict[str, Any]:
    return {
        "waiting": [asdict(alert) for alert in channel.waiting.values()],
        "told": {name: at.isoformat() for name, at in sorted(channel.told.items())},
        "closed": [asdict(alert) for alert in channel.closed.values()],
    }
