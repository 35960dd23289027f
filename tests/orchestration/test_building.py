"""dbt's step builds once more where dbt's process crashed, and not where dbt says what is wrong."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import dagster as dg
import pytest

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
