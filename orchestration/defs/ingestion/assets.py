"""One multi-asset a source: its streams are read and land together.

Here: the factory. Not here: anything about one source.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import dagster as dg

from extract.core.errors import ExtractError
from extract.core.source import Source, Stream
from orchestration.defs.resources import Extraction

logger = logging.getLogger(__name__)


def extracted(source: Source) -> dg.AssetsDefinition:
    """The streams of a source as assets, landed by one step.

    What could not be read of a source (a repository, a list the token may not see, a wrong row)
    does not stop the run: the guards take the numbers it concerns. A source that could not be read
    at all stops it.
    """

    @dg.multi_asset(
        name=f"extract_{source.name}",
        specs=[_spec(source, stream) for stream in source.streams],
        can_subset=False,
    )
    def extract(extraction: Extraction) -> Iterator[dg.MaterializeResult]:
        logger.info("%s: reading", source.name)
        try:
            result = extraction.run(source.name)
        except ExtractError as error:
            raise dg.Failure(f"{source.name}: {error}", allow_retries=False) from error
        for problem in result.problems:
            logger.warning("%s: %s", source.name, problem)
        landed = sum(result.landed_rows.values())
        logger.info("%s: %d rows in %d requests", source.name, landed, result.request_count)
        for stream in source.streams:
            yield dg.MaterializeResult(
                asset_key=[source.name, stream.name],
                metadata={"landed_rows": result.landed_rows.get(stream.name, 0)},
            )

    return extract


def _spec(source: Source, stream: Stream) -> dg.AssetSpec:
    return dg.AssetSpec(
        key=[source.name, stream.name],
        group_name=source.name,
        description=f"{stream.name.replace('_', ' ')} of {source.name} as landed, every version.",
        kinds={"parquet"},
    )
