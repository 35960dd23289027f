"""Whatever bytes the files hold: a clear error, or every row is landed or quarantined."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.core.source import Row
from extract.sources.file_drops.entries import Content
from extract.sources.file_drops.files import InputFileError
from extract.sources.file_drops.streams import DATA_STREAMS, QUARANTINE, parse
from tests.extract.sources.file_drops_examples import IDENTITIES, ORGANISATION, ROSTER

# The same examples on every machine, and no limit of time: tests share their machine.
settings.register_profile("file_drops", deadline=None, derandomize=True)
FUZZ = settings.get_profile("file_drops")

UNITS = {
    "teams": "organisation.yml",
    "services": "organisation.yml",
    "incident_rules": "organisation.yml",
    "generated_paths": "organisation.yml",
    "roster": "inputs/roster.csv",
    "identities": "inputs/identities.csv",
}
RIGHT = {
    "organisation_yml": ORGANISATION.encode(),
    "roster_csv": ROSTER.encode(),
    "identities_csv": IDENTITIES.encode(),
}
CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            "",
            "anna",
            "bo",
            "atlas",
            "borealis",
            "2024-01-01",
            "2025-02-30",
            "0.5",
            "1",
            "2",
            "nan",
            "UTC",
            "Europe/Berlin",
            "=1+1",
            "\x00",
            "a\nb",
            'a"b',
            "a,b",
            "github",
            "human",
            "bot",
        ]
    ),
)
MUTATIONS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 20),
        st.one_of(
            st.binary(max_size=6),
            st.sampled_from(
                [
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
            ),
        ),
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


def read(**contents: bytes) -> Content | None:
    """What is read, or None where a file was refused with a one-line error of ours."""
    try:
        content = parse(**{**RIGHT, **contents})
    except InputFileError as error:
        check_message(str(error))
        return None
    check(content)
    return content


def check_message(message: str) -> None:
    """One line that begins with the file."""
    assert message.startswith(tuple(UNITS.values()))
    assert message.isprintable()


def check(content: Content) -> None:
    """Every entry is on one side, and everything fits its stream."""
    right = sum(len(content.rows.get(stream, [])) for stream in UNITS)
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


@settings(FUZZ)
@given(st.binary(max_size=400))
def test_random_bytes_as_any_file(content: bytes) -> None:
    for name in RIGHT:
        read(**{name: content})


@settings(FUZZ, max_examples=400)
@given(MUTATIONS)
def test_a_damaged_organisation(mutations: Sequence[tuple[float, int, bytes]]) -> None:
    read(organisation_yml=mutated(RIGHT["organisation_yml"], mutations))


@settings(FUZZ)
@given(MUTATIONS)
def test_damaged_people(mutations: Sequence[tuple[float, int, bytes]]) -> None:
    for name in ("roster_csv", "identities_csv"):
        read(**{name: mutated(RIGHT[name], mutations)})


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8", "replace")


@settings(FUZZ, max_examples=300)
@given(st.lists(st.lists(CELLS, max_size=10), max_size=8))
def test_every_row_of_a_roster_is_landed_or_quarantined(rows: list[list[str]]) -> None:
    columns = ROSTER.splitlines()[0].split(",")
    content = read(roster_csv=as_csv(columns, rows))
    assert content is not None
    given_rows = sum(any(cell.strip() for cell in row) for row in rows)
    listed = {item.row_number for item in content.rejections if item.file == UNITS["roster"]}
    assert len(content.rows["roster"]) + len(listed) == given_rows


@settings(FUZZ)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=8))
def test_every_row_of_the_identities_is_landed_or_quarantined(
    rows: list[tuple[str, str, str, str]],
) -> None:
    columns = IDENTITIES.splitlines()[0].split(",")
    content = read(identities_csv=as_csv(columns, rows))
    assert content is not None
    given_rows = sum(any(cell.strip() for cell in row) for row in rows)
    listed = {item.row_number for item in content.rejections if item.file == UNITS["identities"]}
    assert len(content.rows["identities"]) + len(listed) == given_rows


VALUES = st.recursive(
    st.one_of(st.none(), CELLS.filter(lambda text: text.isprintable())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abt_", max_size=4), inner),
    max_leaves=6,
)


@settings(FUZZ)
@given(st.sampled_from(["teams", "services", "incident_rules", "generated_paths"]), VALUES)
def test_any_value_as_an_entry_is_landed_or_quarantined(section: str, value: object) -> None:
    sections = {"teams": [], "services": [], section: [value]}
    document = {"organisation": {"name": "H", "github_organisation": "h"}, **sections}
    text = json.dumps(document, ensure_ascii=False)  # JSON text is YAML text
    content = read(
        organisation_yml=text.encode("utf-8", "replace"),
        roster_csv=ROSTER.splitlines()[0].encode(),
    )
    assert content is not None
    wrong = [item for item in content.rejections if item.field.startswith(section)]
    assert bool(wrong) != bool(content.rows.get(section))
