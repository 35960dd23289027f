"""One multi-asset a source: its streams are read and land together.

Here: the factory. Not here: anything about one source.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping

import dagster as dg

from extract.core.errors import ExtractError
from extract.core.source import RunResult, Source, Stream
from orchestration.defs.resources import Extraction, Publisher

PROBLEM = "problem"
LEFT_OUT = "not_connected"
SHOWN = 3

logger = logging.getLogger(__name__)


def extracted(source: Source) -> dg.AssetsDefinition:
    """The streams of a source as assets, landed by one step.

    A tool that nobody connected is left out: its metrics are missing, and nothing else is.

    A source that cannot be read, wholly or in part, stops the run as long as what is published
    holds good numbers of it. Where it does not, the run goes on with what there is, the guards
    take the numbers it concerns, and the problem is told with the first stream.

    Small landed files of past days are merged before the source is read: until dbt makes its views
    anew nobody reads the landing. Files that could not be merged stay, which is only told.
    """

    @dg.multi_asset(
        name=f"extract_{source.name}",
        specs=[_spec(source, stream) for stream in source.streams],
        can_subset=False,
    )
    def extract(
        extraction: Extraction, publisher: Publisher
    ) -> Iterator[dg.MaterializeResult[None]]:
        if not extraction.is_wanted(source.name):
            yield from _materialized(source, {"landed_rows": 0, LEFT_OUT: True})
            return
        untidy = _compact(extraction, source)
        logger.info("%s: reading", source.name)
        result, error = _read(extraction, source)
        problem = _problem(source, result, error)
        if problem and publisher.must_stop(source.name, was_read=error is None):
            raise dg.Failure(problem, allow_retries=False) from error
        if problem:
            logger.warning("%s", problem)
        landed = sum(result.landed_rows.values())
        logger.info("%s: %d rows in %d requests", source.name, landed, result.request_count)
        for stream in source.streams:
            metadata: dict[str, str | int] = {"landed_rows": result.landed_rows.get(stream.name, 0)}
            if (problem or untidy) and stream is source.streams[0]:
                metadata[PROBLEM] = problem or untidy
            yield dg.MaterializeResult(asset_key=[source.name, stream.name], metadata=metadata)

    return extract


def _materialized(
    source: Source, metadata: Mapping[str, str | int]
) -> Iterator[dg.MaterializeResult[None]]:
    for stream in source.streams:
        yield dg.MaterializeResult(asset_key=[source.name, stream.name], metadata=metadata)


def _compact(extraction: Extraction, source: Source) -> str:
    """Merge small files; why they could not be merged, in one line, or nothing."""
    try:
        done = extraction.compact(source.name)
    except ExtractError as error:
        logger.warning("%s", error)
        return str(error)
    if done:
        logger.info(
            "%s: %d landed files became %d", source.name, done.files_before, done.files_after
        )
    return ""


def _read(extraction: Extraction, source: Source) -> tuple[RunResult, ExtractError | None]:
    try:
        return extraction.run(source.name), None
    except ExtractError as error:
        return RunResult(), error


def _problem(source: Source, result: RunResult, error: ExtractError | None) -> str | None:
    """What could not be read, in one line; None where everything was."""
    problems = [str(error)] if error else result.problems
    if not problems:
        return None
    more = f" (and {len(problems) - SHOWN} more)" if len(problems) > SHOWN else ""
    return f"{source.name}: {'; '.join(problems[:SHOWN])}{more}"


def _spec(source: Source, stream: Stream) -> dg.AssetSpec:
    return dg.AssetSpec(
        key=[source.name, stream.name],
        group_name=source.name,
        description=f"{stream.name.replace('_', ' ')} of {source.name} as landed, every version.",
        kinds={"parquet"},
    )
