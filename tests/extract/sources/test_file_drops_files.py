"""Files that cannot be read as a whole, and what CSV and YAML may look like and still be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.sources.file_drops import reading
from extract.sources.file_drops.entries import EVERYTHING
from extract.sources.file_drops.files import MAX_FILE_BYTES, InputFileError, csv_rows, read_bytes
from extract.sources.file_drops.settings import FileDropSettings
from extract.sources.file_drops.yaml_values import MAX_VALUES, read_document
from tests.extract.sources.file_drops_examples import CSV, ORGANISATION

COLUMNS = ("a", "b")


def cells(content: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in csv_rows(content, "f.csv", COLUMNS)]


@pytest.mark.parametrize(
    "content",
    [
        b"a,b\n1,2\n",
        b"\xef\xbb\xbfa,b\n1,2\n",
        b"a,b\r\n1,2\r\n",
        b"a,b\r1,2\r",
        b"a,b\n1,2",
        b"\n\na,b\n\n1,2\n\n,\n",
        b'"a"," b "\n"1",2\n',
        b"b,a\n2,1\n",
        b"a,b,,\n1,2,,,,\n",
        b"a,b\n 1 ,\xc2\xa02\n",
    ],
)
def test_the_same_rows_in_many_dialects(content: bytes) -> None:
    assert cells(content) == [("1", "2")]


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    rows = csv_rows(b'a,b\n\n"two\nlines",2\n3,4\n', "f.csv", COLUMNS)
    assert [(row.row_number, row.cells) for row in rows] == [
        (3, ("two\nlines", "2")),
        (4, ("3", "4")),
    ]


def test_quotes_commas_and_formulas_are_text() -> None:
    assert cells(b'a,b\n"x, ""y""",=1+1\n') == [('x, "y"', "=1+1")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \r\n \n", "empty"),
        (b",\n", "columns are missing: a, b"),
        (b"\xff\xfea\x00", "not UTF-8"),
        (b"a,b\n1,\xe9\n", "f.csv, line 2: it is not UTF-8"),
        (b"a;b\n1;2\n", "not separated by commas"),
        (b"a\tb\n1\t2\n", "not separated by commas"),
        (b"a\n1\n", "columns are missing: b"),
        (b"a,b,c\n1,2,3\n", "the column 'c' is not known"),
        (b"a,a,b\n1,2,3\n", "the column 'a' stands twice"),
        (b"a,,b\n1,2,3\n", "the column '' is not known"),
        (b'a,b\n1,2\n"3,4\n5,6\n', "row 3 is not valid CSV"),
        (b'a,b\n"1"x,2\n', "row 2 is not valid CSV"),
        (b"a,b\n1," + b"x" * 200_000 + b"\n", "row 2 is not valid CSV (field larger"),
        (b"a\x00,b\n1,2\n", "the column 'a\\x00' is not known"),
    ],
)
def test_csv_that_cannot_be_read(content: bytes, said: str) -> None:
    with pytest.raises(InputFileError) as caught:
        csv_rows(content, "f.csv", COLUMNS)
    assert said in str(caught.value)
    assert str(caught.value).startswith("f.csv")
    assert "\n" not in str(caught.value)


def test_a_misspelt_column_is_told_the_right_one() -> None:
    with pytest.raises(InputFileError, match="is 'valid_to' meant"):
        csv_rows(b"valid_too\n", "f.csv", ("valid_to",))


def test_yaml_scalars_stay_text() -> None:
    document = read_document(b"a: [no, 010, 2026-01-31, 1.0, ~, null, '']\n", "o.yml")
    assert document.value == {"a": ["no", "010", "2026-01-31", "1.0", None, None, ""]}


def test_yaml_lines_are_known_for_block_and_flow() -> None:
    document = read_document(b"a:\n  - x\n  - {b: 1,\n     c: 2}\n", "o.yml")
    assert document.line(("a", 0)) == 2
    assert document.line(("a", 1, "c")) == 4
    assert document.line(("a", 1, "c", "deeper")) == 4


