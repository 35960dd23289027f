"""Chance: stable by name, and distributed as it says."""

import math

import numpy as np
import pytest

from sandbox.simulation import randomness
from sandbox.simulation.randomness import DatabaseIds, generator

DRAWS = 4000


def test_the_same_name_draws_the_same() -> None:
    first = generator(7, "change", 3).random(5).tolist()
    assert first == generator(7, "change", 3).random(5).tolist()
    assert first != generator(8, "change", 3).random(5).tolist()
    assert first != generator(7, "change", 4).random(5).tolist()


def test_names_with_the_same_letters_differ() -> None:
    assert randomness.commit_sha("a", "bc") != randomness.commit_sha("ab", "c")


def test_lognormal_has_its_median_and_spread() -> None:
    draw = generator(1, "lognormal")
    logs = [math.log(randomness.lognormal(draw, 5.0, 0.8)) for _ in range(DRAWS)]
    assert np.median(logs) == pytest.approx(math.log(5.0), abs=0.05)
    assert np.std(logs) == pytest.approx(0.8, abs=0.04)


def test_counts_scatter_more_than_poisson() -> None:
    draw = generator(1, "counts")
    counts = [randomness.negative_binomial(draw, 4.0, 2.0) for _ in range(DRAWS)]
    assert np.mean(counts) == pytest.approx(4.0, abs=0.2)
    assert np.var(counts) == pytest.approx(4.0 + 16.0 / 2.0, rel=0.12)


def test_no_mean_no_count() -> None:
    assert randomness.negative_binomial(generator(1, "none"), 0.0, 2.0) == 0


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.8])
def test_the_series_remembers(correlation: float) -> None:
    series = np.array(randomness.autoregressive(generator(2, "mood"), DRAWS, correlation, 0.5))
    assert np.std(series) == pytest.approx(0.5, abs=0.05)
    assert np.corrcoef(series[:-1], series[1:])[0, 1] == pytest.approx(correlation, abs=0.05)


def test_an_empty_series_is_empty() -> None:
    assert randomness.autoregressive(generator(2, "mood"), 0, 0.5, 1.0) == []


def test_picking_follows_the_weights() -> None:
    draw = generator(3, "pick")
    picked = [randomness.pick(draw, "abc", (1.0, 0.0, 3.0)) for _ in range(DRAWS)]
    assert picked.count("b") == 0
    assert picked.count("c") / DRAWS == pytest.approx(0.75, abs=0.03)


def test_database_ids_are_unique_and_fit_an_int() -> None:
    ids = DatabaseIds()
    numbers = [ids.of(randomness.node_id("PR", number)) for number in range(20_000)]
    assert len(set(numbers)) == len(numbers)
    assert 0 < min(numbers) <= max(numbers) < 2**31


def test_a_taken_database_id_moves_on() -> None:
    ids = DatabaseIds()
    assert ids.of("PR_one") + 1 == ids.of("PR_one")
