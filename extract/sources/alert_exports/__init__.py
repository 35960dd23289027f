"""Alert exports: events of alerts in JSON files, as Opsgenie's webhooks or our own shape tell them.

Belongs here: the source's declaration. Does not belong here: anything else; see ``run.py``.
"""

from extract.core.source import Source
from extract.sources.alert_exports.run import run
from extract.sources.alert_exports.streams import STREAMS

ALERT_EXPORTS = Source(
    name="alert_exports", streams=STREAMS, run=run, settings=("ALERT_EXPORTS_FOLDER",)
)
"""The source as the registry lists it."""
