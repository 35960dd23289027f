"""The organisation's alerts as exported files, a file a month and tool.

Belongs here: the two shapes and where they go. Does not belong here: what happened
(`sandbox.alert_exports.events`).

Every other service is watched by a tool of the organisation's own, which writes the shape that
extraction publishes; the others are in Opsgenie, whose webhooks are kept as JSON Lines.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sandbox.alert_exports.events import AlertEvent, events
from sandbox.artefacts import write_text
from sandbox.texts.naming import Texts
from sandbox.world import World

_ACTIONS = {
    "created": "Create",
    "acknowledged": "Acknowledge",
    "escalated": "EscalateNext",
    "noted": "AddNote",
    "closed": "Close",
}


def write(world: World, folder: Path) -> Mapping[str, str]:
    """Write what both tools exported below `folder`."""
    own = {service.service_id for service in world.directory.services[1::2]}
    by_file: defaultdict[str, list[AlertEvent]] = defaultdict(list)
    for event in sorted(events(world), key=lambda event: event.occurred_at):
        kind, suffix = ("monitor", "json") if event.service in own else ("opsgenie", "jsonl")
        by_file[f"{kind}-{event.occurred_at:%Y-%m}.{suffix}"].append(event)
    for name, members in by_file.items():
        text = _list(members) if name.endswith(".json") else _lines(world.texts, members)
        write_text(folder / name, text, members[-1].occurred_at)
    return {"ALERT_EXPORTS_FOLDER": str(folder)}


def opsgenie(texts: Texts, event: AlertEvent) -> dict[str, Any]:
    """The event as Opsgenie's webhook tells it; of its two times one is in nanoseconds."""
    alert = {
        "alertId": event.alert_id,
        "tinyId": str(event.number),
        "createdAt": _milliseconds(event.created_at),
        "updatedAt": _milliseconds(event.occurred_at) * 1_000_000,
        "message": texts.line("alert", f"{event.service}: errors above threshold"),
        "priority": event.priority,
        "tags": [f"service:{event.service}"],
        "teams": [],
        "userId": event.account or "",
        "entity": "",
    }
    return {"action": _ACTIONS[event.event], "alert": alert, "integrationName": "Export"}


def generic(event: AlertEvent) -> dict[str, Any]:
    """The event in the shape that extraction publishes."""
    return {
        "alert_id": event.alert_id,
        "event": event.event,
        "occurred_at": f"{event.occurred_at:%Y-%m-%dT%H:%M:%SZ}",
        "service": event.service,
        "priority": event.priority,
        "responder": event.account,
    }


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp()) * 1000


def _lines(texts: Texts, members: list[AlertEvent]) -> str:
    return "".join(f"{json.dumps(opsgenie(texts, event))}\n" for event in members)


def _list(members: list[AlertEvent]) -> str:
    return json.dumps([generic(event) for event in members], indent=1) + "\n"
