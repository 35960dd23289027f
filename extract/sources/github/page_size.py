"""How much to ask for at once: less after a failure, slowly more after successes.

Belongs here: the size and its memory. Does not belong here: what is asked for.

The first request asks for as much as GitHub allows. GitHub gives up after ten seconds; how much
fits into that depends on the repository and the hour. So a request that was too heavy is asked
again at half the size, and the size that worked is kept in the state for the next run.
"""

from __future__ import annotations

from typing import Any

MAXIMUM = 100
_LIGHTER = 2
"""Lists of lighter records may fill twice the share of a page that pull requests fill."""

_GROW_AFTER = 4
_FORGET_AFTER = 20
_GROWTH = 1.5


class PageSize:
    """The number of pull requests on a page; other lists follow in proportion.

    Args:
        state: What ``as_state`` returned in an earlier run, if anything.
    """

    def __init__(self, state: dict[str, Any] | None = None) -> None:
        state = state or {}
        self.value = max(1, min(int(state.get("size", MAXIMUM)), MAXIMUM))
        self._proven = int(state.get("proven", 0))
        self._too_heavy = int(state.get("too_heavy", MAXIMUM + 1))
        self._successes = int(state.get("successes", 0))
        self._failed_before = False

    @property
    def can_shrink(self) -> bool:
        """Whether there is less to ask for."""
        return self.value > 1

    def shrink(self) -> None:
        """Ask for less, because this was too heavy.

        A size that never worked gives way to the one that did, or to its half. A size that has
        worked is tried once more as it is: the failure may have had another reason.
        """
        self._successes = 0
        if self.value <= self._proven and not self._failed_before:
            self._failed_before = True
            return
        self._failed_before = False
        self._too_heavy = self.value
        if 0 < self._proven < self.value:
            self.value = self._proven
        else:
            self._proven = 0
            self.value = max(1, self.value // 2)

    def succeeded(self) -> None:
        """Count a success; after a few, try more, staying below what was too heavy.

        What was too heavy is forgotten after many successes: perhaps it was a bad hour.
        """
        self._failed_before = False
        self._proven = max(self._proven, self.value)
        self._successes += 1
        below = self._too_heavy - 1
        if self.value < below and self._successes >= _GROW_AFTER:
            grown = max(self.value + 1, int(self.value * _GROWTH))
            self.value = min(MAXIMUM, below, grown)
            self._successes = 0
        elif self._successes >= _FORGET_AFTER:
            self._too_heavy = MAXIMUM + 1
            self._successes = 0

    def of(self, full: int) -> int:
        """Return the share of a page of ``full`` lighter records that goes with this size."""
        return max(1, min(full, full * self.value * _LIGHTER // MAXIMUM))

    def as_state(self) -> dict[str, Any]:
        """Return what the next run needs to go on from here."""
        return {
            "size": self.value,
            "proven": self._proven,
            "too_heavy": self._too_heavy,
            "successes": self._successes,
        }
