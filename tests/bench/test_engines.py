"""The comparison of two engines finds what differs and only that."""

from __future__ import annotations

import pytest

from bench.engines import alike


@pytest.mark.parametrize(
    ("left", "right"),
    [(1.0, 1.0 + 1e-12), (None, None), ("a", "a"), (float("nan"), float("nan")), (0.0, 1e-12)],
)
def test_cells_that_say_the_same(left: object, right: object) -> None:
    assert alike(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [(1.0, 1.0 + 1e-6), (None, 0), ("", None), (float("nan"), 1.0), ("1.0", "1"), (0.0, None)],
)
def test_cells_that_do_not(left: object, right: object) -> None:
    assert not alike(left, right)
