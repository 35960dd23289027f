"""A seeded sample of the fault laboratory, and proof that it would notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench import fault_round
from bench.fault_outcome import Outcome
from bench.fault_round import Round
from bench.fault_schedule import ROUNDS, TRANSIENT, Schedule, drawn
from bench.fault_tools import ALL_TOOLS
from bench.faults import report
from extract.core.landing import Landing
from extract.core.source import RunRequest, RunResult, Source
from extract.registry import SOURCES, source_named
from sandbox.registry import FILES
from sandbox.scenario import load
from sandbox.simulation import build_world
from sandbox.world import World

SMALL = Path(__file__).parents[2] / "sandbox" / "scenarios" / "small.yml"
SEED = 7


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(load(SMALL))


def test_every_tool_that_speaks_http_is_in_the_laboratory() -> None:
    files = {tool.name for tool in FILES} - set(ALL_TOOLS)
    assert set(ALL_TOOLS) == {source.name for source in SOURCES} - files - {"file_drops"}


def test_a_seed_draws_the_same_faults_each_time_and_all_kinds_come_up() -> None:
    assert drawn(3) == drawn(3)
    assert {drawn(seed).kind for seed in range(len(ROUNDS))} == set(ROUNDS)
    faults = {fault["kind"] for seed in range(60) for fault in drawn(seed).faults}
    assert faults == {*TRANSIENT, "unauthorized"}


@pytest.mark.parametrize("kind", ["cold", "later"])
@pytest.mark.parametrize("tool", sorted(ALL_TOOLS))
def test_what_is_landed_is_what_the_tool_holds(
    world: World, tmp_path: Path, tool: str, kind: str
) -> None:
    outcome = Round(tool, world, drawn(SEED, (kind,)), tmp_path / "home").play()
    assert outcome.records > 0
    assert outcome.is_good, report([outcome])


@pytest.mark.parametrize(("tool", "kind"), [("gitlab", "permission"), ("jira", "new_value")])
def test_what_the_vendor_takes_away_or_changes_is_told(
    world: World, tmp_path: Path, tool: str, kind: str
) -> None:
    outcome = Round(tool, world, drawn(SEED, (kind,)), tmp_path / "home").play()
    assert outcome.told
    assert outcome.is_good, report([outcome])


def sabotaged(spoil: Callable[[dict[str, Any]], dict[str, Any]]) -> Source:
    """The Jenkins source, with every batch spoiled before it lands."""
    source = source_named("jenkins")

    def run(landing: Landing, request: RunRequest) -> RunResult:
        commit = landing.commit

        def spoiled(rows: Any, *rest: Any, **named: Any) -> dict[str, int]:
            return commit(
                {k: v if k != "builds" else spoil(v) for k, v in rows.items()}, *rest, **named
            )

        landing.commit = spoiled  # type: ignore[method-assign]
        return source.run(landing, request)

    return replace(source, run=run)


@pytest.mark.parametrize(
    ("spoil", "noticed"),
    [
        (lambda rows: list(rows)[1:], "lost"),
        (lambda rows: [{**row, "result": "MADE_UP"} for row in rows], "differing"),
        (lambda rows: [*rows, {**rows[0], "build_id": "made up"}] if rows else rows, "invented"),
    ],
)
def test_the_laboratory_notices_a_bad_extractor(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Any, noticed: str
) -> None:
    monkeypatch.setattr(fault_round, "source_named", lambda _: sabotaged(spoil))
    calm = Schedule(seed=0, kind="cold")
    outcome: Outcome = Round("jenkins", world, calm, tmp_path / "home").play()
    assert getattr(outcome, noticed)
    assert not outcome.is_good
    assert "jenkins" in report([outcome])
