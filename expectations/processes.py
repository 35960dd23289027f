"""Processes of our own that wait for calls: what is Python alone keeps one core busy, no more.

Here: starting them, dealing out calls, and their end. Not here: what is called (`judging.py`,
`website/building.py`).

They are started as early as their owner likes, so that imports which take seconds are over when the
work comes. A process ends with the pipe to its owner: a run that is killed leaves none behind.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Self, TypeVar

Answer = TypeVar("Answer")

COUNT = 2
"""More would save less time than they need memory: each holds some 300 MB."""


class ProcessEndedError(Exception):
    """A process ended before it had answered; the text says where to look."""


class Processes:
    """Processes that wait for calls; a context that ends them.

    Args:
        count: How many.
    """

    def __init__(self, count: int = COUNT) -> None:
        context = multiprocessing.get_context("spawn")
        self._lines: list[Connection] = []
        self._processes = []
        for _ in range(count):
            line, end = context.Pipe()
            process = context.Process(target=_serve, args=(end,), daemon=True)
            process.start()
            end.close()
            self._lines.append(line)
            self._processes.append(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for line in self._lines:
            line.close()
        for process in self._processes:
            process.join()

    @property
    def numbers(self) -> list[int]:
        """The numbers by which the machine knows them."""
        return [process.pid for process in self._processes if process.pid is not None]

    def calls(
        self, function: Callable[..., Answer], arguments: Iterable[tuple[Any, ...]]
    ) -> Iterator[Answer]:
        """Call a function of a module, once with each of the arguments.

        Args:
            function: It is imported where it is called.
            arguments: They are asked for when a process has nothing to do.

        Returns:
            The answers, in the order of their arguments.

        Raises:
            ProcessEndedError: A process ended before it had answered.
            Exception: What the function raised.
        """
        upcoming = enumerate(arguments)
        idle, at_work, answers, given = list(self._lines), {}, {}, 0
        try:
            while True:
                while idle and (call := next(upcoming, None)) is not None:
                    _send(idle[-1], (function, call[1]))
                    at_work[idle.pop()] = call[0]
                if not at_work:
                    return
                ready = wait(list(at_work))
                for line in [line for line in at_work if line in ready]:
                    number = at_work.pop(line)
                    answers[number] = _answer(line)
                    idle.append(line)
                while given in answers:
                    yield answers.pop(given)
                    given += 1
        finally:
            # What nobody waits for any more is not the answer to the next call.
            for line in at_work:
                with suppress(EOFError, OSError):
                    line.recv()

    def prepare(self, function: Callable[[], object]) -> None:
        """Have each process call a function before its first call; nobody waits for it."""
        for line in self._lines:
            _send(line, (function, None))


def waiting(processes: Processes | None) -> AbstractContextManager[Processes]:
    """Those that wait already; without them some that are started, and end with the block."""
    return nullcontext(processes) if processes else Processes()


def _send(line: Connection, call: tuple[Callable[..., object], tuple[Any, ...] | None]) -> None:
    try:
        line.send(call)
    except (BrokenPipeError, ConnectionResetError):
        raise _ended() from None


def _answer(line: Connection) -> Any:
    try:
        is_good, answer = line.recv()
    except (EOFError, ConnectionResetError):
        raise _ended() from None
    if not is_good:
        raise answer
    return answer


def _ended() -> ProcessEndedError:
    return ProcessEndedError(
        "A process of ours ended before it had answered. What it says is on standard error; where "
        "there is nothing, the machine may have had too little memory."
    )


def _serve(line: Connection) -> None:
    """Answer calls until nobody is there to call."""
    # Whoever interrupts a run interrupts its own process; this one ends with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            function, arguments = line.recv()
        except (EOFError, ConnectionResetError):
            return
        if arguments is None:
            function()
            continue
        try:
            answer = (True, function(*arguments))
        except Exception as error:
            answer = (False, error)
        with suppress(BrokenPipeError):
            line.send(answer)
