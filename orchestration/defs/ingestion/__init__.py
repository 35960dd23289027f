"""The streams the sources land.

Here: assets keyed by source and stream, as dbt names its sources. Not here: extraction.
"""

from extract.registry import SOURCES
from orchestration.defs.ingestion.assets import extracted

ASSETS = [extracted(source) for source in SOURCES]
