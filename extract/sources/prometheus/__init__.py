"""Prometheus: good and valid events of service level objectives, hour by hour, by its HTTP API.

Belongs here: everything that knows Prometheus and slos.yml. Start at ``run.py``; ``streams.py``
says what lands.
"""

from extract.core.source import Source
from extract.sources.prometheus.run import run
from extract.sources.prometheus.streams import STREAMS

PROMETHEUS = Source(
    name="prometheus",
    streams=STREAMS,
    run=run,
    settings=(
        "PROMETHEUS_URL",
        "PROMETHEUS_TOKEN",
        "PROMETHEUS_USERNAME",
        "PROMETHEUS_PASSWORD",
        "PROMETHEUS_SLOS",
    ),
)
