"""What keeps the rows of one incident from contradicting each other.

Here: the rules between rows of postmortems.csv and of incident_factors.csv. Not here: their
declarations (csv_files.py), and the rules about what counts as an incident (organisation_rows.py).
"""

from __future__ import annotations

from extract.sources.file_drops.schema import Finding
from extract.sources.file_drops.tables import Cells, Tables

SECOND = "second"
_OF_A_POSTMORTEM = ("incident_id", "team_id", "service_id", "incident_ended_on", "published_on")
_OF_AN_INCIDENT = ("team_id", "service_id", "happened_on", "detected_by")


def scoring_order(row: Cells, _: Tables) -> tuple[str, ...]:
    """First scorings are judged before second ones, wherever they stand."""
    return (row["scoring"],)


def published_in_time(row: Cells, _: Tables) -> Finding | None:
    """What is not published was not published in time."""
    column = "is_published_in_five_business_days"
    if row["published_on"] is not None or not row[column]:
        return None
    reason = "it is true although published_on is blank"
    return Finding((column,), row[column], reason, "Write false, or the day it was published")


def second_scoring(row: Cells, tables: Tables) -> Finding | None:
    """A second scoring is of a postmortem that was scored before, and says the same about it."""
    if row["scoring"] != SECOND:
        return None
    first = tables.find("postmortems", postmortem_id=row["postmortem_id"])
    if not first:
        reason = "there is no right first scoring of this postmortem"
        remedy = "Write a row of the same postmortem_id with scoring first"
        return Finding(("scoring",), row["scoring"], reason, remedy)
    return _difference(row, first[0], _OF_A_POSTMORTEM, "the first scoring of this postmortem")


def same_incident(row: Cells, tables: Tables) -> Finding | None:
    """Every row of an incident says the same of it."""
    earlier = tables.find("incident_factors", incident_id=row["incident_id"])
    if not earlier:
        return None
    return _difference(row, earlier[0], _OF_AN_INCIDENT, "an earlier row of this incident")


def _difference(row: Cells, other: Cells, columns: tuple[str, ...], where: str) -> Finding | None:
    """The first column in which two rows differ that must not."""
    for column in columns:
        if row[column] != other[column]:
            reason = f"{where} has another {column}"
            return Finding((column,), row[column], reason, "Write the same in both rows")
    return None
