"""Lanes: results in order, errors in their place, and no more ahead than is needed."""

from __future__ import annotations

import threading
import time

import pytest

from extract.core.parallel import in_order


@pytest.mark.parametrize("lanes", [1, 4])
def test_results_come_in_the_order_of_the_items(lanes: int) -> None:
    def slower_at_first(number: int) -> int:
        time.sleep(0.01 if number == 0 else 0)
        return number * number

    assert list(in_order(slower_at_first, range(9), lanes)) == [(n, n * n) for n in range(9)]


def test_lanes_run_at_the_same_time() -> None:
    meeting = threading.Barrier(3, timeout=5)
    results = list(in_order(lambda _: meeting.wait() < 3, range(3), 3))
    assert results == [(0, True), (1, True), (2, True)]


@pytest.mark.parametrize("lanes", [1, 3])
def test_an_error_comes_in_its_items_place(lanes: int) -> None:
    def failing(number: int) -> int:
        if number == 2:
            raise ValueError(number)
        return number

    results = in_order(failing, range(100), lanes)
    assert [next(results), next(results)] == [(0, 0), (1, 1)]
    with pytest.raises(ValueError, match="2"):
        next(results)


def test_items_are_not_read_far_ahead() -> None:
    taken: list[int] = []

    def items():  # type: ignore[no-untyped-def]
        for number in range(100):
            taken.append(number)
            yield number

    results = in_order(lambda number: number, items(), 2)
    next(results)
    assert len(taken) <= 4
    results.close()


def test_whoever_gives_up_is_not_kept_waiting() -> None:
    held = threading.Event()
    begun = threading.Semaphore(0)

    def holding(number: int) -> int:
        begun.release()
        return number if number == 0 else int(held.wait(5))

    results = in_order(holding, range(100), 2)
    next(results)
    begun.acquire(timeout=5)
    begun.acquire(timeout=5)
    before = time.monotonic()
    results.close()
    assert time.monotonic() - before < 1
    held.set()