def test_an_alias_may_repeat_a_list() -> None:
    document = read_document(b"a: &days [2026-01-01]\nb: *days\n", "o.yml")
    assert document.value == {"a": ["2026-01-01"], "b": ["2026-01-01"]}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"# nothing\n", "holds no value"),
        (b"a: [\n", "line 2: it is not valid YAML"),
        (b"a: 1\n\tb: 2\n", "line 2: it is not valid YAML"),
        (b"a: 1\n---\nb: 2\n", "not valid YAML"),
        (b"a: 1\nb: 2\na: 3\n", "line 3: the key 'a' stands twice"),
        (b"? [x]\n: 1\n", "a key is not text"),
        (b"a: !!python/object:os.system {}\n", "the tag"),
        (b"a: !!int '7'\n", "the tag"),
        (b"a: &x [*x]\n", "contains itself"),
        (b"a: *gone\n", "not valid YAML"),
        (b"a: \x00\n", "a character that YAML does not allow"),
        (b'a: "\\ud800"\n', "stands for no character"),
        (b"[" * 5_000, "nested too deeply"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_yaml_that_cannot_be_read(content: bytes, said: str) -> None:
    with pytest.raises(InputFileError) as caught:
        read_document(content, "o.yml")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_yaml_that_grows_without_bound_is_stopped() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    with pytest.raises(InputFileError, match=f"more than {MAX_VALUES} values"):
        read_document("\n".join(levels).encode(), "o.yml")


def settings(folder: Path) -> FileDropSettings:
    (folder / "inputs").mkdir()
    (folder / "organisation.yml").write_text(ORGANISATION)
    for name, text in CSV.items():
        (folder / f"inputs/{name}.csv").write_text(text)
    return FileDropSettings(folder / "organisation.yml", folder / "inputs")


def test_files_are_found_where_settings_say(tmp_path: Path) -> None:
    content = reading.read(settings(tmp_path))
    assert content.rejections == []
    assert len(content.rows["roster"]) == 4
    assert len(content.rows["vignette_ratings"]) == 2
    assert (content.absent, content.failures) == (set(), {})


@pytest.mark.parametrize("name", ["organisation.yml", "inputs/roster.csv", "inputs/identities.csv"])
def test_a_missing_file_and_a_folder_in_its_place_are_named(tmp_path: Path, name: str) -> None:
    paths = settings(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(InputFileError, match=f"^{name}: there is no such file"):
        reading.read(paths)
    (tmp_path / name).mkdir()
    with pytest.raises(InputFileError, match=f"^{name}: .* is not a file"):
        reading.read(paths)


def test_other_files_may_be_absent(tmp_path: Path) -> None:
    paths = settings(tmp_path)
    optional = set(CSV) - {"roster", "identities"}
    for name in optional:
        (paths.inputs / f"{name}.csv").unlink()
    content = reading.read(paths)
    assert (content.absent, content.failures, content.rejections) == (optional, {}, [])
    assert {name: content.held[name] for name in optional} == {n: {EVERYTHING} for n in optional}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("anna\xe4".encode("latin-1"), "is not UTF-8 text"),
        ("risk_id\n".encode("utf-16"), "is not UTF-8 text"),
        (b"risk_id,risk_id\n", "stands twice"),
        (b"risk_id\n", "columns are missing: project_id"),
        (b"", "is empty"),
    ],
)
def test_one_unreadable_file_leaves_the_others_alone(
    tmp_path: Path, content: bytes, said: str
) -> None:
    paths = settings(tmp_path)
    (paths.inputs / "risks.csv").write_bytes(content)
    read = reading.read(paths)
    assert list(read.failures) == ["risks"]
    assert str(read.failures["risks"]).startswith("inputs/risks.csv")
    assert said in str(read.failures["risks"])
    assert len(read.rows["forecasts"]) == 1
    assert read.held == {"risks": {EVERYTHING}, "quarantine": {("file", "inputs/risks.csv")}}


@pytest.mark.parametrize("content", [None, b"\xff"])
def test_responses_cannot_be_judged_without_their_items(
    tmp_path: Path, content: bytes | None
) -> None:
    paths = settings(tmp_path)
    (paths.inputs / "survey_items.csv").unlink()
    if content:
        (paths.inputs / "survey_items.csv").write_bytes(content)
    read = reading.read(paths)
    assert read.rejections == []
    assert str(read.failures["survey_responses"]) == (
        "inputs/survey_responses.csv: it cannot be judged without inputs/survey_items.csv. "
        "Put that file in place first."
    )


def test_a_file_nobody_knows_is_told_of(tmp_path: Path) -> None:
    paths = settings(tmp_path)
    (paths.inputs / "survey_wave.csv").write_text("x\n")
    (paths.inputs / "Notes.CSV").write_text("x\n")
    (paths.inputs / "readme.txt").write_text("x\n")
    assert reading.unknown_files(paths.inputs) == [
        "inputs/Notes.CSV: no file drop has this name. Take it away, or see docs/inputs.md.",
        "inputs/survey_wave.csv: no file drop has this name. Call it survey_waves.csv.",
    ]


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    with path.open("wb") as stream:
        stream.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(InputFileError, match="larger than 20 MB"):
        read_bytes(path, "inputs/roster.csv")


def test_a_path_that_no_system_has_is_an_error_of_ours(tmp_path: Path) -> None:
    for path in (tmp_path / ("x" * 5_000), Path("a\x00b")):
        with pytest.raises(InputFileError, match="cannot be read"):
            read_bytes(path, "organisation.yml")


def test_settings_name_the_files_or_their_defaults() -> None:
    assert FileDropSettings.from_environment({}) == FileDropSettings(
        Path("organisation.yml"), Path("inputs")
    )
    assert FileDropSettings.from_environment(
        {"TEAM_OUTCOMES_ORGANISATION": "a/o.yml", "TEAM_OUTCOMES_INPUTS": " b "}
    ) == FileDropSettings(Path("a/o.yml"), Path("b"))
