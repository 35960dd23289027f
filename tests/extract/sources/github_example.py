"""A small GitHub to extract from, and runs against it.

Belongs here: serving the small scenario inside the test process, and comparing what landed.
Does not belong here: what a test asserts.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import requests

from extract.core.landed import Landed
from extract.core.landing import Landing
from extract.core.progress import Progress
from extract.core.source import RunRequest, RunResult
from extract.sources.github import GITHUB
from sandbox.github.app import create_app
from sandbox.github.service import Service
from sandbox.scenario import load
from sandbox.server import address, bind
from sandbox.simulation import build_world
from sandbox.world import World
from tests.extract.core.examples import ImpatientClock

ROOT = Path(__file__).parents[3]
REPOSITORY = "harbour/notifications"
"""The smallest repository of the small scenario."""

Live = dict[str, dict[Any, dict[str, Any]]]
"""Live rows by stream and key."""

BOOKKEEPING = {"extraction_state", "extraction_log"}
STREAMS = [stream for stream in GITHUB.streams if stream.name not in BOOKKEEPING]


@cache
def small_world() -> World:
    """The small scenario, built once."""
    return build_world(load(ROOT / "sandbox/scenarios/small.yml"))


class Github:
    """A served world and an installation that extracts it.

    Attributes:
        url: Where it is served.
        service: The sandbox's state.
        clock: Notes what runs waited for.
    """

    def __init__(self, url: str, service: Service, home: Path) -> None:
        self.url = url
        self.service = service
        self.home = home
        self.clock = ImpatientClock()

    def control(self, path: str, **body: Any) -> dict[str, Any]:
        """Call a control endpoint of the sandbox."""
        answer = requests.post(f"{self.url}/_sandbox/{path}", json=body, timeout=10)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def faults(self, *plan: dict[str, Any]) -> None:
        """Plan the next faults."""
        self.control("faults", plan=list(plan))

    def extract(
        self,
        home: Path | None = None,
        on_landing: Callable[[Landing], None] | None = None,
        **request: Any,
    ) -> RunResult:
        """Run once, without waiting for anything."""
        with Landing(GITHUB, home or self.home, self.clock) as landing:
            if on_landing:
                on_landing(landing)
            return GITHUB.run(landing, RunRequest(progress=Progress("off"), **request))

    def records(self) -> dict[str, dict[str, dict[str, Any]]]:
        """What the sandbox says should be landed by now: columns by stream and key."""
        found: dict[str, dict[str, dict[str, Any]]] = requests.get(
            f"{self.url}/_sandbox/records", timeout=10
        ).json()
        return found

    def requests(self) -> dict[str, int]:
        """Return the requests by operation since the last call, and start over."""
        seen = dict(self.service.requests.by_operation)
        self.control("requests/reset")
        return seen

    def landed(self, home: Path | None = None) -> Landed:
        """What has been landed."""
        return Landed((home or self.home) / "landing" / "github")

    def live(self, home: Path | None = None) -> Live:
        """Every stream's live rows by key, without when they were extracted."""
        landed = self.landed(home)
        rows = {stream.name: landed.live_rows(stream) for stream in STREAMS}
        for stream in rows.values():
            for row in stream.values():
                del row["extracted_at"]
        return rows

    def rows(self, stream: str, home: Path | None = None) -> dict[Any, dict[str, Any]]:
        """One stream's live rows by key."""
        return self.landed(home).live_rows(GITHUB.stream(stream))

    def log(self, status: str | None = None) -> list[dict[str, Any]]:
        """The entries of the extraction log, oldest first."""
        entries = self.landed().live_rows(GITHUB.stream("extraction_log")).values()
        kept = [entry for entry in entries if status in (None, entry["status"])]
        return sorted(kept, key=lambda entry: entry["completed_at"])


@contextmanager
def serving(world: World) -> Iterator[tuple[str, Service]]:
    """Serve a world on a free port until the block ends."""
    service = Service(world)
    server = bind(create_app(service), 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield address(server), service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
