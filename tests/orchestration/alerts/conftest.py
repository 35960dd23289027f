"""Receivers, certificates, and alerts to send them.

Here: fixtures. Not here: what a test asserts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extract.core.clock import Clock
from orchestration.alerts.alert import ENGINEERS, FAILURE, Alert
from tests.orchestration.alerts import receivers
from tests.orchestration.alerts.certificates import ELSEWHERE, certificate

NOW = datetime(2026, 7, 6, 6, tzinfo=UTC)
HOSTILE = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "mention": "<!channel> <!here> <@U123> @channel @here @everyone",
    "link": "<https://evil.example|click> https://evil.example [a](https://evil.example)",
    "line": "x\r\nBcc: somebody@evil.example\r\n\r\nbody",
    "direction": "a\u202egpj.exe\u202c \u2066b\u2069 \u200bz\u0000\x1b[31m",
    "long": "Ä😀" * 5_000,
    "mark-up": "*bold* _it_ ~no~ `code` ```block``` :boom: #general",
}


class PatientClock(Clock):
    """A clock whose waits take no time and are counted."""

    def __init__(self) -> None:
        super().__init__(NOW)
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def clock() -> PatientClock:
    return PatientClock()


@pytest.fixture
def chat() -> Iterator[receivers.Chat]:
    with receivers.chat() as found:
        yield found


@pytest.fixture(scope="session")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of this machine; a test says who trusts it."""
    return certificate(tmp_path_factory.mktemp("trusted"))


@pytest.fixture(scope="session")
def of_another(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of another host."""
    return certificate(tmp_path_factory.mktemp("other"), ELSEWHERE)


def alert(
    number: int = 0, quoted: str = "", kind: str = FAILURE, audience: str = ENGINEERS
) -> Alert:
    """An alert by hand."""
    name = f"{kind}-{number}"
    return Alert(name, kind, audience, f"Thing {number}", "It happened.", quoted)
