"""A tool served once a module, read by our extraction and by a client that nobody here wrote.

Belongs here: serving and our own reading. Does not belong here: any client.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bench.fault_round import PATIENCE, VirtualClock
from bench.fault_tools import Served, serving
from extract.core.landed import Landed
from extract.core.landing import Landing
from extract.core.progress import Progress
from extract.core.source import RunRequest
from extract.registry import source_named
from sandbox.scenario import load
from sandbox.simulation import build_world
from sandbox.world import World

SMALL = Path(__file__).parents[2] / "sandbox" / "scenarios" / "small.yml"


@dataclass(frozen=True)
class Reading:
    """A served tool and what our extraction landed of it."""

    served: Served
    world: World
    landed: Landed

    def rows(self, stream: str) -> list[dict[str, Any]]:
        """The live rows of a stream."""
        source = source_named(self.served.name)
        return list(self.landed.live_rows(source.stream(stream)).values())

    def pairs(self, stream: str, key: str, column: str) -> set[tuple[Any, Any]]:
        """Two columns of every live row."""
        return {(row[key], row[column]) for row in self.rows(stream)}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Reading]]:
    """Serves a tool until the module ends and extracts it once."""
    world = build_world(load(SMALL))
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:

        def reading(tool: str) -> Reading:
            served = stack.enter_context(serving(tool, world))
            for name, value in served.settings.items():
                patch.setenv(name, value)
            source = source_named(tool)
            clock = VirtualClock(world.as_of)
            home = tmp_path_factory.mktemp(tool)
            with Landing(source, home, clock) as landing:
                result = source.run(landing, RunRequest(Progress(), patience=PATIENCE))
                assert result.problems == []
            return Reading(served, world, Landed(home / "landing" / tool))

        yield reading


def instant(text: str | datetime | None) -> datetime | None:
    """What a client gives, as naive UTC."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text) if isinstance(text, str) else text
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)
