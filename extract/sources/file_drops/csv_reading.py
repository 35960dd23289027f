"""Any CSV file drop: from bytes to rows and rejections, as its declaration says.

Here: cells to typed values, validation row by row, the rules between rows, landed rows.
Of two rows that exclude each other the first stays and the later one is wrong.
Not here: splitting CSV (files.py), the declarations (csv_files.py) and their rules (checks.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from extract.core.source import BOOLEAN, DAY, INTEGER, REAL, Row
from extract.sources.file_drops.csv_file import CsvFile, length_of
from extract.sources.file_drops.entries import Content, Entry, as_date, as_json
from extract.sources.file_drops.files import CsvRow, csv_rows
from extract.sources.file_drops.schema import Finding, row_findings
from extract.sources.file_drops.tables import Cells, Tables

# No sign: nothing that is counted here is below zero, and a cell that begins with one is a formula.
_WHOLE = re.compile(r"[0-9]{1,15}")
_DECIMAL = re.compile(r"[0-9]{1,9}(\.[0-9]{1,15})?")
_TRUTH = {"true": True, "false": False}


@dataclass(slots=True)
class _Record:
    """A row on its way: its number, its values by column (none where its cells do not fit)."""

    row_number: int
    cells: Cells
    raw: Any
    findings: list[Finding] = field(default_factory=list)


def parse(file: CsvFile, content: bytes, tables: Tables) -> Content:
    """The right rows and the rejections of one file.

    Args:
        file: which.
        content: its bytes.
        tables: what was accepted of other files; right rows of this one are added.

    Raises:
        InputFileError: the file cannot be read as a whole.
    """
    columns = list(file.types)
    records = [_record(file, row, columns) for row in csv_rows(content, file.path, columns)]
    _judge(file, records, tables)
    found = Content(entry_count=len(records))
    for record in records:
        if record.findings:
            entry = Entry(file.path, record.row_number, "", record.raw, file.is_personal)
            found.reject([entry.reject(finding) for finding in record.findings])
            _hold(found, file, record, tables)
    found.add(file.name, (_landed(file, row) for row in tables.rows(file.name)))
    return found


def _record(file: CsvFile, row: CsvRow, columns: Sequence[str]) -> _Record:
    """A row with what is wrong with it by itself."""
    if len(row.cells) != len(columns):
        raw: Any = [len(cell) for cell in row.cells] if file.is_personal else list(row.cells)
        return _Record(row.row_number, {}, raw, [_cell_count_finding(row, len(columns))])
    cells = {
        column: _typed(cell, file.types[column])
        for column, cell in zip(columns, row.cells, strict=True)
    }
    raw = _lengths(cells) if file.is_personal else cells
    return _Record(row.row_number, cells, raw, row_findings(cells, file.name))


def _judge(file: CsvFile, records: Sequence[_Record], tables: Tables) -> None:
    """Apply the rules between rows to what the schema accepts, and take in what passes."""
    right = [record for record in records if not record.findings]
    for record in sorted(right, key=lambda record: file.order(record.cells, tables)):
        finding = _repetition(file, record.cells, tables)
        for check in file.checks:
            finding = finding or check(record.cells, tables)
        if finding:
            record.findings.append(finding)
        else:
            tables.add(file.name, record.cells, file.identity_of(record.cells))


def _repetition(file: CsvFile, cells: Cells, tables: Tables) -> Finding | None:
    if not tables.has(file.name, file.identity_of(cells)):
        return None
    last = file.key[-1]
    reason = f"an earlier row has the same {' and '.join(file.key)} already"
    if file.identity:
        reason += " (capital letters do not count)"
    return Finding((last,), cells[last], reason, "Keep one of the two")


def _hold(content: Content, file: CsvFile, record: _Record, tables: Tables) -> None:
    """Keep what is landed under a wrong row's name, unless a right row has that name."""
    cells, owner = record.cells, file.held_by
    wrong = {finding.path[0] for finding in record.findings if finding.path}
    is_owned = owner in cells and owner not in wrong
    if is_owned and owner and not tables.find(file.name, **{owner: cells[owner]}):
        content.hold([file.name], owner, cells[owner])
    elif cells and tables.has(file.name, file.identity_of(cells)):
        return
    elif cells and not wrong & set(file.key):
        content.hold([file.name], file.id_column, file.id_of(cells))
    else:
        content.hold([file.name], "", None)


def _typed(cell: str, kind: pa.DataType) -> Any:
    """A blank cell as None, a number or a truth value where its column has them, else the text."""
    if not cell:
        return None
    if kind == INTEGER and _WHOLE.fullmatch(cell):
        return int(cell)
    if kind == REAL and _DECIMAL.fullmatch(cell):
        return float(cell)
    if kind == BOOLEAN:
        return _TRUTH.get(cell.lower(), cell)
    return cell


def _landed(file: CsvFile, cells: Mapping[str, Any]) -> Row:
    """A right row as its stream wants it."""
    plain = {name: value for name, value in cells.items() if name not in file.prose}
    for name in file.prose:
        plain[length_of(name)] = None if cells[name] is None else len(cells[name])
    dates = {name for name, kind in file.types.items() if kind == DAY}
    row = {name: as_date(value) if name in dates else value for name, value in plain.items()}
    return {**row, file.id_column: file.id_of(cells), "raw_json": as_json(plain)}


def _lengths(cells: Mapping[str, Any]) -> dict[str, int]:
    """How long each value is: all that may be said of a wrong row about a person."""
    return {length_of(name): len(str(value or "")) for name, value in cells.items()}


def _cell_count_finding(record: CsvRow, expected: int) -> Finding:
    reason = f"it has {len(record.cells)} cells where the header has {expected}"
    remedy = "Give it one cell a column, and put quotes around a cell that holds a comma"
    return Finding((), ",".join(record.cells), reason, remedy)
