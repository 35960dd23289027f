"""What steps do with the processes they need: dbt's own, and those that wait for the guards."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import dagster as dg
import pytest

from expectations import judging
from expectations.gates import Gate
from expectations.registry import GUARDS
from orchestration import dbt_command, troubles
from tests.orchestration.conftest import Location

CRASH = -signal.SIGSEGV


@dataclass
class Calls:
    """In the place of dbt: each call ends with the next of these codes."""

    codes: list[int]
    asked: list[Sequence[str]] = field(default_factory=list)

    def cli(self, arguments: Sequence[str], **_: Any) -> Any:
        self.asked.append(arguments)
        code = self.codes.pop(0)
        return SimpleNamespace(
            stream=lambda: iter(()),
            is_successful=lambda: code == 0,
            get_error=lambda: Exception(f"ended with {code}"),
            process=SimpleNamespace(returncode=code),
        )


@pytest.fixture
def step(location: Location, monkeypatch: pytest.MonkeyPatch) -> Callable[[Calls], Any]:
    """dbt's step alone, with what stands in for dbt."""
    # The step sets these; a test leaves none behind.
    for name, value in dbt_command.environment().items():
        monkeypatch.setenv(name, value)
    from orchestration.defs import transformation  # noqa: PLC0415 - loading needs the data root

    assert location.definitions

    def run(calls: Calls) -> dg.ExecuteInProcessResult:
        return dg.materialize(transformation.ASSETS, resources={"dbt": calls}, raise_on_error=False)

    return run


@pytest.mark.parametrize("codes", [[0], [CRASH, 0]])
def test_a_crash_is_built_over(step: Any, codes: list[int]) -> None:
    calls = Calls(list(codes))
    assert step(calls).success
    assert len(calls.asked) == len(codes)
    assert all(arguments[0] == "build" for arguments in calls.asked)


@pytest.mark.parametrize("codes", [[1], [CRASH, 1], [CRASH, CRASH]])
def test_what_dbt_says_and_a_second_crash_end_the_step(step: Any, codes: list[int]) -> None:
    calls = Calls([*codes, 0])
    result = step(calls)
    assert not result.success
    assert len(calls.asked) == len(codes)
    assert [one.reason for one in troubles.failures(result.all_events)] == [
        f"dbt: ended with {codes[-1]}"
    ]


def test_the_processes_that_wait_are_those_that_judge(
    location: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dagster makes resources of its own kind anew, and would lose them."""
    from orchestration.defs import quality, resources  # noqa: PLC0415 - see above

    assert location.definitions
    given: list[object] = []

    def judge(_: object, processes: object = None) -> dict[str, list[Gate]]:
        given.append(processes)
        return {guard.name: [] for guard in GUARDS}

    monkeypatch.setattr(judging, "run", judge)
    processes: Any = object()
    job = dg.Definitions(
        assets=[dg.AssetSpec(key) for key in {dg.AssetKey(list(one.asset)) for one in GUARDS}],
        asset_checks=quality.CHECKS,
        jobs=[dg.define_asset_job("judging", dg.AssetSelection.checks(*quality.CHECKS))],
        resources={"guards": resources.Guards()},
    ).resolve_job_def("judging")
    assert job.execute_in_process(resources={"guards": resources.ReadyGuards(processes)}).success
    assert given == [processes]
