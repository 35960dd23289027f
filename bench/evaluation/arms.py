"""Episodes: what happens to a team that is not honest and still.

Here: what an entry of an arm is, and how episodes turn the levers of an organisation. Not here:
the entries themselves (`honest.py`, `planted.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bench.evaluation.levers import Levers, Numbers
from bench.evaluation.organisation import Organisation

ALL_WEEKS = 13

Turn = Callable[[Levers, Numbers, Numbers], None]


@dataclass(frozen=True)
class Entry:
    """One kind of honest change, or one planted attack.

    Attributes:
        name: Unique among all entries.
        turn: Turns levers, given who takes part (teams x weeks, 0 to 1) and the size (teams x 1).
        sizes: Doses, smallest first; what one means stands in `dose`.
        dose: The size in words.
    """

    name: str
    turn: Turn
    sizes: tuple[float, ...] = (1.0,)
    dose: str = ""


@dataclass(frozen=True)
class Episode:
    """An entry that happens to one team until the window's end.

    Attributes:
        entry: What happens.
        size: Its dose.
        people: `solo` (one person) or `team`.
        weeks: How long it has lasted when the quarter ends.
    """

    entry: Entry
    size: float
    people: str = "team"
    weeks: int = ALL_WEEKS


def apply(organisation: Organisation, episodes: Sequence[Episode | None]) -> None:
    """Let episodes happen, one a team; None leaves a team as it is."""
    entries = {episode.entry.name: episode.entry for episode in episodes if episode}
    for name, entry in entries.items():
        when = np.zeros((organisation.teams, organisation.weeks))
        size = np.ones((organisation.teams, 1))
        for team, episode in enumerate(episodes):
            if episode is not None and episode.entry.name == name:
                share = 1 / organisation.sizes[team] if episode.people == "solo" else 1.0
                when[team, -episode.weeks :] = share
                size[team] = episode.size
        entry.turn(organisation.levers, when, size)
