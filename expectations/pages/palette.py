"""Colours of pages and plots.

Here: colours, each told from the others by people who see red and green alike, and each with the
contrast that WCAG AA asks for against white. Not here: where they are used.

No colour means good or bad: a verdict is told by its word and its mark, and a darker tone only says
that it wants more attention.
"""

from __future__ import annotations

INK = "#1b1f24"
QUIET = "#57606a"
RULE = "#d0d7de"
PAPER = "#ffffff"
SHADE = "#f6f8fa"

BLUE = "#0b5cad"
ORANGE = "#a84300"
PURPLE = "#6b3fa0"
TEAL = "#0f6b6b"
BROWN = "#7a4b12"
SERIES = (BLUE, ORANGE, PURPLE, TEAL, BROWN, QUIET)
"""For lines and points of different things, in this order."""

AA_TEXT = 4.5
"""The contrast that text needs."""


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, as WCAG 2 defines it.

    Args:
        first: A colour such as `#0b5cad`.
        second: Another one; their order does not matter.
    """
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - of the standard
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
