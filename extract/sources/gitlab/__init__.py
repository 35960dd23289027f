"""GitLab (gitlab.com and self-managed): merge requests to deployments, by its REST API.

Belongs here: everything that knows GitLab. Start at ``run.py``; ``streams.py`` says what lands.
"""

from extract.core.source import Source
from extract.sources.gitlab.run import run
from extract.sources.gitlab.streams import STREAMS

GITLAB = Source(
    name="gitlab",
    streams=STREAMS,
    run=run,
    settings=("GITLAB_API_URL", "GITLAB_TOKEN", "GITLAB_GROUP", "GITLAB_PROJECTS"),
)
