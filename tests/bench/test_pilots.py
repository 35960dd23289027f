"""The bench of pilots plays what it says: a planted step is found, and none where there is none."""

from __future__ import annotations

import numpy as np

from bench.pilots import World, pilot


def test_a_step_that_was_planted_is_the_step_that_is_found() -> None:
    random = np.random.default_rng(1)
    still = np.mean([pilot(random, World(26, 13), "level").level.value for _ in range(20)])
    moved = np.mean([pilot(random, World(26, 13, 3.0), "level").level.value for _ in range(20)])
    assert abs(still) < 0.5
    assert abs(moved - 3.0) < 0.5
