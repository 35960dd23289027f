"""Sources become assets: one asset a stream, keyed [source, stream], landed by one step a source.

Belongs here: the wrapping. Does not belong here: how a tool is read (extract/).
"""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from extract.core.errors import ExtractError
from extract.core.run import run_source
from extract.core.source import Source
from extract.registry import SOURCES


def extraction(source: Source) -> dg.AssetsDefinition:
    """Return the assets of one source."""
    specs = [
        dg.AssetSpec(
            key=[source.name, stream.name],
            group_name="ingestion",
            description=f"{stream.name} of {source.name} in the landing lake, every version kept.",
            owners=["team:data-platform"],
            kinds={"python", "parquet"},
        )
        for stream in source.streams
    ]

    @dg.multi_asset(name=f"extract_{source.name}", specs=specs)
    def extract(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
        try:
            result = run_source(source)
        except ExtractError as error:
            raise dg.Failure(description=str(error), allow_retries=False) from None
        for problem in result.problems:
            context.log.warning(problem)
        for stream in source.streams:
            yield dg.MaterializeResult(
                asset_key=[source.name, stream.name],
                metadata={"landed_rows": result.landed_rows.get(stream.name, 0)},
            )

    return extract


ingestion = [extraction(source) for source in SOURCES]
