"""Rules over rows of CSV files that a schema cannot say, to be put together in a declaration.

Here: rules that serve several files. Of two rows that exclude each other the one judged first
stays. Not here: rules of one file only (roster.py, survey_rules.py).
"""

from __future__ import annotations

from datetime import date

from extract.sources.file_drops.csv_file import Check
from extract.sources.file_drops.organisation_rules import unknown_team
from extract.sources.file_drops.schema import Finding
from extract.sources.file_drops.tables import Cells, Tables


def known_team(column: str = "team_id") -> Check:
    """The column, unless blank, names a team of organisation.yml."""

    def check(row: Cells, tables: Tables) -> Finding | None:
        if row[column] is None or tables.find("teams", team_id=row[column]):
            return None
        return unknown_team((column,), row[column])

    return check


def known_teams(column: str) -> Check:
    """Each team_id of a list joined by semicolons is one of organisation.yml, and stands once."""

    def check(row: Cells, tables: Tables) -> Finding | None:
        teams = row[column].split(";")
        for team in teams:
            if not tables.find("teams", team_id=team):
                return unknown_team((column,), team)
        if len(set(teams)) < len(teams):
            return Finding((column,), row[column], "a team stands twice", "Write each team once")
        return None

    return check


def apart(one: str, other: str) -> Check:
    """No team stands in both of two lists."""

    def check(row: Cells, _: Tables) -> Finding | None:
        both = set(row[one].split(";")) & set(row[other].split(";"))
        if not both:
            return None
        remedy = f"Take it off {one} or {other}"
        return Finding((other,), row[other], f"{min(both)} stands in {one}, too", remedy)

    return check


def a_monday(column: str) -> Check:
    """A day is the first of an ISO week."""

    def check(row: Cells, _: Tables) -> Finding | None:
        if date.fromisoformat(row[column]).weekday() == 0:
            return None
        remedy = "Write the Monday of that week"
        return Finding((column,), row[column], "it is no Monday", remedy)

    return check


def known_service(column: str = "service_id") -> Check:
    """The column, unless blank, names a service of organisation.yml."""

    def check(row: Cells, tables: Tables) -> Finding | None:
        if row[column] is None or tables.find("services", service_id=row[column]):
            return None
        remedy = "Add the service to organisation.yml, or write one that stands there"
        return Finding((column,), row[column], "organisation.yml has no such service", remedy)

    return check


def known_person(column: str = "person_id") -> Check:
    """The column names somebody of the roster, or whose account the identities list.

    Both are asked so that one wrong row of the roster does not make other files look wrong.
    """

    def check(row: Cells, tables: Tables) -> Finding | None:
        if any(tables.find(table, person_id=row[column]) for table in ("roster", "identities")):
            return None
        reason = "neither roster.csv nor identities.csv has a right row of this person"
        remedy = "Add the person to inputs/roster.csv, or write one that stands there"
        return Finding((column,), row[column], reason, remedy)

    return check


def known_row(table: str, *columns: str) -> Check:
    """Another CSV file has a right row with the same values in these columns."""

    def check(row: Cells, tables: Tables) -> Finding | None:
        if tables.find(table, **{column: row[column] for column in columns}):
            return None
        last = columns[-1]
        reason = f"inputs/{table}.csv has no right row with this {' and '.join(columns)}"
        remedy = f"Add the row to inputs/{table}.csv, or write one that stands there"
        return Finding((last,), row[last], reason, remedy)

    return check


def not_before(later: str, earlier: str) -> Check:
    """A day is the same as another or after it, where both are written."""

    def check(row: Cells, _: Tables) -> Finding | None:
        if row[later] is None or row[earlier] is None or row[later] >= row[earlier]:
            return None
        remedy = f"Write a day that is not before {earlier}"
        return Finding((later,), row[later], f"it is before {earlier}", remedy)

    return check


def not_above(part: str, whole: str) -> Check:
    """A count is at most another, where both are written."""

    def check(row: Cells, _: Tables) -> Finding | None:
        if row[part] is None or row[whole] is None or row[part] <= row[whole]:
            return None
        remedy = f"Count only what {whole} counts too"
        return Finding((part,), row[part], f"it is more than {whole}", remedy)

    return check


def both_or_neither(one: str, other: str) -> Check:
    """Two columns that only mean something together are both written or both blank."""

    def check(row: Cells, _: Tables) -> Finding | None:
        if (row[one] is None) == (row[other] is None):
            return None
        blank = one if row[one] is None else other
        reason = f"it is blank although {other if blank == one else one} is written"
        return Finding((blank,), None, reason, "Write both or leave both blank")

    return check


def once(table: str, within: tuple[str, ...], column: str) -> Check:
    """No earlier row of the same file with the same `within` has the column's value."""

    def check(row: Cells, tables: Tables) -> Finding | None:
        values = {name: row[name] for name in (*within, column)}
        if not tables.find(table, **values):
            return None
        reason = f"an earlier row with the same {' and '.join(within)} has this {column} already"
        return Finding((column,), row[column], reason, f"Write each {column} once")

    return check
