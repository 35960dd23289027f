"""What stands above all teams: what can be trusted, what is asked, what audits answered.

Here: those three pages. Not here: gates, detectors and audits themselves (`expectations`). Of
questions and audits teams are counted, never named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from website import words
from website.frame import Frame
from website.reading import Published, Row

LOOKED_AT = ("red", "amber")


def html(frame: Frame, published: Published) -> dict[str, str]:
    """The pages by file."""
    return {
        "trust.html": frame.page(
            "trust.html",
            "trust.html",
            "What can be trusted today",
            broken=_broken(published),
            sources=_sources(published.tables["signals"]),
        ),
        "questions.html": frame.page(
            "questions.html",
            "questions.html",
            "Questions about signals",
            asked=published.tables["asked"],
        ),
        "audits.html": frame.page(
            "audits.html",
            "audits.html",
            "Audits",
            audits=[_audit(published, run) for run in published.tables["audits"]],
        ),
    }


def _broken(published: Published) -> list[dict[str, Any]]:
    """One entry a stream and reason, with the metrics that need it."""
    rows = [row for row in published.tables["signals"] if row["status"] != "ok"]
    return [
        dict(members[0])
        | {
            "metrics": [
                published.metrics[row["metric_id"]]
                for row in members
                if row["metric_id"] in published.metrics
            ]
        }
        for members in (
            list(group) for _, group in groupby(rows, lambda row: (row["source"], row["stream"]))
        )
    ]


def _sources(rows: Sequence[Row]) -> list[dict[str, Any]]:
    found = []
    for source, group in groupby(rows, lambda row: str(row["source"])):
        members = list(group)
        streams = {row["stream"] for row in members}
        broken = {row["stream"] for row in members if row["status"] != "ok"}
        good = [row["last_good_as_of"] for row in members if row["last_good_as_of"]]
        found.append(
            {
                "source": source,
                "streams": len(streams),
                "trusted": len(streams - broken),
                "last_good": min(good, default=None),
            }
        )
    return found


def _audit(published: Published, run: Row) -> dict[str, Any]:
    answers = [row for row in published.tables["answers"] if row["audit_id"] == run["audit_id"]]
    actions: dict[str, list[str]] = {}
    for row in published.tables["actions"]:
        if row["audit_id"] == run["audit_id"]:
            accepted = "decided" if row["accepted_by"] else "proposed"
            actions.setdefault(row["metric_id"], []).append(f"{row['action']} ({accepted})")
    report = published.folder / "audits" / run["quarter"] / "report.html"
    return {
        "run": run,
        "id": words.slug(run["quarter"]),
        "has_report": report.exists(),
        "counts": sorted(Counter(row["verdict"] for row in answers).items()),
        "answers": [
            dict(row)
            | {
                "is_known": row["metric_id"] in published.metrics,
                "name": published.metrics.get(row["metric_id"], row).get("name", row["metric_id"]),
                "decided": ", ".join(actions.get(row["metric_id"], ())),
            }
            for row in answers
            if row["verdict"] in LOOKED_AT
        ],
    }
