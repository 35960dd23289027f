"""The file drops: organisation.yml and the CSV files below inputs/.

Here: the source's declaration. Not here: anything else; see streams.py for a run.
"""

from extract.core.source import Source
from extract.sources.file_drops import streams

FILE_DROPS = Source(name="file_drops", streams=streams.STREAMS, run=streams.run)
"""The source as the registry lists it."""
