"""The only module that knows dlt: one load of Arrow tables to the filesystem destination.

Belongs here: dlt's settings and the frozen schema. Does not belong here: locks, state, rows.
Imported only when something is landed, because dlt is slow to import.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# dlt reads these when it starts: it must not phone home, and must not restore its own state from
# the destination (our state lies in the stream extraction_state).
os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["RESTORE_FROM_DESTINATION"] = "false"
os.environ["RUNTIME__LOG_LEVEL"] = "CRITICAL"

import dlt
import pyarrow as pa
from dlt.common.schema.utils import new_table
from dlt.extract.source import DltSource

from extract.core.source import BOOLEAN, DAY, INSTANT, INTEGER, REAL, TEXT, Source

_DLT_TYPES: Mapping[pa.DataType, dict[str, Any]] = {
    TEXT: {"data_type": "text"},
    INTEGER: {"data_type": "bigint"},
    REAL: {"data_type": "double"},
    BOOLEAN: {"data_type": "bool"},
    DAY: {"data_type": "date"},
    INSTANT: {"data_type": "timestamp", "timezone": False, "precision": 6},
}


def open_pipeline(source: Source, landing: Path, work: Path) -> Any:
    """Return a fresh pipeline whose working files lie in ``work``."""
    landing.mkdir(parents=True, exist_ok=True)
    return dlt.pipeline(
        source.name,
        destination=dlt.destinations.filesystem(bucket_url=str(landing)),
        dataset_name=source.name,
        pipelines_dir=str(work),
    )


def run(pipeline: Any, source: Source, tables: Mapping[str, pa.Table]) -> None:
    """Land the tables as one load.

    Raises:
        Exception: Whatever dlt raises; the load then does not count.
    """
    resources = [
        dlt.resource([table], name=name, write_disposition="append")
        for name, table in tables.items()
    ]
    dlt_source = DltSource(_frozen_schema(source), source.name, resources)
    pipeline.run(dlt_source, loader_file_format="parquet").raise_on_failed_jobs()


def _frozen_schema(source: Source) -> Any:
    """Return every declared column; anything undeclared makes the load fail."""
    schema = dlt.Schema(source.name)
    for stream in source.streams:
        columns: Any = [
            {"name": f.name, "nullable": True, **_DLT_TYPES[f.type]} for f in stream.schema
        ]
        schema.update_table(new_table(stream.name, write_disposition="append", columns=columns))
    schema.set_schema_contract("freeze")
    return schema
