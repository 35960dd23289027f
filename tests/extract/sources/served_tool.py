"""One tool of the sandbox, served in this process, and runs of its source against it.

Belongs here: serving, extracting, and what landed. Does not belong here: what a test asserts, or
anything about one tool.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import requests
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from extract.core.landed import Landed
from extract.core.landing import Landing
from extract.core.progress import Progress
from extract.core.source import RunRequest, RunResult, Source
from sandbox.kit.service import Hosting, ToolService
from sandbox.kit.tool import SandboxTool
from sandbox.scenario import load
from sandbox.server import address, bind
from sandbox.simulation import build_world
from sandbox.world import World
from tests.extract.core.examples import ImpatientClock

ROOT = Path(__file__).parents[3]
BOOKKEEPING = {"extraction_state", "extraction_log"}

Rows = dict[Any, dict[str, Any]]


@cache
def small_world() -> World:
    """The small scenario, built once."""
    return build_world(load(ROOT / "sandbox/scenarios/small.yml"))


class Killed(BaseException):
    """Stands for a kill: nothing catches it."""


class ServedTool:
    """A served tool and an installation that extracts it.

    Attributes:
        service: The sandbox's state.
        url: Where the tool is served.
        clock: Notes what runs waited for.
    """

    def __init__(self, source: Source, service: ToolService, url: str, home: Path) -> None:
        self.source = source
        self.service = service
        self.url = url
        self.home = home
        self.clock = ImpatientClock()

    def control(self, path: str, **body: Any) -> Any:
        """Call a control endpoint of the sandbox."""
        answer = requests.post(f"{self.url}/_sandbox/{path}", json=body, timeout=10)
        assert answer.ok, answer.text
        return answer.json()

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
        with Landing(self.source, home or self.home, self.clock) as landing:
            if on_landing:
                on_landing(landing)
            return self.source.run(landing, RunRequest(progress=Progress("off"), **request))

    def requests(self) -> list[dict[str, Any]]:
        """Return the requests since the last call, and start over."""
        with self.service.lock:
            seen = list(self.service.requests.log)
        self.control("requests/reset")
        return seen

    def landed(self, home: Path | None = None) -> Landed:
        """What has been landed."""
        return Landed((home or self.home) / "landing" / self.source.name)

    def rows(self, stream: str, home: Path | None = None) -> Rows:
        """One stream's live rows by key, without when they were extracted."""
        rows = self.landed(home).live_rows(self.source.stream(stream))
        for row in rows.values():
            del row["extracted_at"]
        return rows

    def live(self, home: Path | None = None) -> dict[str, Rows]:
        """Every stream's live rows by key."""
        names = [s.name for s in self.source.streams if s.name not in BOOKKEEPING]
        return {name: self.rows(name, home) for name in names}

    def log(self, run: int = -1) -> dict[tuple[str, str], dict[str, Any]]:
        """The entries of one run's extraction log (the last by default) by stream and scope."""
        entries = self.landed().live_rows(self.source.stream("extraction_log")).values()
        runs = list(
            dict.fromkeys(
                entry["run_id"] for entry in sorted(entries, key=lambda e: e["completed_at"])
            )
        )
        return {(e["stream"], e["scope"]): e for e in entries if e["run_id"] == runs[run]}

    def differences(self, home: Path | None = None) -> list[str]:
        """Say where what is landed is not what the sandbox holds to be true."""
        found = []
        for stream, records in self.service.store.truth().items():
            rows = {str(key): row for key, row in self.rows(stream, home).items()}
            found += [f"{stream}: lost {key}" for key in records.keys() - rows.keys()]
            found += [f"{stream}: invented {key}" for key in rows.keys() - records.keys()]
            for key in records.keys() & rows.keys():
                for column, value in records[key].items():
                    if not _same(rows[key][column], value):
                        found.append(f"{stream} {key} {column}: {rows[key][column]!r} {value!r}")
        return found


def killing(landing: Landing, after: int) -> None:
    """Let a number of commits happen, then die before the next one."""
    commit, left = landing.commit, [after]

    def counted(*arguments: Any, **named: Any) -> dict[str, int]:
        if not left[0]:
            raise Killed
        left[0] -= 1
        return commit(*arguments, **named)

    landing.commit = counted  # type: ignore[method-assign]


@contextmanager
def serving(
    tool: SandboxTool, source: Source, home: Path, patch: pytest.MonkeyPatch
) -> Iterator[ServedTool]:
    """Serve a tool on a free port, with this process's settings pointing at it."""
    app = tool.create(small_world(), Hosting())
    server = bind(DispatcherMiddleware(Flask("nothing"), {f"/{tool.name}": app}), 0)  # type: ignore[arg-type]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"{address(server)}/{tool.name}"
    for name, value in tool.settings(small_world(), url).items():
        patch.setenv(name, value)
    try:
        yield ServedTool(source, app.extensions["sandbox"], url, home)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _same(landed: Any, true: Any) -> bool:
    if isinstance(landed, datetime) and isinstance(true, str):
        return landed == datetime.fromisoformat(true).replace(tzinfo=None)
    return bool(landed == true)
