"""The option that names the recordings, and the summary of what was replayed.

Here: fixtures and the report. Not here: any check.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance import recordings
from tests.conformance.recordings import Recordings
from tests.conformance.replay import Tally, replay_all

SUMMARY = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shared", type=Path, help="the folder that holds recorded/github.jsonl.gz")


@pytest.fixture(scope="session")
def recorded(request: pytest.FixtureRequest) -> Recordings:
    """The recorded exchanges with GitHub."""
    shared = request.config.getoption("shared", default=None)
    if shared is None:
        pytest.fail("no recordings named; run: make conformance SHARED=../shared")
    return recordings.read(shared / "recorded" / "github.jsonl.gz")


@pytest.fixture(scope="session")
def tally(recorded: Recordings, request: pytest.FixtureRequest) -> Tally:
    """What came of all of them."""
    found = replay_all(recorded.exchanges)
    request.config.stash[SUMMARY] = summary(recorded, found)
    return found


def summary(recorded: Recordings, tally: Tally) -> list[str]:
    """The tally as lines for a person."""
    lines = [
        f"{len(recorded.exchanges)} exchanges, {len(recorded.unreadable)} lines that are no JSON",
        *(f"  line {bad.line}: {bad.reason[:90]}" for bad in recorded.unreadable),
    ]
    for use in sorted({endpoint.use for endpoint in tally.replays}):
        lines.append(use)
        lines += [
            f"  {endpoint.name}: {replay.answers} answers, {replay.record_count} records, "
            f"{len(replay.rows)} parsed, {len(replay.quarantined)} quarantined, "
            f"{replay.moments} timestamps compared"
            for endpoint, replay in tally.replays.items()
            if endpoint.use == use
        ]
    for use in sorted({use for use, _ in tally.not_replayed}):
        kinds = {kind: count for (other, kind), count in tally.not_replayed.items() if other == use}
        lines.append(f"{use}: {sum(kinds.values())} answers, not replayed")
        lines += [f"  {kind}: {count}" for kind, count in sorted(kinds.items())]
    lines += [f"refusals: {count} x HTTP {status}" for status, count in tally.refusals.items()]
    reasons = sorted(
        {row["reason"] for replay in tally.replays.values() for row in replay.quarantined}
    )
    return lines + [f"quarantined because: {reason}" for reason in reasons]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    lines = config.stash.get(SUMMARY, [])
    if lines:
        terminalreporter.section("recorded answers of GitHub")
    for line in lines:
        terminalreporter.write_line(line)
