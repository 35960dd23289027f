"""inputs/roster.csv and inputs/identities.csv: from bytes to rows and rejections.

Here: cells to typed values, row by row validation, and the rules between rows.
Of two rows that exclude each other the first stays and the later one is wrong.
Not here: splitting CSV (files.py), and what one row must look like (schemas/).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from extract.core.source import Row
from extract.sources.file_drops.entries import (
    Content,
    Entry,
    Interval,
    as_date,
    as_json,
    reversed_interval,
)
from extract.sources.file_drops.files import CsvRow, csv_rows
from extract.sources.file_drops.organisation_rules import unknown_team
from extract.sources.file_drops.schema import Finding, findings, load

ROSTER_FILE = "inputs/roster.csv"
IDENTITIES_FILE = "inputs/identities.csv"
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,15})?")
# Shares written with two decimals may sum to a little above 1 in binary.
_FULL_TIME = 1 + 1e-9

Judge = Callable[[dict[str, Any]], Finding | None]


def parse_roster(content: bytes, team_ids: Collection[str]) -> Content:
    """The stays of people in teams.

    Args:
        content: the file.
        team_ids: every team organisation.yml declares.

    Raises:
        InputFileError: the file cannot be read as a whole.
    """
    accepted: dict[str, list[dict[str, Any]]] = {}

    def judge(row: dict[str, Any]) -> Finding | None:
        finding = _roster_finding(row, accepted.get(row["person_id"], []), team_ids)
        if finding is None:
            accepted.setdefault(row["person_id"], []).append(row)
        return finding

    found, wrong = _parse(content, ROSTER_FILE, "roster", judge)
    for row in wrong:
        if row.get("person_id") in accepted:
            found.hold(["roster"], "roster_id", _roster_id(row))
        else:
            found.hold(["roster"], "person_id", row.get("person_id"))
    found.add("roster", (_roster_row(row) for rows in accepted.values() for row in rows))
    return found


def parse_identities(content: bytes) -> Content:
    """The accounts of tools and whose they are.

    Raises:
        InputFileError: the file cannot be read as a whole.
    """
    accepted: dict[tuple[str, str], dict[str, Any]] = {}

    def judge(row: dict[str, Any]) -> Finding | None:
        key = (row["source"], row["account"].casefold())
        if accepted.setdefault(key, row) is not row:
            reason = "an earlier row has this account already (capital letters do not count)"
            return Finding(("account",), row["account"], reason, "Keep one of the two")
        return None

    found, wrong = _parse(content, IDENTITIES_FILE, "identities", judge)
    for row in wrong:
        named = row.get("source") and row.get("account")
        if (row.get("source"), str(row.get("account")).casefold()) not in accepted:
            found.hold(["identities"], "identity_id", _identity_id(row) if named else None)
    found.add("identities", (_identity_row(row) for row in accepted.values()))
    return found


def _parse(
    content: bytes, file: str, schema_name: str, judge: Judge
) -> tuple[Content, list[dict[str, Any]]]:
    """Validate every row; return the rejections, and the wrong rows by column as far as read."""
    properties: Mapping[str, Any] = load(schema_name)["properties"]
    columns = list(properties)
    numbers = {name for name, schema in properties.items() if schema.get("type") == "number"}
    found = Content()
    wrong: list[dict[str, Any]] = []
    for record in csv_rows(content, file, columns):
        found.entry_count += 1
        if len(record.cells) != len(columns):
            entry = Entry(file, record.row_number, "", list(record.cells))
            found.reject([entry.reject(_cell_count_finding(record, columns))])
            wrong.append({})
            continue
        row = _typed(dict(zip(columns, record.cells, strict=True)), numbers)
        found_here = findings(row, schema_name)
        if not found_here and (finding := judge(row)):
            found_here = [finding]
        if found_here:
            entry = Entry(file, record.row_number, "", row)
            found.reject([entry.reject(finding) for finding in found_here])
            wrong.append(row)
    return found, wrong


def _typed(cells: Mapping[str, str], numbers: Collection[str]) -> dict[str, Any]:
    """Blank cells as None, plain decimals of number columns as numbers, everything else as text."""
    row: dict[str, Any] = {name: cell or None for name, cell in cells.items()}
    for name in numbers:
        if _NUMBER.fullmatch(cells[name]):
            row[name] = float(cells[name])
    return row


def _cell_count_finding(record: CsvRow, columns: Sequence[str]) -> Finding:
    reason = f"it has {len(record.cells)} cells where the header has {len(columns)}"
    remedy = "Give it one cell a column, and put quotes around a cell that holds a comma"
    return Finding((), ",".join(record.cells), reason, remedy)


def _roster_finding(
    row: dict[str, Any], earlier: Sequence[dict[str, Any]], team_ids: Collection[str]
) -> Finding | None:
    """What is wrong with a stay the schema accepts, seen beside the person's earlier rows."""
    if row["team_id"] not in team_ids:
        return unknown_team(("team_id",), row["team_id"])
    interval = Interval.of(row)
    if interval.start >= interval.last:
        return reversed_interval(("valid_to",), row)
    beside = [other for other in earlier if interval.overlaps(Interval.of(other))]
    for other in beside:
        if other["team_id"] == row["team_id"]:
            reason = f"the person is in this team already from {other['valid_from']}"
            remedy = "Give the earlier row a valid_to that is not after this valid_from"
            return Finding(("valid_from",), row["valid_from"], reason, remedy)
        if other["time_zone"] != row["time_zone"]:
            reason = f"another row of the same days says {other['time_zone']}"
            remedy = "Write one time zone for a person at a time"
            return Finding(("time_zone",), row["time_zone"], reason, remedy)
    total = _peak_share(row, beside)
    if total > _FULL_TIME:
        reason = f"with the person's other rows of the same days it makes {total:.2f} posts"
        return Finding(("fte",), row["fte"], reason, "Lower the shares to 1 together, or end one")
    return None


def _peak_share(row: dict[str, Any], beside: Sequence[dict[str, Any]]) -> float:
    """The largest sum of shares on any day of a stay; it is reached on a day one of them begins."""
    stays = [row, *beside]
    starts = [max(Interval.of(row).start, Interval.of(stay).start) for stay in stays]
    shares = (sum(float(stay["fte"]) for stay in stays if _covers(stay, day)) for day in starts)
    return max(shares)


def _covers(stay: Mapping[str, Any], day: date) -> bool:
    interval = Interval.of(stay)
    return interval.start <= day < interval.last


def _roster_id(row: Mapping[str, Any]) -> str:
    return f"{row['person_id']}:{row['team_id']}:{row['valid_from']}"


def _roster_row(row: dict[str, Any]) -> Row:
    return {
        **row,
        "roster_id": _roster_id(row),
        "valid_from": as_date(row["valid_from"]),
        "valid_to": as_date(row["valid_to"]),
        "raw_json": as_json(row),
    }


def _identity_id(row: Mapping[str, Any]) -> str:
    return f"{row['source']}:{row['account']}"


def _identity_row(row: dict[str, Any]) -> Row:
    return {**row, "identity_id": _identity_id(row), "raw_json": as_json(row)}
