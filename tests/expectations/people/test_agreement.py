"""Krippendorff's alpha, against his own worked examples and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from expectations.people.agreement import bootstrap_limits, ordinal_alpha

X = np.nan
# Four observers, twelve units, with gaps: K. Krippendorff, Computing Krippendorff's Alpha-
# Reliability (2011), section E; ordinal .815.
PUBLISHED = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
        [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
    ]
).T


def test_alpha_of_the_published_example() -> None:
    assert ordinal_alpha(PUBLISHED) == pytest.approx(0.815, abs=5e-4)


def test_raters_who_agree_have_an_alpha_of_one_and_opposite_ones_less_than_none() -> None:
    alike = np.array([[0, 0, 0], [1, 1, 1], [3, 3, 3]], dtype=float)
    assert ordinal_alpha(alike) == 1
    against = np.array([[0, 3], [3, 0], [0, 3], [3, 0]], dtype=float)
    # By hand: all of 8 pairs differ; by chance 2 * 4 * 4 of 8 * 7 do: 1 - 8 * 7 / (2 * 4 * 4).
    assert ordinal_alpha(against) == pytest.approx(1 - 7 * 8 / 32)


def test_where_no_two_words_differ_there_is_nothing_to_agree_about() -> None:
    assert ordinal_alpha(np.full((4, 3), 2.0)) is None
    assert bootstrap_limits(np.full((4, 3), 2.0)) is None


def test_the_distance_of_two_words_is_what_lies_between_them() -> None:
    near = np.array([[0, 0], [1, 1], [2, 2], [3, 3], [0, 1]], dtype=float)
    far = np.array([[0, 0], [1, 1], [2, 2], [3, 3], [0, 3]], dtype=float)
    assert (ordinal_alpha(near) or 0) > (ordinal_alpha(far) or 0)


def test_a_word_given_once_to_a_thing_says_nothing_about_agreement() -> None:
    alone = np.vstack([PUBLISHED, [X, 5, X, X]])
    assert ordinal_alpha(alone) == pytest.approx(ordinal_alpha(PUBLISHED))


def test_limits_hold_the_value_and_are_the_same_each_time() -> None:
    limits = bootstrap_limits(PUBLISHED)
    assert limits
    assert limits[0] < 0.815 < limits[1]
    assert limits == bootstrap_limits(PUBLISHED)
