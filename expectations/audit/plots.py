"""The plots of an audit's report.

Belongs here: what each plot shows. Does not belong here: the look of all plots (`expectations/
pages`), numbers of their own. A plot that would show nothing is None.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
from markupsafe import Markup

from expectations.audit.answers import CATALOGUE, QUESTIONS, VERDICTS, Answer
from expectations.audit.auditing import Audit
from expectations.audit.value import Ranking
from expectations.pages import palette
from expectations.pages.charts import svg

WIDTH = 560
ROW = 22
TONES = {
    "red": palette.ORANGE,
    "amber": "#c98a2b",
    "unknown": palette.RULE,
    "green": palette.BLUE,
}
"""Tones that people who see red and green alike can tell apart; each bar also has its word."""
TITLES = {"gaming": "signal", "behaviour": "behaviour", "value": "value"}
MOST_ROWS = 24


def all_of(audit: Audit) -> dict[str, Markup | None]:
    """Every plot by name."""
    return {
        "verdicts": verdicts(audit.answers),
        "pairs": intervals(
            [a for a in audit.answers if a.question == "behaviour" and a.n > 0],
            "pairs",
            "share of improving teams whose pair got worse",
            0.5,
            (0.0, 1.0),
        ),
        "foretold": intervals(
            [
                a
                for a in audit.answers
                if a.question == "value" and a.metric_id != CATALOGUE and a.estimate is not None
            ],
            "foretold",
            "rank correlation within teams with the outcome a quarter later",
            0.0,
            (-1.0, 1.0),
        ),
        "ranking": valued_and_used(audit.evidence.ranking),
    }


def verdicts(answers: Sequence[Answer]) -> Markup | None:
    """How many metrics have each verdict, by question."""
    rows = [
        {
            "question": TITLES[question],
            "verdict": verdict,
            "place": place,
            "metrics": sum(
                a.question == question and a.verdict == verdict and a.metric_id != CATALOGUE
                for a in answers
            ),
        }
        for question in QUESTIONS
        for place, verdict in enumerate(VERDICTS)
    ]
    rows = [row for row in rows if row["metrics"]]
    if not rows:
        return None
    base = alt.Chart(alt.InlineData(values=rows), width=WIDTH, height=110).encode(
        y=alt.Y("question:N", title=None, sort=[TITLES[q] for q in QUESTIONS]),
        x=alt.X("metrics:Q", title="metrics", stack="zero", axis=alt.Axis(tickMinStep=1)),
        order=alt.Order("place:Q"),
    )
    bars = base.mark_bar(stroke=palette.PAPER).encode(
        color=alt.Color(
            "verdict:N",
            title=None,
            scale=alt.Scale(domain=list(VERDICTS), range=[TONES[v] for v in VERDICTS]),
            legend=alt.Legend(orient="top"),
        )
    )
    said = ", ".join(f"{r['metrics']} {r['verdict']} on {r['question']}" for r in rows)
    return svg(bars, "verdicts", f"Verdicts by question: {said}.")


def intervals(
    answers: Sequence[Answer], name: str, title: str, line: float, domain: tuple[float, float]
) -> Markup | None:
    """Estimates with their limits, a row a metric, and a line where chance would put them."""
    chosen = sorted(answers, key=lambda a: (-a.n, a.metric_id))[:MOST_ROWS]
    if not chosen:
        return None
    rows: list[dict[str, Any]] = [
        {
            "metric": f"{a.metric_id} (n={a.n})",
            "estimate": a.estimate,
            "low": a.ci_lo,
            "high": a.ci_hi,
        }
        for a in chosen
    ]
    base = alt.Chart(alt.InlineData(values=rows), width=WIDTH - 120, height=ROW * len(rows)).encode(
        y=alt.Y("metric:N", title=None, sort=None)
    )
    bars = base.mark_rule(color=palette.BLUE, strokeWidth=2).encode(
        x=alt.X("low:Q", title=title, scale=alt.Scale(domain=domain)), x2="high:Q"
    )
    points = base.mark_point(color=palette.BLUE, filled=True, size=60).encode(x="estimate:Q")
    chance = (
        alt.Chart(alt.InlineData(values=[{"at": line}]))
        .mark_rule(color=palette.INK, strokeDash=[4, 3])
        .encode(x="at:Q")
    )
    return svg(bars + points + chance, name, f"{title} for {len(rows)} metrics, with 95 % limits.")


def valued_and_used(found: Ranking) -> Markup | None:
    """What stakeholders value against how often decisions cite it."""
    rows = [
        {
            "value": value.value_id,
            "place": value.mean_rank,
            "use": 100 * value.use,
            "kind": "no metric" if value.metric_id is None else "measured",
        }
        for value in found.values
    ]
    if not rows:
        return None
    base = alt.Chart(alt.InlineData(values=rows), width=WIDTH - 100, height=240).encode(
        x=alt.X("place:Q", title="mean place (1 is valued most)", scale=alt.Scale(zero=False)),
        y=alt.Y("use:Q", title="% of decisions that cite its metric"),
    )
    points = base.mark_point(filled=True, size=90).encode(
        shape=alt.Shape(
            "kind:N",
            title=None,
            scale=alt.Scale(domain=["measured", "no metric"], range=["circle", "triangle-up"]),
            legend=alt.Legend(orient="top"),
        ),
        color=alt.Color(
            "kind:N",
            title=None,
            scale=alt.Scale(domain=["measured", "no metric"], range=[palette.BLUE, palette.ORANGE]),
        ),
    )
    words = base.mark_text(align="left", dx=9, dy=-6, color=palette.INK).encode(text="value:N")
    return svg(points + words, "ranking", f"{len(rows)} values by mean place and use.")
