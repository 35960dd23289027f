"""Whatever lies in a file: it is read, or refused with its name; and what is read can be landed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.core.artefacts import Run
from extract.core.file_reader import WHOLE_SCOPE, FileReader, Parsed, Place
from extract.core.folder import File, FileError, Folder
from extract.core.source import Source
from extract.sources.alert_exports import ALERT_EXPORTS
from extract.sources.alert_exports.run import AlertReader
from extract.sources.coverage_reports import COVERAGE_REPORTS
from extract.sources.coverage_reports.run import CoverageReader
from extract.sources.junit import JUNIT
from extract.sources.junit.run import JunitReader
from tests.extract.sources.artefact_folder import SHA

FOLDER = Folder(Path("nowhere"), "TOOL_FOLDER")
OF_A_RUN = Place("harbour/checkout", "", Run("harbour/checkout", SHA, "77", 1, inside="job/file"))
READERS: dict[str, tuple[Source, FileReader, str, Place]] = {
    "junit": (JUNIT, JunitReader(FOLDER), "a.xml", OF_A_RUN),
    "cobertura": (COVERAGE_REPORTS, CoverageReader(FOLDER), "a.xml", OF_A_RUN),
    "lcov": (COVERAGE_REPORTS, CoverageReader(FOLDER), "a.info", OF_A_RUN),
    "alerts": (ALERT_EXPORTS, AlertReader(), "a.json", Place(WHOLE_SCOPE)),
    "alert lines": (ALERT_EXPORTS, AlertReader(), "a.jsonl", Place(WHOLE_SCOPE)),
}
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["1", "-1", "0", "9" * 30, "1e308", "NaN", "50% (1/2)", "0001-01-01T00:00:00+23:00", "&l;"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


@st.composite
def xml(draw: st.DrawFn, tags: list[str], names: list[str], depth: int = 4) -> str:
    """An element of the format with attributes of the format and values of any kind."""
    tag = draw(st.sampled_from(tags)) if depth < 4 else tags[0]
    attributes = draw(st.dictionaries(st.sampled_from(names), WORDS, max_size=4))
    stated = "".join(f' {name}="{escaped(value)}"' for name, value in attributes.items())
    inner = draw(st.lists(xml(tags, names, depth - 1), max_size=3)) if depth else []
    return f"<{tag}{stated}>{''.join(inner)}</{tag}>"


JUNIT_XML = xml(
    ["testsuites", "testsuite", "testcase", "failure", "error", "skipped", "flakyFailure", "x"],
    ["name", "classname", "time", "tests", "timestamp", "type", "message", "status"],
)
COBERTURA_XML = xml(
    ["coverage", "source", "class", "line", "project"],
    ["filename", "number", "hits", "condition-coverage", "lines-valid", "timestamp"],
)
LCOV_TEXT = st.lists(
    st.tuples(
        st.sampled_from(["SF", "DA", "BRDA", "LF", "LH", "TN"]), st.lists(WORDS, max_size=4)
    ).map(lambda record: f"{record[0]}:{','.join(record[1])}")
    | st.just("end_of_record"),
    max_size=12,
).map("\n".join)
WEBHOOKS = st.fixed_dictionaries(
    {"action": VALUES | st.just("Close")},
    optional={
        "alert": VALUES
        | st.fixed_dictionaries(
            {"alertId": WORDS, "updatedAt": st.integers(1, 2**70)},
            optional=dict.fromkeys(
                ("createdAt", "tags", "teams", "responders", "details", "message"), VALUES
            ),
        )
    },
)
OWN = st.dictionaries(
    st.sampled_from(["alert_id", "event", "occurred_at", "service", "priority", "responder", "x"]),
    VALUES | st.sampled_from(["created", "P1", "2026-06-01T10:00:00Z"]),
)
TEXTS = {
    "junit": JUNIT_XML,
    "cobertura": COBERTURA_XML,
    "lcov": LCOV_TEXT,
    "alerts": st.lists(WEBHOOKS | OWN | VALUES, max_size=4).map(json.dumps),
    "alert lines": st.lists(WEBHOOKS | OWN, max_size=3).map(
        lambda x: "\n".join(map(json.dumps, x))
    ),
}


def read(kind: str, content: bytes) -> dict[str, list[dict[str, Any]]]:
    """Read a file, and check that its rows fit their streams; a refusal names the file."""
    source, reader, name, place = READERS[kind]
    try:
        parsed = reader.parse(File(name, len(content), 1), content, place)
    except FileError as error:
        parsed = Parsed(rejections=[error])
    assert all(str(error).startswith(name) for error in parsed.rejections)
    for stream, rows in parsed.rows.items():
        pa.Table.from_pylist(rows, schema=source.stream(stream).schema)
    return parsed.rows


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_anything_in_the_words_of_a_format_is_read_or_refused(
    kind: str, data: st.DataObject
) -> None:
    read(kind, data.draw(TEXTS[kind]).encode())


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_bytes_are_read_or_refused(kind: str, data: st.DataObject) -> None:
    whole = data.draw(TEXTS[kind]).encode()
    cut = data.draw(st.integers(0, len(whole)))
    read(kind, whole[:cut] + data.draw(st.binary(max_size=6)) + whole[cut + 1 :])


@pytest.mark.parametrize(
    ("kind", "content", "stream"),
    [
        ("junit", "<testsuite><testcase time='1e308'/></testsuite>", "test_cases"),
        ("cobertura", "<coverage><class filename='a'/></coverage>", "file_coverage"),
        ("lcov", "SF:a\nLF:1\nend_of_record", "file_coverage"),
        (
            "alerts",
            '{"alert_id":"a","event":"closed","occurred_at":"2026-06-01T10:00:00Z"}',
            "alert_events",
        ),
    ],
)
def test_the_readers_do_read(kind: str, content: str, stream: str) -> None:
    assert len(read(kind, content.encode())[stream]) == 1
