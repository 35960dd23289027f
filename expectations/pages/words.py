"""Figures as text, and what kinds of load are called.

Here: how numbers are said. Not here: where they come from.
"""

from __future__ import annotations

from datetime import date

LARGE, SMALL = 1000, 0.001
MISSING = "-"
LOADS = {
    "review": "reviews",
    "page": "pages",
    "after_hours_page": "pages after hours",
    "incident_response": "incidents answered",
    "support_rota": "turns on call",
    "interrupt": "interrupts",
    "wip": "items in progress",
}


def figure(value: float | None) -> str:
    """A number with the three digits one reads; a dash where there is none."""
    if value is None:
        return MISSING
    return f"{value:.0f}" if abs(value) >= LARGE else f"{value:.3g}"


def chance(value: float | None) -> str:
    """A probability; one that no draw of the null reached is small, not zero."""
    return f"< {SMALL}" if value is not None and value < SMALL else figure(value)


def share(value: float | None) -> str:
    """A share as a percentage."""
    return MISSING if value is None else f"{100 * value:.3g} %"


def limits(low: float | None, high: float | None) -> str:
    """Two confidence limits; nothing where there are none."""
    return "" if low is None or high is None else f"{figure(low)} to {figure(high)}"


def day(value: date | None) -> str:
    """A day as everybody writes it."""
    return MISSING if value is None else f"{value:%Y-%m-%d}"
