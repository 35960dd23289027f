"""The plots of a brief: a small line of quarters for each metric a sentence speaks of.

Here: what a line shows. Not here: the look of all plots (`expectations/pages`).
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
from markupsafe import Markup

from expectations.audit.period import Quarter
from expectations.brief.cited import Row, Sentence
from expectations.brief.reading import Metric, Published
from expectations.pages import palette
from expectations.pages.charts import svg

WIDTH, HEIGHT = 260, 90
MOST = 12
LEAST_POINTS = 2


def trends(published: Published, sentences: Sequence[Sentence]) -> list[tuple[str, Markup]]:
    """The team's own quarters of what is spoken of, by name of the metric."""
    spoken = dict.fromkeys(
        row["metric_id"]
        for sentence in sentences
        for row in sentence.rows
        if row.table == "fct_team_metrics" and row["value"] is not None
    )
    drawn: list[tuple[str, Markup]] = []
    for metric_id in spoken:
        rows = [row for row in published.quarters.get(metric_id, ()) if row["value"] is not None]
        if len(rows) >= LEAST_POINTS and len(drawn) < MOST:
            metric = published.metrics[metric_id]
            drawn.append((metric.name, line(metric, rows)))
    return drawn


def line(metric: Metric, rows: Sequence[Row]) -> Markup:
    """Quarters of one metric with their limits."""
    scale = 100 if metric.is_share else 1
    values = [
        {
            "quarter": Quarter.of(row["period_start"]).name,
            "value": scale * row["value"],
            "low": None if row["ci_low"] is None else scale * row["ci_low"],
            "high": None if row["ci_high"] is None else scale * row["ci_high"],
        }
        for row in rows
    ]
    title = "%" if metric.is_share else metric.unit
    base = alt.Chart(alt.InlineData(values=values), width=WIDTH, height=HEIGHT).encode(
        x=alt.X("quarter:O", title=None, axis=alt.Axis(labelAngle=0))
    )
    y = alt.Y("value:Q", title=title, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=3))
    drawn = base.mark_line(color=palette.BLUE, point=True).encode(y=y)
    limits = base.mark_rule(color=palette.QUIET).encode(y=alt.Y("low:Q", title=title), y2="high:Q")
    said = ", ".join(f"{value['quarter']} {value['value']:.3g}" for value in values)
    return svg(limits + drawn, f"trend-{metric.metric_id}", f"{metric.name}: {said}.")
