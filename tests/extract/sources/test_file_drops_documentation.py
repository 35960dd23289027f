"""docs/inputs.md says what the schemas say, and its examples are right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from extract.sources.file_drops.schema import load
from extract.sources.file_drops.streams import parse

DOCUMENT = (Path(__file__).parents[3] / "docs/inputs.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(?:yaml|csv)\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
SCHEMAS = ("organisation", "roster", "identities")


def fields() -> set[str]:
    """Every field of every schema."""
    organisation = load("organisation")
    definitions = [*organisation["$defs"].values(), organisation]
    definitions += [
        load("roster"),
        load("identities"),
        organisation["$defs"]["generated_path"]["else"],
    ]
    return {name for definition in definitions for name in definition.get("properties", {})}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_schema_and_is_linked(name: str) -> None:
    Draft202012Validator.check_schema(load(name))
    assert f"schemas/{name}.schema.json" in DOCUMENT


def test_every_field_is_documented() -> None:
    assert {name for name in fields() if f"`{name}`" not in DOCUMENT} == set()


def test_the_examples_are_right() -> None:
    organisation, roster, identities = (example.encode() for example in EXAMPLES)
    content = parse(organisation, roster, identities)
    assert content.rejections == []
    assert content.entry_count == 2 + 1 + 3 + 2 + 1 + 1


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
