"""GitHub (github.com and Enterprise Server): pull requests to deployments, by its own APIs.

Belongs here: everything that knows GitHub. Start at ``run.py``; ``streams.py`` says what lands.
"""

from extract.core.source import Source
from extract.sources.github.run import run
from extract.sources.github.streams import STREAMS

GITHUB = Source(
    name="github", streams=STREAMS, run=run, settings=("GITHUB_TOKEN", "GITHUB_ORGANISATION")
)
