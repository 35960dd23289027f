"""The only module that knows Great Expectations.

Belongs here: handing a frame and a suite to it, and translating its answer. Does not belong here:
suites, tables, what follows from a verdict.

The import takes seconds, so it happens with the first validation, or where somebody prepares for
it, and one process validates many suites. Nothing leaves the machine: usage statistics are switched
off before the import, and the context lives in memory.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from expectations.suite import Expectation, Suite

if TYPE_CHECKING:
    import pandas as pd

POSITION = "position"


@dataclass(frozen=True)
class Verdict:
    """What became of one expectation.

    Attributes:
        expectation: The rule.
        is_met: Whether it holds.
        failing: Positions of the frame's rows that break it, where it speaks of rows.
        problem: Why it could not be judged; None where it was. What cannot be judged is not met.
    """

    expectation: Expectation
    is_met: bool
    failing: tuple[int, ...] = ()
    problem: str | None = None


def validate(frame: pd.DataFrame, suite: Suite) -> list[Verdict]:
    """Judge a frame by a suite.

    Args:
        frame: Any rows; a bounded window or an aggregate, for it is held in memory.
        suite: What they should fulfil.

    Returns:
        One verdict per expectation, in the suite's order.
    """
    definition = _batch_definition()
    batch = definition.get_batch({"dataframe": frame.reset_index(drop=True)})
    answer = batch.validate(_translated(suite), result_format="COMPLETE")
    results = {result.expectation_config.meta[POSITION]: result for result in answer.results}
    return [
        _verdict(expectation, results[position])
        for position, expectation in enumerate(suite.expectations)
    ]


def prepare() -> None:
    """Do what every validation needs before the first one comes."""
    _batch_definition()


@cache
def _great_expectations() -> Any:
    """The library, its statistics and progress bars off."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations  # noqa: PLC0415, TID251 - takes seconds, so only when first needed

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    return great_expectations


@cache
def _batch_definition() -> Any:
    """Where every frame enters: one ephemeral context a process."""
    context = _great_expectations().get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    return asset.add_batch_definition_whole_dataframe("whole")


def _translated(suite: Suite) -> Any:
    from great_expectations.expectations.expectation_configuration import (  # noqa: PLC0415, TID251
        ExpectationConfiguration,
    )

    configured = [
        ExpectationConfiguration(
            type=expectation.kind,
            kwargs=_arguments(expectation),
            meta={POSITION: position},
        )
        for position, expectation in enumerate(suite.expectations)
    ]
    return _great_expectations().ExpectationSuite(name=suite.name, expectations=configured)


def _arguments(expectation: Expectation) -> dict[str, Any]:
    from great_expectations.expectations.row_conditions import (  # noqa: PLC0415, TID251
        Column,
    )

    if expectation.where is None:
        return dict(expectation.arguments)
    column, value = expectation.where
    return {**expectation.arguments, "row_condition": Column(column) == value}


def _verdict(expectation: Expectation, result: Any) -> Verdict:
    failing = result.result.get("unexpected_index_list") or ()
    return Verdict(
        expectation=expectation,
        is_met=bool(result.success),
        failing=tuple(sorted(int(position) for position in failing)),
        problem=None if result.success else _problem(result.exception_info),
    )


def _problem(information: Mapping[str, Any]) -> str | None:
    """The first exception's message; Great Expectations keeps them flat or by metric."""
    entries = [information, *(entry for entry in information.values() if isinstance(entry, dict))]
    for entry in entries:
        if entry.get("raised_exception"):
            return " ".join(str(entry.get("exception_message")).split())
    return None
