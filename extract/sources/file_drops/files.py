"""Bytes to text, text to rows: the part of reading a file that can fail as a whole.

Here: opening a file, decoding it, splitting CSV into rows and YAML into values with their lines.
Every failure is one `InputFileError` that names the file, the line and the remedy.
Not here: whether a row is right (schema.py and the rules of each file).
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.core.errors import SettingsError

MAX_FILE_BYTES = 20_000_000


class InputFileError(SettingsError):
    """A file drop cannot be read as a whole; nothing of it is landed.

    Args:
        file: the file as the user knows it, e.g. `inputs/roster.csv`.
        problem: what is wrong, one clause.
        remedy: what to do about it, one sentence.
        line: the line of the problem, counted from 1, where there is one.
    """

    kind = "unreadable"

    def __init__(self, file: str, problem: str, remedy: str, line: int | None = None) -> None:
        where = file if line is None else f"{file}, line {line}"
        super().__init__(f"{where}: {problem}. {remedy}.")


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row that is not blank: its number as a spreadsheet shows it, and its cells."""

    row_number: int
    cells: tuple[str, ...]


def read_bytes(path: Path, file: str) -> bytes:
    """The content of a file, at most `MAX_FILE_BYTES`.

    Raises:
        InputFileError: it is missing, no plain file, not readable, or too large.
    """
    try:
        if path.exists() and not path.is_file():
            raise InputFileError(file, f"{path} is not a file", "Put a plain text file there")
        with path.open("rb") as stream:
            content = stream.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        problem = f"there is no such file at {path}"
        raise InputFileError(file, problem, "Create it as docs/inputs.md describes") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        remedy = "Check the path, and let this user read it"
        raise InputFileError(file, f"{path} cannot be read ({reason})", remedy) from error
    if len(content) > MAX_FILE_BYTES:
        limit = f"it is larger than {MAX_FILE_BYTES // 1_000_000} MB"
        raise InputFileError(file, limit, "Check that it is the right file")
    return content


def read_if_there(path: Path, file: str) -> bytes | None:
    """The content of a file, or None where there is no such file.

    Raises:
        InputFileError: it is there and cannot be read, as in `read_bytes`.
    """
    try:
        return read_bytes(path, file)
    except InputFileError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise


def decode(content: bytes, file: str) -> str:
    """The text of UTF-8 bytes, with or without a byte order mark.

    Raises:
        InputFileError: the bytes are not UTF-8, or there are none.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputFileError(
            file, "it is not UTF-8 text", 'Save it again with the encoding "UTF-8"', line
        ) from error
    if not text.strip():
        raise InputFileError(file, "it is empty", "Fill it as docs/inputs.md describes")
    return text


def csv_rows(content: bytes, file: str, columns: Sequence[str]) -> list[CsvRow]:
    """The rows below the header, each cell without the spaces around it, in `columns` order.

    Rows of blank cells only are no data and are left out. A row with another number of cells than
    the header is returned as it is: its length tells.

    Raises:
        InputFileError: no UTF-8, a wrong header, quotes that do not match, or a cell over
            131,072 characters.
    """
    records = _records(decode(content, file), file)
    header_number, header = next(records, (1, []))
    names = _without_blank_tail(header)
    _check_header(names, file, columns, header_number)
    order = [names.index(column) for column in columns]
    rows = []
    for number, record in records:
        cells = _without_blank_tail(record, keep=len(names))
        if any(cells):
            ordered = [cells[place] for place in order] if len(cells) == len(names) else cells
            rows.append(CsvRow(number, tuple(ordered)))
    return rows


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with its number from 1, blank lines above the header left out."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number, started = 0, False
    while True:
        number += 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise InputFileError(
                file,
                f"row {number} is not valid CSV ({error})",
                'Close every quote, and write a quote inside a quoted cell twice ("")',
                reader.line_num,
            ) from error
        started = started or any(cells)
        if started:
            yield number, cells


def _without_blank_tail(cells: list[str], keep: int = 0) -> list[str]:
    """Cells without the blank ones a spreadsheet leaves at the right, at least `keep` of them."""
    end = len(cells)
    while end > keep and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _check_header(names: list[str], file: str, columns: Sequence[str], line: int) -> None:
    """Every column once, in any order, and no other."""
    wanted = "The header must be: " + ",".join(columns)
    if len(names) == 1 and any(mark in names[0] for mark in ";\t|"):
        raise InputFileError(
            file, "its columns are not separated by commas", f"Save it as comma-separated. {wanted}"
        )
    for name in names:
        if names.count(name) > 1:
            raise InputFileError(file, f"the column '{shown(name)}' stands twice", wanted, line)
        if name not in columns:
            close = difflib.get_close_matches(name, columns, n=1)
            hint = f" (is '{close[0]}' meant?)" if close else ""
            raise InputFileError(
                file, f"the column '{shown(name)}' is not known{hint}", wanted, line
            )
    missing = [column for column in columns if column not in names]
    if missing:
        raise InputFileError(file, f"columns are missing: {', '.join(missing)}", wanted, line)


def shown(value: object, limit: int = 120) -> str:
    """A value as messages show it: control characters escaped, cut after `limit` characters."""
    text = value if isinstance(value, str) else str(value)
    cut = text if len(text) <= limit else text[:limit] + "…"
    return "".join(
        character if character.isprintable() else f"\\x{ord(character):02x}" for character in cut
    )
