"""The leaders' report of an audit: one page that stands by itself.

Belongs here: what the page is told, in the order of its template. Does not belong here: verdicts,
plots (`plots.py`), and anything that names a team.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from expectations.audit import plots
from expectations.audit.answers import CATALOGUE, QUESTIONS, VERDICTS, Answer
from expectations.audit.auditing import Audit
from expectations.audit.behaviour import IMPROVED
from expectations.audit.reading import Row, last_day
from expectations.pages import page as pages

TEMPLATES = Path(__file__).parent / "templates"
ASKED = {
    "gaming": "Does the signal still mean what it did?",
    "behaviour": "Does it move teams the right way?",
    "value": "Does it measure what the business values?",
}
MARKS = {"red": "■", "amber": "▲", "unknown": "?", "green": "●"}
WORDS = {"red": "red", "amber": "amber", "unknown": "unknown", "green": "green"}
MOST_SHOWN = 12


def page(audit: Audit) -> str:
    """The report as HTML; the same audit gives the same bytes."""
    evidence, source = audit.evidence, audit.evidence.source
    findings = evidence.rows("findings")
    return pages.render(
        TEMPLATES,
        "report.html",
        audit=audit,
        quarter=source.quarter.name,
        first=source.quarter.start,
        last=last_day(source.quarter),
        as_of=source.as_of,
        asked=ASKED,
        marks=MARKS,
        counts=counts(audit.answers),
        by_question=by_question(audit.answers),
        urgent=_told(audit, "red"),
        watched=_told(audit, "amber"),
        rows=_table(audit),
        questions=signal_questions(findings),
        explained=signal_questions(findings, explained=True),
        pairs=_pairs(audit),
        drift=_drift(audit),
        foretold=_foretold(audit),
        ranking=evidence.ranking,
        catalogue=_catalogue(audit.answers),
        workload=evidence.rows("workload"),
        resolutions=evidence.rows("resolutions"),
        reds=next((row for row in evidence.rows("reds") if row["n_reds"]), None),
        actions=[p for p in audit.proposals if p.action != "keep"],
        n_kept=sum(p.action == "keep" for p in audit.proposals),
        pilots=audit.pilots,
        names={metric.metric_id: metric.name for metric in evidence.metrics.values()},
        plots=plots.all_of(audit),
        improved=IMPROVED,
        most=MOST_SHOWN,
    )


def counts(answers: Sequence[Answer]) -> dict[str, int]:
    """How many answers have each verdict."""
    found = Counter(answer.verdict for answer in answers)
    return {verdict: found[verdict] for verdict in VERDICTS}


def by_question(answers: Sequence[Answer]) -> dict[str, dict[str, int]]:
    """The same for each question, over metrics."""
    return {
        question: counts(
            [a for a in answers if a.question == question and a.metric_id != CATALOGUE]
        )
        for question in QUESTIONS
    }


def signal_questions(findings: Sequence[Row], *, explained: bool = False) -> list[dict[str, Any]]:
    """Questions by detector and signal, with counts of teams and one team's words without its name.

    Texts of findings name the team they are about, so leaders are told what is asked, not of whom.
    """
    chosen = [
        row
        for row in findings
        if bool(row["is_explained"]) == explained and (explained or row["state"] == "shipped")
    ]
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in chosen:
        groups.setdefault((row["detector_id"], row["signal"], row["metric_id"] or ""), []).append(
            row
        )
    return [
        {
            "detector_id": detector,
            "signal": signal,
            "metric_id": metric,
            "n_teams": len({row["team_id"] for row in rows}),
            "n_open": sum(row["resolution"] in (None, "unknown") for row in rows),
            "expected_counter": rows[0]["expected_counter"],
            "longest": max(row["quarters_in_a_row"] or 1 for row in rows),
            "resolutions": sorted({row["resolution"] for row in rows if row["resolution"]}),
        }
        for (detector, signal, metric), rows in sorted(groups.items())
    ]


def _told(audit: Audit, verdict: str) -> list[Answer]:
    return [answer for answer in audit.answers if answer.verdict == verdict]


def _table(audit: Audit) -> list[dict[str, Any]]:
    """A row a metric with its three answers."""
    found: dict[str, dict[str, Any]] = {}
    for answer in audit.answers:
        if answer.metric_id != CATALOGUE:
            found.setdefault(answer.metric_id, {})[answer.question] = answer
    metrics = audit.evidence.metrics
    return [{"metric": metrics[metric_id], **answers} for metric_id, answers in found.items()]


def _pairs(audit: Audit) -> list[Answer]:
    return [a for a in audit.answers if a.question == "behaviour" and a.n > 0]


def _foretold(audit: Audit) -> list[Answer]:
    known = [a for a in audit.answers if a.question == "value" and a.metric_id != CATALOGUE]
    return [answer for answer in known if answer.estimate is not None]


def _catalogue(answers: Sequence[Answer]) -> Answer:
    return next(answer for answer in answers if answer.metric_id == CATALOGUE)


def _drift(audit: Audit) -> list[Mapping[str, Any]]:
    """Metrics with weeks outside of their limits or with values that were restated."""
    quarter = audit.evidence.source.quarter
    outside = Counter(
        cell["metric_id"]
        for cell in audit.evidence.rows("cells")
        if cell["is_outside_limits"] and cell["period_start"] >= quarter.start
    )
    restated = Counter(row["metric_id"] for row in audit.evidence.rows("restatements"))
    causes: dict[str, set[str]] = {}
    for row in audit.evidence.rows("restatements"):
        causes.setdefault(row["metric_id"], set()).add(row["cause"].replace("_", " "))
    return [
        {
            "metric_id": metric_id,
            "outside": outside[metric_id],
            "restated": restated[metric_id],
            "causes": sorted(causes.get(metric_id, ())),
        }
        for metric_id in sorted(
            {*outside, *restated}, key=lambda name: (-restated[name], -outside[name], name)
        )
    ]
