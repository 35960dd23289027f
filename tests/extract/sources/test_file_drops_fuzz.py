"""Whatever bytes the files hold: a clear error, or every row is landed or quarantined."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.sources.file_drops_examples import CSV, ORGANISATION
from tests.extract.sources.file_drops_fuzzing import (
    FUZZ,
    MUTATIONS,
    NASTY,
    SECTIONS,
    as_csv,
    cells,
    landed_and_listed,
    mutated,
    read,
    records,
)

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-7")


@settings(FUZZ)
@given(st.sampled_from(["organisation", *CSV]), st.binary(max_size=400))
def test_random_bytes_as_any_file(name: str, content: bytes) -> None:
    read(**{name: content})


@settings(FUZZ, max_examples=400)
@given(MUTATIONS)
def test_a_damaged_organisation(mutations: Sequence[tuple[float, int, bytes]]) -> None:
    read(mutated(ORGANISATION.encode(), mutations))


@settings(FUZZ, max_examples=400)
@given(st.sampled_from(list(CSV)), MUTATIONS)
def test_a_damaged_file(name: str, mutations: Sequence[tuple[float, int, bytes]]) -> None:
    read(**{name: mutated(CSV[name].encode(), mutations)})


@settings(FUZZ, max_examples=200)
@given(st.sampled_from(list(CSV)), st.sampled_from(ENCODINGS), st.text(max_size=5))
def test_any_encoding(name: str, encoding: str, text: str) -> None:
    content = (CSV[name] + text).encode(encoding, "replace")
    found = read(**{name: content})
    if encoding.startswith("utf-8") and not text.strip():
        assert found is not None
        assert found.rejections == []


@settings(FUZZ, max_examples=300)
@given(st.data())
def test_every_row_is_landed_or_quarantined(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(CSV)))
    header, *right = records(name)
    cell = cells(name)
    rows = data.draw(
        st.lists(
            st.one_of(
                st.sampled_from(right),
                st.lists(cell, min_size=len(header), max_size=len(header)),
                st.lists(cell, max_size=len(header) + 3),
            ),
            max_size=8,
        )
    )
    content = read(**{name: as_csv([header, *rows])})
    assert content is not None
    given_rows = sum(any(cell.strip() for cell in row) for row in rows)
    assert landed_and_listed(content, name) == given_rows


@settings(FUZZ, max_examples=300)
@given(st.data())
def test_one_odd_cell_spoils_no_other_row(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(CSV)))
    header, *right = records(name)
    column = data.draw(st.integers(0, len(header) - 1))
    row = list(right[0])
    row[column] = data.draw(cells(name))
    content = read(**{name: as_csv([header, *right[1:], row])})
    assert content is not None
    assert landed_and_listed(content, name) == len(right)
    assert len(content.rows[name]) >= len(right) - 1 - _dependent(name)


def _dependent(name: str) -> int:
    """How many right rows may be right only because of the first one: parts that need it."""
    return {"survey_responses": 1}.get(name, 0)


@pytest.mark.parametrize("name", CSV)
@pytest.mark.parametrize("damage", ["twice", "missing", "unknown", "reversed"])
def test_headers(name: str, damage: str) -> None:
    table = records(name)
    width = len(table[0])
    if damage == "twice":
        table = [[*row, row[0]] for row in table]
    elif damage == "missing":
        table = [row[:-1] for row in table]
    elif damage == "unknown":
        table = [[*row, "x"] for row in table]
    else:
        table = [row[::-1] for row in table]
    content = read(**{name: as_csv(table)})
    is_refused = content is None or name in content.failures
    assert is_refused == (damage != "reversed")
    if content is not None and not is_refused:
        assert content.rejections == []
        assert len(content.rows[name][0]["raw_json"]) > width


@pytest.mark.parametrize("name", CSV)
def test_a_cell_that_would_run_in_a_spreadsheet_is_never_landed(name: str) -> None:
    header, *right = records(name)
    for column in range(len(header)):
        for formula in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"):
            row = list(right[0])
            row[column] = formula
            content = read(**{name: as_csv([header, row])})
            assert content is not None
            landed = content.rows[name]
            # Of free text only the length is landed.
            assert not landed or header[column] in ("claim", "note")
            assert not any(formula.strip() in map(str, found.values()) for found in landed)


@pytest.mark.parametrize("name", CSV)
@pytest.mark.parametrize("length", [5_001, 131_072, 131_073, 3_000_000])
def test_a_huge_cell(name: str, length: int) -> None:
    header, *right = records(name)
    row = [*right[0][:-1], "x" * length]
    content = read(**{name: as_csv([header, *right[1:], row])})
    if content is not None and name not in content.failures:
        assert landed_and_listed(content, name) == len(right)
        assert all(len(item.row()["raw_json"]) <= 10_000 for item in content.rejections)


VALUES = st.recursive(
    st.one_of(st.none(), st.sampled_from(NASTY), st.text(max_size=8)).filter(
        lambda value: value is None or value.isprintable()
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abt_", max_size=4), inner),
    max_leaves=6,
)


@settings(FUZZ)
@given(st.sampled_from(SECTIONS), VALUES)
def test_any_value_as_an_entry_is_landed_or_quarantined(section: str, value: object) -> None:
    sections = {"teams": [], "services": [], section: [value]}
    document = {"organisation": {"name": "H", "github_organisation": "h"}, **sections}
    text = json.dumps(document, ensure_ascii=False)  # JSON text is YAML text
    content = read(text.encode("utf-8", "replace"))
    assert content is not None
    wrong = [item for item in content.rejections if item.field.startswith(f"{section}[")]
    assert bool(wrong) != bool(content.rows.get(section))
