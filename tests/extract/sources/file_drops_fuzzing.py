"""What fuzzed file drops must fulfil, whatever is in them.

Here: reading damaged contents and checking the result, pieces of damage. Not here: the tests.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from hypothesis import settings
from hypothesis import strategies as st

from extract.core.source import Row
from extract.sources.file_drops.csv_files import CSV_FILES
from extract.sources.file_drops.entries import Content
from extract.sources.file_drops.files import InputFileError
from extract.sources.file_drops.reading import parse
from extract.sources.file_drops.streams import DATA_STREAMS, QUARANTINE
from tests.extract.sources.file_drops_examples import CSV, ORGANISATION

# The same examples on every machine, and no limit of time: tests share their machine.
settings.register_profile("file_drops", deadline=None, derandomize=True)
FUZZ = settings.get_profile("file_drops")

SECTIONS = ("teams", "services", "incident_rules", "generated_paths")
FILES = {file.name: file for file in CSV_FILES}
PATHS = ("organisation.yml", *(file.path for file in CSV_FILES))
NASTY = [
    "",
    "2025-02-30",
    "0.5",
    "1",
    "-2",
    "1e9",
    "nan",
    "99999999999999999999",
    "=1+1",
    "+1",
    "@SUM(A1)",
    "\tx",
    "\x00",
    "\x85",
    "\u202e",
    "a\nb",
    'a"b',
    "a,b",
    "a:b",
    "TRUE",
    "no",
    "x" * 6_000,
]
PIECES = [
    b"\n",
    b"- ",
    b": ",
    b'"',
    b"'",
    b"{",
    b"}",
    b"[",
    b"]",
    b"&a ",
    b"*a",
    b"!x ",
    b"#",
    b"\t",
    b"\r\n",
    b",",
    b"null",
    b"\xef\xbb\xbf",
    b"  - x\n",
    b"? ",
    b"\\u",
]
MUTATIONS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 20),
        st.one_of(st.binary(max_size=6), st.sampled_from(PIECES)),
    ),
    min_size=1,
    max_size=8,
)


def mutated(content: bytes, mutations: Sequence[tuple[float, int, bytes]]) -> bytes:
    """Content with pieces replaced at relative places."""
    for place, length, piece in mutations:
        start = int(place * len(content))
        content = content[:start] + piece + content[start + length :]
    return content


def records(name: str) -> list[list[str]]:
    """The header and the rows of a right file."""
    return list(csv.reader(io.StringIO(CSV[name])))


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as a file."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8", "replace")


def cells(name: str) -> st.SearchStrategy[str]:
    """Cells for a file: those of its right rows, nasty ones, and any text."""
    right = sorted({cell for row in records(name)[1:] for cell in row})
    return st.one_of(st.sampled_from(right), st.sampled_from(NASTY), st.text(max_size=8))


def read(organisation: bytes = ORGANISATION.encode(), **contents: bytes) -> Content | None:
    """What is read, or None where all of it was refused with a one-line error of ours."""
    try:
        content = parse(organisation, {n: t.encode() for n, t in CSV.items()} | contents)
    except InputFileError as error:
        check_message(str(error))
        return None
    for failure in content.failures.values():
        check_message(str(failure))
    check(content)
    return content


def check_message(message: str) -> None:
    """One line that begins with the file."""
    assert message.startswith(PATHS)
    assert message.isprintable()


def check(content: Content) -> None:
    """Every entry is on one side, and everything fits its stream."""
    right = sum(len(content.rows.get(stream, [])) for stream in (*SECTIONS, *FILES))
    assert right + content.rejected_count == content.entry_count
    by_place = {(item.file, item.row_number, item.field) for item in content.rejections}
    assert len(by_place) == len(content.rejections)
    assert len(by_place) >= content.rejected_count
    for stream in (*DATA_STREAMS, QUARANTINE):
        rows: list[Row] = content.rows.get(stream.name, [])
        assert len({row[stream.key] for row in rows}) == len(rows)
        for row in rows:
            assert set(row) <= set(stream.schema.names)
            assert all(text.encode() for text in row.values() if isinstance(text, str) and text)


def landed_and_listed(content: Content, name: str) -> int:
    """How many rows of a file are landed, and how many are in the quarantine."""
    listed = {item.row_number for item in content.rejections if item.file == FILES[name].path}
    return len(content.rows.get(name, [])) + len(listed)
