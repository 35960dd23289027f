"""Asking for less after a failure, for more after successes, and remembering what worked."""

from __future__ import annotations

from extract.sources.github.page_size import MAXIMUM, PageSize


def settle(size: PageSize, limit: int, requests: int) -> list[int]:
    """Ask a GitHub that manages ``limit`` at once; return the sizes asked for."""
    asked = []
    for _ in range(requests):
        asked.append(size.value)
        if size.value > limit:
            size.shrink()
        else:
            size.succeeded()
    return asked


def test_the_first_request_asks_for_all_and_halves() -> None:
    size = PageSize()
    assert size.value == MAXIMUM
    assert settle(size, 12, 5) == [100, 50, 25, 12, 12]


def test_it_grows_slowly_to_just_below_what_was_too_heavy() -> None:
    size = PageSize()
    asked = settle(size, 23, 60)
    failed = [value for value in asked if value > 23]
    assert len(failed) <= 8, failed
    assert max(set(asked) - set(failed)) == 23
    assert asked.count(23) > 30


def test_what_worked_is_remembered() -> None:
    size = PageSize()
    settle(size, 12, 5)
    later = PageSize(size.as_state())
    assert later.value == 12
    assert later.as_state() == size.as_state()


def test_a_size_that_has_worked_is_tried_once_more_as_it_is() -> None:
    size = PageSize()
    size.succeeded()
    size.shrink()
    assert size.value == MAXIMUM
    size.shrink()
    assert size.value == MAXIMUM // 2


def test_a_bad_hour_is_forgotten() -> None:
    size = PageSize()
    settle(size, 3, 20)
    assert size.value <= 3
    settle(size, MAXIMUM, 200)
    assert size.value == MAXIMUM


def test_it_never_asks_for_nothing() -> None:
    size = PageSize()
    for _ in range(20):
        size.shrink()
    assert size.value == 1
    assert not size.can_shrink
    assert size.of(100) == 2
    assert PageSize({"size": 0}).value == 1
    assert PageSize({"size": 5000}).value == MAXIMUM
