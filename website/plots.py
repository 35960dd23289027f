"""The plots of the site: a team's own trend, its quarters at a glance, parts as shares.

Here: what each plot shows. Not here: the look of all plots (`expectations/pages/charts.py`).

No plot holds two teams, no colour says good or bad. A period without a value is a gap, never a
zero; a number that may still move is a hollow point; a week outside of the team's own limits has a
ring.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal

import altair as alt
from markupsafe import Markup

from expectations.pages import palette
from expectations.pages.charts import svg
from expectations.pages.words import LOADS, figure
from website import words
from website.reading import Row, Team

WIDTH, HEIGHT = 620, 130
SMALL_WIDTH, SMALL_HEIGHT = 110, 26
LEAST_POINTS = 2
CELLS = "cells"
GAPS: Literal["break-paths-filter-domains"] = "break-paths-filter-domains"
PARTS: Mapping[str, tuple[str, ...]] = {
    "change_lead_time": ("lt_coding", "lt_pickup", "lt_review", "lt_merge_wait", "lt_deploy_wait")
}
"""Metrics that are the parts of another: their shares sum to the whole."""
PART_NAME = "Share of lead time: "


def trend(metric: Row, cells: Sequence[Row], grain: str) -> Markup | None:
    """The values of a metric over its periods; nothing for fewer than two.

    Args:
        metric: Its row of the catalogue.
        cells: The cells of one team and grain, oldest first.
        grain: Which.
    """
    shown = [cell for cell in cells if cell["value"] is not None]
    if len(shown) < LEAST_POINTS:
        return None
    rows = _continued([_point(cell, metric["unit"]) for cell in cells])
    shape = _trend(
        grain,
        words.axis_unit(metric["unit"]),
        has_limits=any(row["low"] is not None or row["centre"] is not None for row in rows),
        may_move=any(not row["final"] and row["value"] is not None for row in rows),
        has_signal=any(row["outside"] for row in rows),
    )
    name = f"{grain}-{metric['metric_id']}"
    return svg(shape | {"datasets": {CELLS: rows}}, name, _said(metric, shown, grain))


def glance(metric: Row, cells: Sequence[Row], name: str) -> Markup | None:
    """The quarters of a metric as a line without axes; nothing for fewer than two values.

    Args:
        metric: Its row of the catalogue.
        cells: Quarters of one team, oldest first.
        name: A name no other plot of the page has.
    """
    over = [cell for cell in cells if cell["is_over"]]
    shown = [cell for cell in over if cell["value"] is not None]
    if len(shown) < LEAST_POINTS:
        return None
    rows = [{"period": cell["period_label"], "value": cell["value"]} for cell in over]
    return svg(_glance() | {"datasets": {CELLS: rows}}, name, _said(metric, shown, "quarter"))


# Most plots differ in their rows only: each shape is made and checked once.
@cache
def _trend(
    grain: str, title: str, *, has_limits: bool, may_move: bool, has_signal: bool
) -> dict[str, Any]:
    base = alt.Chart(alt.NamedData(CELLS), width=WIDTH, height=HEIGHT).encode(x=_time(grain))
    scale = alt.Scale(zero=False, nice=True)
    y = alt.Y("value:Q", title=title, scale=scale, axis=_few())
    low = alt.Y("low:Q", title=title, scale=scale, axis=_few())
    layers: list[alt.Chart] = []
    if has_limits and grain == "week":
        band = base.mark_area(color=palette.QUIET, opacity=0.13, interpolate="step")
        centre = base.mark_line(color=palette.QUIET, strokeDash=[4, 3], interpolate="step")
        layers = [band.encode(y=low, y2="high:Q"), centre.encode(y=alt.Y("centre:Q", title=title))]
    elif has_limits:
        layers = [base.mark_rule(color=palette.QUIET).encode(y=low, y2="high:Q")]
    # A running period says less than it seems to: it is a point beside the line.
    line = base.transform_filter("datum.over").mark_line(color=palette.BLUE, invalid=GAPS)
    layers += [line.encode(y=y), *_points(base.encode(y=y), may_move, has_signal)]
    return dict(alt.layer(*layers).to_dict(validate=True))


@cache
def _glance() -> dict[str, Any]:
    base = alt.Chart(alt.NamedData(CELLS), width=SMALL_WIDTH, height=SMALL_HEIGHT).encode(
        x=alt.X("period:O", axis=None),
        y=alt.Y("value:Q", axis=None, scale=alt.Scale(zero=False)),
    )
    line = base.mark_line(color=palette.BLUE, invalid=GAPS)
    points = base.mark_circle(color=palette.BLUE, size=14, opacity=1)
    return dict((line + points).properties(padding=3).to_dict(validate=True))


def parts(team: Team, metric_id: str, metrics: Mapping[str, Row]) -> Markup | None:
    """The parts of a metric as shares of each quarter in which all of them are known."""
    known = [part for part in PARTS[metric_id] if part in metrics]
    names = [metrics[part]["name"].removeprefix(PART_NAME) for part in known]
    by_part = [
        {cell["period_label"]: cell["value"] for cell in team.of(part, "quarter")} for part in known
    ]
    quarters = [
        quarter
        for quarter in (by_part[0] if by_part else {})
        if all(values.get(quarter) is not None for values in by_part)
    ]
    if not quarters:
        return None
    rows = [
        {"quarter": quarter, "part": name, "place": place, "share": 100 * values[quarter]}
        for quarter in quarters
        for place, (name, values) in enumerate(zip(names, by_part, strict=True))
    ]
    chart = (
        alt.Chart(alt.InlineData(values=rows), width=WIDTH - 60, height=26 * len(quarters))
        .mark_bar(stroke=palette.PAPER)
        .encode(
            y=alt.Y("quarter:O", title=None),
            x=alt.X("share:Q", title="% of the hours of lead time", stack="zero", axis=_few()),
            color=alt.Color("part:N", sort=names, title=None, legend=_below(), scale=_tones(names)),
            order=alt.Order("place:Q"),
        )
    )
    last = [row for row in rows if row["quarter"] == quarters[-1]]
    said = ", ".join(f"{row['part']} {row['share']:.0f} %" for row in last)
    return svg(chart, f"parts-{metric_id}", f"Parts of the lead time in {quarters[-1]}: {said}.")


def loads(rows: Sequence[Row], name: str) -> Markup | None:
    """Effective people of each kind of load by window, beside how many there were."""
    shown = [
        {
            "load": LOADS.get(row["load_kind"], words.spaced(row["load_kind"])),
            "window": f"{row['window_start']:%Y-%m-%d}",
            "people": row["effective_people"],
            "there": row["n_people"],
        }
        for row in rows
        if row["effective_people"] is not None
    ]
    if not shown:
        return None
    base = alt.Chart(alt.InlineData(values=shown), width=WIDTH - 140, height=alt.Step(15)).encode(
        y=alt.Y("window:O", title=None)
    )
    axis = alt.Axis(tickMinStep=1, tickCount=8, format="d")
    title = "as if so many people carried it"
    x = alt.X("people:Q", title=title, axis=axis, scale=alt.Scale(domainMin=0))
    there = base.mark_tick(color=palette.INK, thickness=2, size=12).encode(x=alt.X("there:Q"))
    chart = alt.layer(base.mark_bar(color=palette.BLUE, opacity=0.75, size=9).encode(x=x), there)
    faceted = chart.facet(
        row=alt.Row("load:N", title=None, header=alt.Header(labelAngle=0, labelAlign="left"))
    ).resolve_scale(y="independent")
    said = "; ".join(
        f"{row['load']} {row['window']}: {row['people']:g} of {row['there']}" for row in shown
    )
    return svg(faceted, name, f"As if so many of the people there carried the load. {said}.")


def _point(cell: Row, unit: str) -> Row:
    is_week = cell["grain"] == "week"
    low, high = ("lower_limit", "upper_limit") if is_week else ("ci_low", "ci_high")
    has_limits = not is_week or cell["limits_status"] in {"limits", "provisional_limits"}
    return {
        "period": f"{cell['period_start']:%Y-%m-%d}" if is_week else cell["period_label"],
        "value": words.scaled(cell["value"], unit),
        "low": words.scaled(cell[low], unit) if has_limits else None,
        "high": words.scaled(cell[high], unit) if has_limits else None,
        "centre": words.scaled(cell["centre_line"], unit) if has_limits else None,
        "final": cell["finality"] == "final",
        "outside": bool(cell["is_outside_limits"]),
        "over": bool(cell["is_over"]),
    }


def _continued(rows: list[Row]) -> list[Row]:
    """Limits hold on through weeks that say nothing: they move by decision only."""
    known: Row = {}
    for row in rows:
        if row["low"] is None and row["centre"] is None:
            row.update(known)
        elif row["centre"] is not None:
            known = {key: row[key] for key in ("low", "high", "centre")}
    return rows


def _points(base: alt.Chart, may_move: bool, has_signal: bool) -> list[alt.Chart]:  # noqa: FBT001 - of one shape
    """Filled where final, hollow where it may move, a ring where outside of the limits."""
    full = base.mark_point(filled=True, size=24, opacity=1, color=palette.BLUE)
    hollow = base.mark_point(
        filled=True, size=30, opacity=1, fill=palette.PAPER, stroke=palette.BLUE
    )
    ring = base.mark_point(size=130, opacity=1, color=palette.INK, strokeWidth=1.5)
    drawn = [full.transform_filter("datum.final && isValid(datum.value)")]
    if may_move:
        drawn.append(hollow.transform_filter("!datum.final && isValid(datum.value)"))
    if has_signal:
        drawn.append(ring.transform_filter("datum.outside"))
    return drawn


def _time(grain: str) -> alt.X:
    if grain == "week":
        axis = alt.Axis(format="%b %Y", tickCount="month", labelOverlap=True, grid=False)
        return alt.X("period:T", title=None, axis=axis, scale=alt.Scale(type="utc"))
    axis = alt.Axis(labelAngle=0, labelOverlap=True, grid=False)
    return alt.X("period:O", title=None, axis=axis)


def _few() -> alt.Axis:
    return alt.Axis(tickCount=4)


def _below() -> alt.Legend:
    return alt.Legend(orient="top", columns=3, labelLimit=220)


def _tones(names: Sequence[str]) -> alt.Scale:
    return alt.Scale(domain=list(names), range=list(palette.SERIES[: len(names)]))


def _said(metric: Row, shown: Sequence[Row], grain: str) -> str:
    """What a reader is told who does not see the plot."""
    values = [words.scaled(cell["value"], metric["unit"]) for cell in shown]
    outside = sum(bool(cell["is_outside_limits"]) for cell in shown)
    aside = f"; {outside} outside of the team's own limits" if outside else ""
    return (
        f"{metric['name']} in {words.short_unit(metric['unit'])}: {len(shown)} {grain}s from "
        f"{shown[0]['period_label']} to {shown[-1]['period_label']}, between "
        f"{figure(min(v for v in values if v is not None))} and "
        f"{figure(max(v for v in values if v is not None))}, last {figure(values[-1])}{aside}."
    )
