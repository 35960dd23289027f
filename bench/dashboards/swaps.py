"""A reader who reads on while one publication follows another.

Here: publishing at a random moment while dashboards are opened and filtered, and looking whether
they then show the new one. Not here: what is published (`generated.py`).
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.dashboards.browser import Reader

logger = logging.getLogger(__name__)
LATEST = 8.0
# What is chosen in each dashboard; the first filter is changed while publications are swapped.
DASHBOARDS = {
    "team-outcomes": ("team", "Team 007"),
    "flow-and-modules": ("team", "Team 011"),
    "what-can-be-trusted": None,
    "workload": ("team", "Team 013"),
}
UNIT = 1_000_000


@dataclass(frozen=True)
class Outcome:
    """What a reader met.

    Attributes:
        publications: How many followed one another.
        pages: How many dashboards were opened.
        faults: Everything that went wrong.
    """

    publications: int
    pages: int
    faults: list[str]


def read_during_swaps(
    reader: Reader, publish: Callable[[int], object], publications: int, seed: int
) -> Outcome:
    """Open and filter every dashboard during each publication, and again after it.

    Args:
        reader: Is logged in.
        publish: Publishes with a mark.
        publications: How many.
        seed: Decides the moments.
    """
    draws = random.Random(seed)  # noqa: S311 - no secret
    pages = 0
    for mark in range(2, publications + 2):
        failed: list[str] = []
        worker = threading.Thread(
            target=_publish_later, args=(publish, mark, draws.uniform(0, LATEST), failed)
        )
        worker.start()
        for name in DASHBOARDS:
            _open_and_choose(reader, name)
        worker.join()
        reader.faults.extend(failed)
        for name in DASHBOARDS:
            _open_and_choose(reader, name)
            if not reader.reads(_words(name, mark)):
                reader.faults.append(f"{name} does not show publication {mark}")
        pages += 2 * len(DASHBOARDS)
        logger.info("publication %d: %d faults so far", mark, len(reader.faults))
    return Outcome(publications, pages, list(reader.faults))


def _publish_later(
    publish: Callable[[int], object], mark: int, seconds: float, failed: list[str]
) -> None:
    time.sleep(seconds)
    try:
        publish(mark)
    except Exception as error:
        failed.append(f"publication {mark}: {error}")


def _open_and_choose(reader: Reader, name: str) -> None:
    reader.open(name)
    if chosen := DASHBOARDS[name]:
        reader.choose(*chosen)


def _words(name: str, mark: int) -> str:
    """What only this publication says on a dashboard."""
    # A marked value is the mark in millions and less than a thousand.
    return f"{mark}000" if name == "team-outcomes" else f"(publication {mark})"
