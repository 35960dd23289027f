"""A seeded sample of what is broken on purpose, and mornings on which nothing is.

Here: the replay over one landing. Not here: what becomes of the numbers
(`tests/orchestration/publication/test_broken_signals.py`).
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from bench.breakages import Breakage
from bench.broken_signals import honest, planted
from bench.replay import Replay
from expectations.gates import judge
from expectations.registry import SIGNALS
from tests.e2e.conftest import World

pytestmark = pytest.mark.e2e

SEED = 5
QUICK = ("permission lost", "token expired", "pages missing", "field vanished", "field empty")


@pytest.fixture(scope="module")
def replay(small: World) -> Replay:
    return Replay(small.home)


def test_honest_mornings_take_no_numbers(replay: Replay) -> None:
    found = honest(replay, [replay.last_day - timedelta(days=number) for number in (0, 3)])
    assert found.source_days > 20
    assert not found.taken


def test_what_is_broken_is_told_by_a_gate(replay: Replay) -> None:
    def wanted(breakage: Breakage) -> bool:
        return breakage.kind in QUICK and breakage.source in ("github", "jira")

    told = list(planted(replay, replay.last_day, SEED, wanted))
    assert {one.breakage.kind for one in told} == set(QUICK)
    assert not [one.breakage for one in told if not any(s.takes for s in one.signals)]


def test_the_replay_judges_as_the_guards_do(replay: Replay) -> None:
    replay.morning(replay.last_day)
    log = replay.streams["jira", "extraction_log"].table
    late = f"delete from {log} where extracted_at > timestamp '{replay.read_at}' - interval 4 day"
    with replay.disturbed([late], [log]):
        gates = [
            gate for guard in SIGNALS for gate in judge(replay.connection, guard) if gate.detail
        ]
        failed = {
            (gate.check_id, gate.source, gate.stream or "", gate.scope, gate.severity)
            for gate in gates
            if not gate.passed and gate.source
        }
        found = {(s.check_id, s.source, s.stream, s.scope, s.severity) for s in replay.broken()}
    assert found == failed
    assert ("B2", "jira") in {signal[:2] for signal in found}
