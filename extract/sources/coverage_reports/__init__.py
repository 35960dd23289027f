"""Coverage reports: Cobertura XML and LCOV, from folders of artefacts.

Belongs here: the source's declaration. Does not belong here: anything else; see ``run.py``.
"""

from extract.core.source import Source
from extract.sources.coverage_reports.run import run
from extract.sources.coverage_reports.streams import STREAMS

COVERAGE_REPORTS = Source(
    name="coverage_reports", streams=STREAMS, run=run, settings=("COVERAGE_REPORTS_FOLDER",)
)
"""The source as the registry lists it."""
