"""Jenkins: its jobs and their builds, by the JSON API of any controller.

Belongs here: everything that knows Jenkins. Start at ``run.py``; ``streams.py`` says what lands.
"""

from extract.core.source import Source
from extract.sources.jenkins.run import run
from extract.sources.jenkins.streams import STREAMS

JENKINS = Source(
    name="jenkins",
    streams=STREAMS,
    run=run,
    settings=("JENKINS_URL", "JENKINS_USER", "JENKINS_TOKEN"),
)
