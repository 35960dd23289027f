"""The objectives of the fictional organisation, and the slos.yml it keeps.

Belongs here: what is promised for each service. Does not belong here: whether it is kept
(`counters`).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from sandbox.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """One entry of slos.yml."""

    slo_id: str
    service_id: str
    objective: float
    window_days: int
    good_events: str
    valid_events: str


def objectives(world: World) -> tuple[Objective, ...]:
    """Availability and latency of every service."""
    found = []
    for service in world.directory.services:
        name = service.service_id
        requests = f'http_requests_total{{service="{name}"'
        seconds = "http_request_duration_seconds"
        found += [
            Objective(
                slo_id=f"{name}-availability",
                service_id=name,
                objective=0.999,
                window_days=28,
                good_events=f'{requests},code!~"5.."}}',
                valid_events=f"{requests}}}",
            ),
            Objective(
                slo_id=f"{name}-latency",
                service_id=name,
                objective=0.99,
                window_days=28,
                good_events=f'{seconds}_bucket{{service="{name}",le="0.3"}}',
                valid_events=f'{seconds}_count{{service="{name}"}}',
            ),
        ]
    return tuple(found)


def write(world: World, folder: Path) -> Mapping[str, str]:
    """Write slos.yml and say where it is."""
    document = {"slos": [asdict(objective) for objective in objectives(world)]}
    path = folder / "slos.yml"
    text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)
    path.write_text(text, encoding="utf-8")
    return {"PROMETHEUS_SLOS": str(path.resolve())}
