"""How far a run is, shown to a person at a terminal and to nobody else.

Belongs here: the bar. Does not belong here: logging, or anything a program should read.
"""

from __future__ import annotations

from types import TracebackType

from tqdm import tqdm


class Progress:
    """A bar that counts requests; it stays silent where nobody watches.

    Args:
        mode: ``on``, ``off``, or ``auto`` for "only if standard error is a terminal".
        label: What the bar is called.
    """

    def __init__(self, mode: str = "off", label: str = "") -> None:
        disable = {"on": False, "off": True, "auto": None}[mode]
        self._bar = tqdm(desc=label, unit=" requests", disable=disable, dynamic_ncols=True)

    def advance(self) -> None:
        """Count one more request."""
        self._bar.update(1)

    def describe(self, text: str) -> None:
        """Say what is being read, or what is being waited for."""
        self._bar.set_postfix_str(text)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.close()
