"""From warehouse and gates to the files people read: overlay, write, audit, swap.

Here: plain Python and SQL over DuckDB. Not here: Dagster (`orchestration/defs`), judging
(`expectations`), computing any number (`dbt_project`).
"""

from orchestration.publication.errors import PublicationError
from orchestration.publication.publish import Publication, publish

__all__ = ["Publication", "PublicationError", "publish"]
