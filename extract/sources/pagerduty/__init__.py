"""PagerDuty: who was paged when, for what, and who was on call, by its REST API.

Belongs here: everything that knows PagerDuty. Start at ``run.py``; ``streams.py`` says what lands.
"""

from extract.core.source import Source
from extract.sources.pagerduty.run import run
from extract.sources.pagerduty.streams import STREAMS

PAGERDUTY = Source(
    name="pagerduty",
    streams=STREAMS,
    run=run,
    settings=("PAGERDUTY_API_URL", "PAGERDUTY_TOKEN", "PAGERDUTY_TEAMS"),
)
