"""The waiting of one run: for a tool's rate limit, after a failure, and no longer than it may.

Belongs here: when the next request may go, and the time that is left. Does not belong here: what
an answer calls for (``retry.py``), or sending (``http.py``).

The lanes of a run share one instance: a wait that the tool asks one of them for holds for all.
"""

from __future__ import annotations

import logging
import threading

from extract.core.clock import Clock
from extract.core.errors import WaitBudgetError
from extract.core.patience import Patience
from extract.core.progress import Progress

logger = logging.getLogger(__name__)


class Waits:
    """When the next request may go.

    Args:
        tool: As people call it, for errors and progress.
        clock: For waiting; a test passes one that does not wait.
        progress: Shows what is waited for.
        patience: How long a run may wait and take.
    """

    def __init__(self, tool: str, clock: Clock, progress: Progress, patience: Patience) -> None:
        self._tool = tool
        self._clock = clock
        self._progress = progress
        self._patience = patience
        self._lock = threading.Lock()
        self._waited = 0.0
        self._resume_at = 0.0
        self._ends_at = clock.monotonic_seconds() + patience.total_run_seconds

    def for_turn(self) -> None:
        """Wait as long as the tool has asked any lane to.

        Raises:
            WaitBudgetError: The run has used up its time, or would have by then.
        """
        now = self._clock.monotonic_seconds()
        if max(now, self._resume_at) > self._ends_at:
            raise WaitBudgetError(
                f"{self._tool} took all of the {self._patience.total_run_seconds / 60:.0f} minutes "
                "that one run may take; run again, it continues where it stopped."
            )
        seconds = self._resume_at - now
        if seconds > 0:
            self.pause(seconds, f"waiting {seconds:.0f} s for {self._tool}'s rate limit")

    def hold(self, asked_seconds: float | None, limits: int) -> None:
        """Have every lane wait before its next request.

        Args:
            asked_seconds: How long the tool asks us to wait; None if it does not say.
            limits: How often in a row it has limited this request.

        Raises:
            WaitBudgetError: It asks for longer, or more often, than this run may wait.
        """
        patience = self._patience
        least = patience.minimum_limit_seconds * 2 ** (limits - 1)
        seconds = least if asked_seconds is None else asked_seconds
        if limits > patience.limit_attempts:
            raise WaitBudgetError(
                f"{self._tool} still limits our rate after {patience.limit_attempts} waits; "
                "run again later, it continues where it stopped."
            )
        with self._lock:
            now = self._clock.monotonic_seconds()
            longer = max(0.0, now + seconds - max(self._resume_at, now))
            if self._waited + longer > patience.total_wait_seconds:
                raise WaitBudgetError(
                    f"{self._tool} asks to wait {seconds:.0f} s, more than the "
                    f"{patience.total_wait_seconds:.0f} s one run may wait in all; run again "
                    "later, it continues where it stopped."
                )
            self._waited += longer
            self._resume_at = max(self._resume_at, now + seconds)

    def after_failure(self, why: str, failures: int, asked_seconds: float | None) -> None:
        """Pause before an attempt is repeated, longer each time."""
        seconds = self._patience.first_pause_seconds * 2 ** (failures - 1)
        seconds = max(seconds, asked_seconds or 0.0)
        self.pause(seconds, f"{why}; trying again in {seconds:.0f} s")

    def pause(self, seconds: float, why: str) -> None:
        """Wait, and say why."""
        logger.info("%s", why)
        self._progress.describe(why)
        self._clock.sleep(seconds)
        self._progress.describe("")
