"""The report as a page with plots.

Here: what is shown of the figures. Not here: the figures (`steps.py`), the look of pages and plots
(`expectations/pages`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import altair as alt
from markupsafe import Markup

from expectations.pages import page as pages
from expectations.pages import palette
from expectations.pages.charts import svg

TEMPLATES = Path(__file__).parent / "templates"
STEPS = (
    "scan of typed columns",
    "scan of all columns",
    "one query",
    "build of its metrics",
    "build",
    "guards",
    "detectors",
    "publication",
    "site",
)
# In the table alone: on the plot it would lie on the line of the other scan.
UNDRAWN = "scan of all columns"
WIDTH, HEIGHT = 520, 260


def write_page(report: Mapping[str, Any], folder: Path) -> Path:
    """Write `scale.html` into a folder.

    Args:
        report: What `python -m bench.scale` measured: `sizes`, a mapping by step for each size, and
            the growth exponents by step.
        folder: Where the page goes.

    Returns:
        The page.
    """
    text = pages.render(TEMPLATES, "scale.html", growing=growing(report))
    page = folder / "scale.html"
    page.write_text(text, encoding="utf-8")
    return page


def growing(report: Mapping[str, Any]) -> dict[str, Any]:
    """What the sections about sizes show, on this page and on that of all benches.

    Args:
        report: As above.
    """
    sizes = report["sizes"]
    exponents = report["growth_exponents_of_processor_time"]
    shown = [
        {"name": step, "costs": [size[step] for size in sizes], "exponent": exponents.get(step)}
        for step in STEPS
        if all(step in size for size in sizes)
    ]
    time_goes = sizes[-1]["where dbt's time goes"]
    return {
        "sizes": [size["world"]["events"] for size in sizes],
        "steps": shown,
        "plot": _growth(sizes, [step["name"] for step in shown if step["name"] != UNDRAWN]),
        "profile": _layers(time_goes["layers"]),
        "slowest": time_goes["slowest"],
        "queries": sizes[-1]["queries"],
        "floors": [_floor(size) for size in sizes if "one query" in size],
    }


def _floor(size: Mapping[str, Any]) -> dict[str, Any]:
    """How many times the one query a build takes: that of all metrics, and that of its own."""
    floor = size["one query"]
    return {
        "events": size["world"]["events"],
        "query": floor,
        "times": {
            step: {
                figure: round(size[step][figure] / floor[figure], 1)
                for figure in ("wall_seconds", "cpu_seconds")
            }
            for step in ("build of its metrics", "build")
        },
        "cells": size["cells of the one query"],
        "of_the_build": size["where dbt's time goes"]["of the one query's metrics"],
    }


def _growth(sizes: list[dict[str, Any]], steps: list[str]) -> Markup:
    rows = [
        {"events": size["world"]["events"], "seconds": size[step]["cpu_seconds"], "step": step}
        for size in sizes
        for step in steps
        if size[step]["cpu_seconds"] > 0
    ]
    chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(point=True)
        .encode(
            x=alt.X("events:Q", scale=alt.Scale(type="log"), title="landed events"),
            y=alt.Y("seconds:Q", scale=alt.Scale(type="log"), title="processor seconds"),
            color=alt.Color("step:N", title=None, sort=steps),
        )
        .properties(width=WIDTH, height=HEIGHT)
    )
    said = f"Processor seconds of {', '.join(steps)} at {len(sizes)} sizes, both axes logarithmic."
    return svg(chart, "growth", said)


def _layers(layers: Mapping[str, float]) -> Markup:
    rows = [{"layer": name, "seconds": seconds} for name, seconds in layers.items()]
    chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(color=palette.BLUE)
        .encode(
            y=alt.Y("layer:N", sort="-x", title=None),
            x=alt.X("seconds:Q", title="seconds of one thread"),
        )
        .properties(width=WIDTH)
    )
    said = ", ".join(f"{name} {seconds} s" for name, seconds in layers.items())
    return svg(chart, "profile", f"Seconds of dbt's threads by layer: {said}.")
