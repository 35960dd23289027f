"""What assessments, growth signals and promotion cases may rest on.

Here: the rules between these files and the evidence log. Not here: their declarations
(csv_files_of_evidence.py).

Whether somebody meets a level, how somebody grows, and whether somebody already works at the next
level are three questions. A sign of growth is no evidence for either of the others.
"""

from __future__ import annotations

from datetime import date, timedelta

from extract.sources.file_drops.schema import Finding
from extract.sources.file_drops.tables import Cells, Tables

LEAST_PIECES = 2
YEAR = timedelta(days=365)


def cited_evidence(row: Cells, tables: Tables) -> Finding | None:
    """Each piece that is named is a right row of the evidence log about this person, named once."""
    named = _named(row)
    for evidence_id in named:
        known = tables.find("evidence_log", evidence_id=evidence_id)
        if not known:
            reason = "inputs/evidence_log.csv has no right row with one of these evidence_ids"
            return _finding(row, reason, "Add the piece to that file, or name another")
        if known[0]["person_id"] != row["person_id"]:
            reason = "one of these evidence_ids is about somebody else's work"
            return _finding(row, reason, "Name evidence about this person only")
    if len(set(named)) < len(named):
        return _finding(row, "a piece of evidence stands twice", "Name each piece once")
    return None


def two_pieces(row: Cells, _: Tables) -> Finding | None:
    """An assessment rests on more than one event."""
    if len(set(_named(row))) >= LEAST_PIECES:
        return None
    reason = f"it names fewer than {LEAST_PIECES} pieces of evidence"
    return _finding(row, reason, "Name at least two, joined by semicolons, or leave the row out")


def of_the_year_before(row: Cells, tables: Tables) -> Finding | None:
    """An assessment speaks of the year up to its day: no piece is later, two are not older."""
    day = date.fromisoformat(row["assessed_on"])
    days = [
        date.fromisoformat(piece["happened_on"])
        for evidence_id in _named(row)
        for piece in tables.find("evidence_log", evidence_id=evidence_id)
    ]
    if any(happened > day for happened in days):
        return _finding(row, "a piece happened after assessed_on", "Name what had happened by then")
    if sum(happened > day - YEAR for happened in days) < LEAST_PIECES:
        reason = "fewer than two of the pieces happened in the 365 days up to assessed_on"
        return _finding(row, reason, "Name evidence of that year")
    return None


def no_growth_signal(row: Cells, tables: Tables) -> Finding | None:
    """A promotion rests on what somebody did at the next level, not on what somebody might."""
    if not any(tables.find("growth_signals", signal_id=name) for name in _named(row)):
        return None
    reason = "it cites a growth signal, which is no evidence for a promotion"
    return _finding(row, reason, "Name the pieces of evidence_log.csv that show the behaviour")


def no_evidence_id(row: Cells, tables: Tables) -> Finding | None:
    """A growth signal has a name of its own, so that nobody can take it for evidence."""
    if not tables.find("evidence_log", evidence_id=row["signal_id"]):
        return None
    reason = "a piece of evidence has this name already"
    return Finding(("signal_id",), row["signal_id"], reason, "Give the signal a name of its own")


def planned(row: Cells, _: Tables) -> Finding | None:
    """Only a plan that is there is due."""
    if row["has_plan"] or row["plan_due_on"] is None:
        return None
    reason = "it is written although there is no plan"
    return Finding(("plan_due_on",), row["plan_due_on"], reason, "Write has_plan true, or leave it")


def _named(row: Cells) -> list[str]:
    return str(row["evidence_ids"]).split(";")


def _finding(row: Cells, reason: str, remedy: str) -> Finding:
    return Finding(("evidence_ids",), row["evidence_ids"], reason, remedy)
