"""The page of all benches.

Here: what is shown of their figures. Not here: the figures, the sections about sizes
(`bench/scale/page.py`), the look of pages and plots (`expectations/pages`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import altair as alt
from markupsafe import Markup

from bench.daily.items import BESIDE
from bench.report.collecting import PARTS
from bench.scale.page import TEMPLATES, growing
from expectations.pages import page as pages
from expectations.pages import palette
from expectations.pages.charts import svg

WIDTH = 480
LEGEND = 260
SIDES = ("team-outcomes", "Perceval")
ASKED = {
    "one team": ("one_project", "one_team"),
    "all teams at once": ("all_projects", "all_teams"),
}


def write_page(report: Mapping[str, Any], folder: Path) -> Path:
    """Write `bench.html` into a folder.

    Args:
        report: What `collected` found.
        folder: Where the page goes.

    Returns:
        The page.
    """
    peers, scale = report["peers"], report["scale"]
    daily, dora = report["daily"], report["dora"]
    text = pages.render(
        TEMPLATES,
        "bench.html",
        missing=[part.command for name, part in PARTS.items() if report[name] is None],
        found=report,
        peers=peers and _peers(peers),
        growing=scale and growing(scale),
        daily=daily and _daily(daily["runs"][-1]),
        load=daily and daily["load_before"],
        dora=dora and [_dora(size) for size in dora["sizes"]],
        dora_plot=dora and _dora_plot(dora["sizes"]),
    )
    page = folder / "bench.html"
    page.write_text(text, encoding="utf-8")
    return page


def _peers(report: Mapping[str, Any]) -> dict[str, Any]:
    """Our extraction and Perceval's of each tool."""
    rows = [
        {"tool": tool, "who": who, **sides[key]}
        for tool, sides in report["tools"].items()
        for who, key in zip(SIDES, ("team_outcomes", "perceval"), strict=True)
    ]
    return {
        "rows": rows,
        "requests": _beside(rows, "requests", "requests"),
        "seconds": _beside(rows, "seconds", "seconds by the clock"),
        "latency_ms": report["latency_ms"],
    }


def _beside(rows: Sequence[Mapping[str, Any]], figure: str, title: str) -> Markup:
    drawn = [{"tool": row["tool"], "who": row["who"], "figure": row[figure]} for row in rows]
    chart = (
        alt.Chart(alt.InlineData(values=drawn))
        .mark_bar()
        .encode(
            x=alt.X("figure:Q", title=title),
            y=alt.Y("tool:N", title=None),
            yOffset=alt.YOffset("who:N", sort=list(SIDES)),
            color=alt.Color("who:N", title=None, sort=list(SIDES)),
        )
        .properties(width=WIDTH)
    )
    said = "; ".join(f"{row['tool']}, {row['who']}: {row['figure']}" for row in drawn)
    return svg(chart, f"peers-{figure}", f"{title.capitalize()} of an extraction. {said}.")


def _daily(run: Mapping[str, Any]) -> dict[str, Any]:
    """The items of a daily run beside extraction and SQL, and where all of its time goes."""
    items = [item for item in run["items"] if item["kind"] == BESIDE and item["seconds"]]
    chart = (
        alt.Chart(alt.InlineData(values=items))
        .mark_bar(color=palette.BLUE)
        .encode(
            x=alt.X("seconds:Q", title="seconds by the clock"),
            y=alt.Y("name:N", sort="-x", title=None),
        )
        .properties(width=WIDTH)
    )
    said = ", ".join(f"{item['name']} {item['seconds']} s" for item in items)
    return {"run": run, "plot": svg(chart, "daily", f"Items beside extraction and SQL: {said}.")}


def _dora(size: Mapping[str, Any]) -> dict[str, Any]:
    """The medians of one size: DevLake's rules, ours, pandas."""
    return {
        "deployments": size["deployments"],
        "asked": [
            {
                "question": question,
                "devlake": size["devlake"][theirs]["load"],
                "ours": size["ours"][ours]["kept_open"],
                "times": size["times_faster"][ours],
            }
            for question, (theirs, ours) in ASKED.items()
        ],
        "ours": size["ours"]["build"],
        "devlake": size["devlake"],
        "pandas": size["pandas"],
    }


def _dora_plot(sizes: Sequence[Mapping[str, Any]]) -> Markup:
    rows = [
        {
            "deployments": size["deployments"],
            "milliseconds": answer["median_ms"],
            "answer": f"{who}, {question}",
        }
        for size in sizes
        for question, (theirs, ours) in ASKED.items()
        for who, answer in (
            ("DevLake's rules", size["devlake"][theirs]["load"]),
            ("team-outcomes", size["ours"][ours]["kept_open"]),
        )
    ]
    chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(point=True)
        .encode(
            x=alt.X("deployments:Q", scale=alt.Scale(type="log"), title="deployments"),
            y=alt.Y("milliseconds:Q", scale=alt.Scale(type="log"), title="milliseconds, median"),
            color=alt.Color("answer:N", title=None, legend=alt.Legend(labelLimit=LEGEND)),
        )
        .properties(width=WIDTH, height=220)
    )
    said = "; ".join(
        f"{row['answer']}, {row['deployments']} deployments: {row['milliseconds']} ms"
        for row in rows
    )
    return svg(chart, "dora", f"How long the DORA set takes, both axes logarithmic. {said}.")
