"""Runs requests side by side and gives their results in order.

Belongs here: lanes. Does not belong here: what is requested, or how many lanes a tool allows.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_LOOK_AHEAD = 2
"""Finished results that may wait for their turn, by lane: they are held in memory."""


def in_order(
    function: Callable[[Item], Result], items: Iterable[Item], lanes: int
) -> Generator[tuple[Item, Result], None, None]:
    """Yield each item with its result, in the order of the items; ``close`` gives the rest up.

    Args:
        function: Called in threads; it must not write to the landing.
        items: What to call it with; read only as far ahead as the lanes need.
        lanes: How many calls run at a time; 1 runs them here, one after the other.

    Raises:
        Exception: Whatever ``function`` raises, in its item's place. Calls that have not begun
            are given up then; those that have are waited for. After ``close`` nothing is.
    """
    if lanes <= 1:
        for item in items:
            yield item, function(item)
        return
    queue: deque[tuple[Item, Future[Result]]] = deque()
    coming = iter(items)
    pool = ThreadPoolExecutor(lanes, thread_name_prefix="extract")
    waits_for_rest = True
    try:
        while True:
            for item in islice(coming, lanes * _LOOK_AHEAD - len(queue)):
                queue.append((item, pool.submit(function, item)))
            if not queue:
                return
            item, future = queue.popleft()
            yield item, future.result()
    except GeneratorExit:
        # The garbage collector may be what gives up, in any thread and at any point of it, such as
        # the beginning of another thread: waiting for threads there would be for ever.
        waits_for_rest = False
        raise
    finally:
        pool.shutdown(wait=waits_for_rest, cancel_futures=True)
