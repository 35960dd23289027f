"""The reference's arithmetic against textbooks, numpy and scipy."""

from fractions import Fraction

import numpy as np
import pytest
from scipy.stats import binomtest

from tests.reference.statistics import (
    Span,
    kaplan_meier_quantile,
    percentile,
    weighted_gini,
    wilson,
)

HALF = Fraction(1, 2)


def spans(text: str) -> list[Span]:
    """Lengths separated by blanks; a plus marks a censored one."""
    return [Span(float(each.rstrip("+")), not each.endswith("+")) for each in text.split()]


# The 6-mercaptopurine arm of Freireich et al. (1963), as in Kalbfleisch & Prentice.
LEUKAEMIA = spans("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+")


@pytest.mark.parametrize(
    ("share", "length"),
    [(Fraction(142, 1000), 6.0), (Fraction(1, 4), 13.0), (HALF, 23.0), (Fraction(56, 100), None)],
)
def test_kaplan_meier_gives_the_textbooks_quantiles(share: Fraction, length: float | None) -> None:
    # S(6)=.857 S(7)=.807 S(10)=.753 S(13)=.690 S(16)=.627 S(22)=.538 S(23)=.448, and no lower.
    assert kaplan_meier_quantile(LEUKAEMIA, share) == length


def test_kaplan_meier_counts_the_censored_at_an_event_as_still_at_risk() -> None:
    # Without the tie rule the curve would fall to 0 at 2 already.
    assert kaplan_meier_quantile(spans("2 2+ 3 3"), Fraction(1, 4)) == 2.0
    assert kaplan_meier_quantile(spans("2 2+ 3 3"), HALF) == 3.0


def test_kaplan_meier_reaches_exactly_half() -> None:
    assert kaplan_meier_quantile(spans("1 2 3 4 5 6"), HALF) == 3.0


@pytest.mark.parametrize("share", [0.5, 0.85])
@pytest.mark.parametrize("size", [1, 2, 5, 10, 101])
def test_percentile_is_numpys_linear_one(share: float, size: int) -> None:
    values = np.random.default_rng(size).lognormal(size=size)
    assert percentile(values.tolist(), share) == pytest.approx(
        np.quantile(values, share), rel=1e-12
    )


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 20), (2, 20), (20, 20), (37, 300)])
def test_wilson_is_scipys(numerator: int, denominator: int) -> None:
    limits = binomtest(numerator, denominator).proportion_ci(method="wilson")
    assert wilson(numerator, denominator) == pytest.approx((limits.low, limits.high), abs=1e-12)


def test_gini_of_equal_capacities_is_the_mean_difference_form() -> None:
    loads = [0.0, 3.0, 5.0, 12.0]
    differences = sum(abs(one - other) for one in loads for other in loads)
    expected = differences / (2 * len(loads) * sum(loads))
    assert weighted_gini(loads, [1.0] * 4) == pytest.approx(expected, abs=1e-12)


def test_gini_is_zero_when_load_follows_capacity() -> None:
    assert weighted_gini([5, 10, 20], [0.25, 0.5, 1.0]) == pytest.approx(0, abs=1e-12)
