"""The page of a study: what detectors see, how often they are wrong, and what usual monitors do.

Here: curves and tables, in one HTML file that asks nothing of the network. Not here: figures
(`gates.py`, `report.py`), how plots look (`expectations/pages`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
from markupsafe import Markup

from bench.evaluation.discovery import Discovery
from bench.evaluation.gates import Rates
from bench.evaluation.planted import PLANTED
from bench.evaluation.rates import Tally
from bench.evaluation.report import together
from bench.evaluation.rounds import registered
from bench.evaluation.study import LENGTHS, Score, Study
from expectations.detectors.registry import LEAST_RECALL, MOST_FALSE_ALARMS, MOST_HONEST_CHANGE
from expectations.pages.charts import svg
from expectations.pages.page import render

TEMPLATES = Path(__file__).parent / "templates"
PANEL = (150, 90)
COLUMNS = 5
WIDE = 620


def page(found: Sequence[Rates], discoveries: Sequence[Discovery], study: Study) -> str:
    """The whole page."""
    return render(
        TEMPLATES,
        "evaluation.html",
        found=found,
        good=sum(not rates.misses for rates in found),
        discoveries=discoveries,
        compared=together(found, study),
        study=study,
        plots={
            "alarms": _alarms(found),
            "changes": _changes(found),
            "doses": _doses(found, study),
            "lengths": _lengths(found, study),
            "compared": _compared(found, study),
        },
        bounds={
            "false_alarms": MOST_FALSE_ALARMS,
            "honest_change": MOST_HONEST_CHANGE,
            "recall": LEAST_RECALL,
        },
    )


def _row(name: str, tally: Tally, **more: Any) -> dict[str, Any]:
    low, high = tally.limits
    return {"detector": name, "rate": tally.rate, "low": low, "high": high, **more}


def _intervals(rows: Sequence[dict[str, Any]], bound: float, title: str) -> alt.TopLevelMixin:
    """One line a detector: rate and limits, with the bound."""
    frame = pd.DataFrame(rows)
    detector = alt.Y("detector:N", sort=list(frame["detector"]), title=None)
    top = max(4 * bound, float(frame["rate"].max() or 0) * 1.1)
    scale = alt.Scale(domain=[0, min(top, 1.0)], clamp=True)
    base = alt.Chart(frame, width=WIDE)
    return alt.layer(
        base.mark_rule().encode(
            detector, alt.X("low:Q", scale=scale, title=title), alt.X2("high:Q")
        ),
        base.mark_point(filled=True, size=45).encode(detector, alt.X("rate:Q", scale=scale)),
        alt.Chart(pd.DataFrame({"bound": [bound]}))
        .mark_rule(strokeDash=[4, 3])
        .encode(x="bound:Q"),
    )


def _alarms(found: Sequence[Rates]) -> Markup:
    rows = [_row(_name(rates), rates.false_alarms) for rates in found]
    chart = _intervals(rows, MOST_FALSE_ALARMS, "questions per honest team-quarter, 95 % limits")
    return svg(chart, "alarms", "False alarms of each detector with exact limits")


def _changes(found: Sequence[Rates]) -> Markup:
    rows = [_row(_name(rates), rates.worst_change) for rates in found]
    title = "questions per team-quarter under the honest change that fares worst, 95 % limits"
    chart = _intervals(rows, MOST_HONEST_CHANGE, title)
    return svg(chart, "changes", "Questions at honest change with exact limits")


def _name(rates: Rates) -> str:
    return f"{rates.detector.detector_id} {rates.detector.name}"


def _doses(found: Sequence[Rates], study: Study) -> Markup:
    """Recall by dose: one panel a detector, one line by who and how long."""
    rows = []
    for rates in found:
        score = study.scores[rates.detector.detector_id]
        sizes = PLANTED[rates.detector.dose["attack"]].sizes
        for cell in {cell for cell, _ in score.planted}:
            if cell.size in sizes and cell.weeks in (6, 13):
                who = f"{cell.people}, {cell.weeks} weeks"
                dose = sizes.index(cell.size)
                rows.append(_row(_name(rates), score.recall(cell), dose=dose, who=who))
    line = alt.Chart(pd.DataFrame(rows), width=PANEL[0], height=PANEL[1]).mark_line(point=True)
    chart = line.encode(
        alt.X(
            "dose:O",
            title=None,
            axis=alt.Axis(labelExpr="['low','middle','high'][datum.value]", labelAngle=0),
        ),
        alt.Y("rate:Q", title=None, scale=alt.Scale(domain=[0, 1])),
        alt.Color("who:N", title=None, legend=alt.Legend(orient="top")),
    ).facet(alt.Facet("detector:N", title=None, sort=[_name(r) for r in found]), columns=COLUMNS)
    return svg(chart, "doses", "Recall of each detector by dose, length and number of people")


def _lengths(found: Sequence[Rates], study: Study) -> Markup:
    """Recall by weeks at the registered dose: the weeks it takes to see it."""
    rows = [
        _row(_name(rates), tally, weeks=weeks)
        for rates in found
        for weeks, tally in _by_length(rates, study.scores[rates.detector.detector_id])
    ]
    line = alt.Chart(pd.DataFrame(rows), width=PANEL[0], height=PANEL[1]).mark_line(point=True)
    chart = line.encode(
        alt.X("weeks:Q", title=None),
        alt.Y("rate:Q", title=None, scale=alt.Scale(domain=[0, 1])),
    ).facet(alt.Facet("detector:N", title=None, sort=[_name(r) for r in found]), columns=COLUMNS)
    return svg(chart, "lengths", "Recall of each detector by the weeks an episode has lasted")


def _by_length(rates: Rates, score: Score) -> list[tuple[int, Tally]]:
    dose = registered(rates.detector)
    cell = type(dose)
    return [(weeks, score.recall(cell(dose.people, weeks, dose.size))) for weeks in LENGTHS]


def _compared(found: Sequence[Rates], study: Study) -> Markup:
    """False alarms and recall, ours and the usual monitors, one point a signal."""
    rows = []
    for rates in found:
        own = rates.detector.detector_id
        names = [name for name in study.scores if name == own or name.startswith(f"{own} ")]
        for name in names:
            score = study.scores[name]
            rule = "our detector" if name == own else name.removeprefix(f"{own} ")
            recall = score.recall(registered(rates.detector)).rate
            rows.append({"rule": rule, "alarms": score.still.rate, "recall": recall})
    chart = (
        alt.Chart(pd.DataFrame(rows), width=WIDE, height=280)
        .mark_point(size=60)
        .encode(
            alt.X("alarms:Q", title="questions per honest team-quarter"),
            alt.Y(
                "recall:Q", title="recall of the registered dose", scale=alt.Scale(domain=[0, 1])
            ),
            alt.Color("rule:N", title=None),
            alt.Shape("rule:N", title=None),
        )
    )
    return svg(chart, "compared", "Recall against false alarms: our detectors and usual monitors")
