"""A sample of the fault laboratory of files; `python -m bench.fault_files` plays many more."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.file_round import TOOLS, FileRound
from extract.core.file_runs import FileRun
from sandbox.scenario import load
from sandbox.simulation import build_world
from sandbox.world import World

SCENARIO = Path(__file__).parents[3] / "sandbox/scenarios/small.yml"


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(load(SCENARIO))


@pytest.mark.parametrize(("tool", "seed"), [(tool, 40 + n) for n, tool in enumerate(sorted(TOOLS))])
def test_what_is_landed_is_what_an_undisturbed_run_lands(
    tool: str, seed: int, world: World, tmp_path: Path
) -> None:
    outcome = FileRound(tool, world, seed, tmp_path).play()
    assert outcome.wrong == []
    assert outcome.records > 100


def test_a_round_finds_what_is_lost(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def once(run: FileRun, file: object, _place: object) -> bool:
        return getattr(file, "path", None) in run._states

    monkeypatch.setattr(FileRun, "_is_unchanged", once)
    outcome = FileRound("coverage_reports", world, 1, tmp_path).play()
    assert outcome.lost
    assert outcome.leftover
