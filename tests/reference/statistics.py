"""Percentiles, Wilson limits, Kaplan-Meier quantiles and Gini, on plain numbers.

Belongs here: arithmetic only. Does not belong here: which items go into it.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

NORMAL_97_5 = 1.959963984540054


@dataclass(frozen=True)
class Span:
    """How long something took, or has taken so far when `is_observed` is false (censored)."""

    length: float
    is_observed: bool


def percentile(values: Iterable[float], share: float) -> float:
    """The exact percentile with linear interpolation (type 7) of at least one value."""
    ordered = sorted(values)
    position = (len(ordered) - 1) * share
    below = math.floor(position)
    above = math.ceil(position)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def wilson(numerator: float, denominator: float) -> tuple[float, float]:
    """The 95 % Wilson score limits of a proportion of counts."""
    share = numerator / denominator
    square = NORMAL_97_5**2
    centre = share + square / (2 * denominator)
    spread = NORMAL_97_5 * math.sqrt(
        share * (1 - share) / denominator + square / (4 * denominator**2)
    )
    scale = 1 + square / denominator
    return (centre - spread) / scale, (centre + spread) / scale


def kaplan_meier_quantile(spans: Iterable[Span], share: Fraction) -> float | None:
    """The shortest length by which the estimated share of ended items reaches `share`.

    `None` if the curve does not get there. An item censored at the length at which another ends
    was still at risk then. Fractions, so that "reaches" does not hang on rounding.
    """
    ordered = sorted(spans, key=lambda span: span.length)
    survival = Fraction(1)
    for length in sorted({span.length for span in ordered if span.is_observed}):
        at_risk = sum(span.length >= length for span in ordered)
        ended = sum(span.length == length and span.is_observed for span in ordered)
        survival *= Fraction(at_risk - ended, at_risk)
        if survival <= 1 - share:
            return length
    return None


def kaplan_meier_share(spans: Iterable[Span], length: float) -> Fraction | None:
    """The estimated share of items that have ended by a length.

    `None` where everything left is censored earlier: nobody has seen what becomes of it.
    """
    known = list(spans)
    survival = Fraction(1)
    for moment in sorted({span.length for span in known if span.is_observed}):
        if moment <= length:
            at_risk = [span for span in known if span.length >= moment]
            ended = [span for span in at_risk if span.is_observed and span.length == moment]
            survival *= 1 - Fraction(len(ended), len(at_risk))
    if survival and all(span.length < length for span in known):
        return None if _last_is_censored(known) else Fraction(1)
    return 1 - survival


def _last_is_censored(spans: Sequence[Span]) -> bool:
    last = max(span.length for span in spans)
    return any(span.length == last and not span.is_observed for span in spans)


def weighted_kappa(pairs: Sequence[tuple[int, int]], highest: int) -> Fraction | None:
    """Cohen's kappa of two raters' grades 0 to `highest`, with linear weights.

    `None` where chance alone could not make them differ.
    """
    grades = range(highest + 1)
    firsts = [sum(first == grade for first, _ in pairs) for grade in grades]
    seconds = [sum(second == grade for _, second in pairs) for grade in grades]
    observed = sum(abs(first - second) for first, second in pairs)
    expected = sum(
        Fraction(abs(one - other) * firsts[one] * seconds[other], len(pairs))
        for one in grades
        for other in grades
        if pairs
    )
    return 1 - observed / expected if expected else None


def weighted_gini(loads: Sequence[float], capacities: Sequence[float]) -> float:
    """How unequal load per capacity is: 0 when everyone carries in proportion, towards 1 else.

    Twice the area between the diagonal and the Lorenz curve of load over capacity, people in
    order of load per capacity.
    """
    total_load, total_capacity = sum(loads), sum(capacities)
    people = sorted(zip(loads, capacities, strict=True), key=lambda pair: pair[0] / pair[1])
    area = carried = 0.0
    for load, capacity in people:
        width = capacity / total_capacity
        area += width * (2 * carried + load / total_load)
        carried += load / total_load
    return 1 - area
