"""The detectors as one step, after the guards and before the publication.

Here: the asset. Not here: the detectors (`expectations/detectors`).

A detector asks and never blocks: where one fails, that is told, and what was asked before stays.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import dagster as dg
import duckdb

from expectations.detectors.observed import relations
from expectations.detectors.registry import DetectorError
from expectations.detectors.wording import AccusingTextError
from orchestration.defs.resources import Detectors

QUESTIONS = dg.AssetKey(["detectors", "signal_questions"])
RESULTS = dg.AssetKey(["detectors", "detector_results"])
BEFORE = [
    dg.AssetKey(["marts", "fct_team_metrics"]),
    *(dg.AssetKey(["intermediate", f"int_observations__{name}"]) for name in relations()),
]

logger = logging.getLogger(__name__)


@dg.multi_asset(
    name="detectors",
    specs=[
        dg.AssetSpec(
            key=QUESTIONS,
            deps=BEFORE,
            group_name="detectors",
            description="Whether a signal may no longer mean what it did, by team and quarter.",
            kinds={"duckdb"},
        ),
        dg.AssetSpec(
            key=RESULTS,
            deps=BEFORE,
            group_name="detectors",
            description="What every detector could tell of every team, quarter and window.",
            kinds={"duckdb"},
        ),
    ],
    can_subset=False,
)
def questioned(detectors: Detectors) -> Iterator[dg.MaterializeResult[None]]:
    """Ask every detector about every completed quarter."""
    logger.info("detectors: asking")
    found = {"questions": 0, "shown": 0, "answers": 0}
    try:
        asked = detectors.ask()
    except (DetectorError, AccusingTextError, duckdb.Error) as error:
        logger.error("detectors: nothing new was asked: %s", error)  # noqa: TRY400 - one line
    else:
        is_open = [question for question in asked.questions if not question.is_explained]
        found = {
            "questions": len(is_open),
            "shown": sum(question.is_shown for question in is_open),
            "answers": len(asked.results),
        }
        logger.info(
            "detectors: %(answers)d answers, %(questions)d questions, %(shown)d shown", found
        )
    yield dg.MaterializeResult(asset_key=QUESTIONS, metadata=dict(found))
    yield dg.MaterializeResult(asset_key=RESULTS)
