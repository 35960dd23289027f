"""JUnit: test reports in JUnit's XML, from folders of artefacts.

Belongs here: the source's declaration. Does not belong here: anything else; see ``run.py``.
"""

from extract.core.source import Source
from extract.sources.junit.run import run
from extract.sources.junit.streams import STREAMS

JUNIT = Source(name="junit", streams=STREAMS, run=run, settings=("JUNIT_FOLDER",))
"""The source as the registry lists it."""
