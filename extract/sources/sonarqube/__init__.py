"""SonarQube (Server and Cloud): coverage and complexity of projects over time, and of files now.

Belongs here: everything that knows SonarQube. Start at ``run.py``; ``streams.py`` says what lands.
"""

from extract.core.source import Source
from extract.sources.sonarqube.run import run
from extract.sources.sonarqube.streams import STREAMS

SONARQUBE = Source(
    name="sonarqube",
    streams=STREAMS,
    run=run,
    settings=("SONARQUBE_URL", "SONARQUBE_TOKEN"),
)
