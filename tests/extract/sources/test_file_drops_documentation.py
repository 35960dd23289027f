"""docs/inputs.md says what the schemas say, and its examples are right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from extract.sources.file_drops.csv_file import CsvFile
from extract.sources.file_drops.csv_files import CSV_FILES
from extract.sources.file_drops.reading import parse
from extract.sources.file_drops.schema import load

DOCUMENT = (Path(__file__).parents[3] / "docs/inputs.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(?:yaml|csv)\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
SCHEMAS = ("organisation", *(file.name for file in CSV_FILES))


def organisation_fields() -> set[str]:
    """Every field of organisation.yml."""
    organisation = load("organisation")
    definitions = [*organisation["$defs"].values(), organisation]
    definitions.append(organisation["$defs"]["generated_path"]["else"])
    return {name for definition in definitions for name in definition.get("properties", {})}


def section(title: str) -> str:
    """What stands below a heading, up to the next one."""
    _, _, rest = DOCUMENT.partition(f"# {title}\n")
    return re.split(r"^#+ ", rest, maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema_and_is_linked(name: str) -> None:
    Draft202012Validator.check_schema(load(name))
    assert f"schemas/{name}.schema.json" in DOCUMENT


def test_every_field_of_the_organisation_is_documented() -> None:
    text = section("organisation.yml")
    assert {name for name in organisation_fields() if f"`{name}`" not in text} == set()


@pytest.mark.parametrize("file", CSV_FILES, ids=SCHEMAS[1:])
def test_every_column_is_documented_in_its_section_with_whether_it_may_be_blank(
    file: CsvFile,
) -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| ([\w ]+) \|", section(file.path), re.MULTILINE))
    assert list(rows) == list(file.types)
    for column, blank in rows.items():
        kinds = load(file.name)["properties"][column].get("type", [])
        assert (blank != "no") == ("null" in kinds), column


def test_the_examples_are_right() -> None:
    organisation, *files = EXAMPLES
    headers = {",".join(file.types): file.name for file in CSV_FILES}
    contents = {headers[text.partition("\n")[0]]: text.encode() for text in files}
    content = parse(organisation.encode(), contents)
    assert list(contents) == [file.name for file in CSV_FILES]
    assert (content.rejections, content.failures) == ([], {})
    # One row each, but an assessment needs two pieces of evidence.
    assert content.entry_count == 3 + 1 + 3 + 2 + len(CSV_FILES) + 1


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_value_says_what_it_is_and_shows_an_example(name: str) -> None:
    def check(schema: object, place: str) -> None:
        if isinstance(schema, dict):
            constrained = [schema.get(name) for name in ("pattern", "format", "enum")]
            if any(isinstance(value, str | list) for value in constrained):
                assert {"description", "examples"} <= schema.keys(), place
            for key, inner in schema.items():
                if key not in {"if", "examples", "enum"}:
                    check(inner, f"{place}/{key}")

    properties = load(name).get("$defs", load(name)["properties"])
    assert properties
    for key, schema in properties.items():
        check(schema, key)


def test_the_warehouse_knows_which_tables_are_about_single_persons() -> None:
    folder = Path(__file__).parents[3] / "dbt_project/models/staging/file_drops"
    (source,) = yaml.safe_load((folder / "_file_drops__sources.yml").read_text())["sources"]
    marked = {
        table["name"] for table in source["tables"] if table["config"]["meta"].get("personal")
    }
    assert marked == {file.name for file in CSV_FILES if file.is_personal}
    assert {"survey_responses", "evidence_log", "vignette_ratings"} <= marked
