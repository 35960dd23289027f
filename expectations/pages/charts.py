"""Plots as text: an Altair chart becomes one static SVG that stands in a page.

Here: the look that all plots share, and the conversion. Not here: charts themselves, which the
pages make that show them.

The conversion runs in this process and reads no network. The same chart gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import altair as alt
import vl_convert
from markupsafe import Markup, escape

from expectations.pages import palette

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
SIZE, SMALL_SIZE = 12, 11
LOOK: dict[str, Any] = {
    "background": palette.PAPER,
    "font": FONT,
    "axis": {
        "labelColor": palette.INK,
        "titleColor": palette.INK,
        "labelFontSize": SMALL_SIZE,
        "titleFontSize": SIZE,
        "titleFontWeight": "normal",
        "gridColor": palette.RULE,
        "domainColor": palette.QUIET,
        "tickColor": palette.QUIET,
        "labelLimit": 260,
    },
    "legend": {"labelColor": palette.INK, "titleColor": palette.INK, "labelFontSize": SIZE},
    "title": {"color": palette.INK, "fontSize": SIZE + 1, "anchor": "start"},
    "range": {"category": list(palette.SERIES)},
    "view": {"stroke": None},
}
NAMED = re.compile(r'(\bid="|url\(#|href="#)([\w-]+)')
HEAD = re.compile(r"<svg\b([^>]*)>")
IDLE = re.compile(
    r'\s(?:class|role|aria-label|aria-roledescription|aria-hidden|pointer-events)="[^"]*"'
    r'|\sopacity="1"|\sfont-family="[^"]*"|\sstroke-width="1"(?=/?>|\s)'
    r'|<path[^>]*\sd="(?:M0,0h0v0h0Z)?"[^>]*/>'
)
"""What a drawing that is one image to its reader, in the font of its page, does not need."""
TAGS = re.compile(r'(<(?:[^>"]|"[^"]*")*>)')
LONG = re.compile(r"-?\d+\.\d{2,}")
FIXED = re.compile(r'\s(?:width|height|class|style|role)="[^"]*"')
WIDTH = re.compile(r'\swidth="([\d.]+)')


def svg(chart: alt.TopLevelMixin | Mapping[str, Any], name: str, description: str) -> Markup:
    """A chart as an SVG element, safe to place in a page.

    Args:
        chart: What to draw, as a chart or as what one becomes, which is not checked again; text in
            it is escaped by the conversion.
        name: A name no other plot of the page has: what is named inside begins with it.
        description: What a reader who cannot see the plot is told.
    """
    specification = dict(chart) if isinstance(chart, Mapping) else chart.to_dict(validate=True)
    own = specification.get("config", {})
    specification["config"] = {
        key: {**own.get(key, {}), **look} if isinstance(look, dict) else look
        for key, look in (own | LOOK).items()
    }
    drawn = vl_convert.vegalite_to_svg(specification)
    drawn = NAMED.sub(rf"\g<1>{name}-\g<2>", _smaller(drawn))
    return Markup(HEAD.sub(lambda found: _head(found, description), drawn, count=1))  # noqa: S704 - drawn by us


def _smaller(drawn: str) -> str:
    """The same drawing in about half of the bytes; a tenth of a pixel is not seen.

    Text keeps its digits: what is rounded stands in attributes only.
    """
    return "".join(
        LONG.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), IDLE.sub("", part))
        if part.startswith("<")
        else part
        for part in TAGS.split(drawn)
    )


def _head(found: re.Match[str], description: str) -> str:
    """The first tag: as wide as its place allows and not wider than it was drawn."""
    width = WIDTH.search(found[1])
    most = f"max-width:{float(width[1]):.0f}px;" if width else ""
    return (
        f'<svg{FIXED.sub("", found[1])} role="img" aria-label="{escape(description)}" '
        f'style="{most}width:100%;height:auto">'
    )
