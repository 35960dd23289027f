"""Git repositories themselves, read by the program git from a mirror of our own.

Belongs here: everything that knows git. Start at ``run.py``; ``streams.py`` says what lands.
"""

from extract.core.source import Source
from extract.sources.git.run import run
from extract.sources.git.streams import STREAMS

GIT = Source(name="git", streams=STREAMS, run=run, settings=("GIT_REPOSITORIES",))
