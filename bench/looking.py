"""A thread that looks again and again while something else runs.

Here: when it looks, and that it ends with its block. Not here: what is looked at (`watching.py`,
`memory.py`).
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self


class Looking(ABC):
    """Looks in a thread of its own while in its block.

    Args:
        pause_seconds: How long it waits between two looks.
    """

    def __init__(self, pause_seconds: float) -> None:
        self._pause_seconds = pause_seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _look_on(self) -> None:
        while not self._stop.wait(self._pause_seconds):
            self._look()

    @abstractmethod
    def _look(self) -> None:
        """Look once."""
