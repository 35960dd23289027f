"""The rubric is complete, plain, the same everywhere, and its page is fresh."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from expectations.people import rubric_page
from expectations.people.files import PeopleError, read
from expectations.people.rubric import CURRENT, DIMENSIONS, EXAMPLES, GROWTH, problems, rubric
from expectations.people.wording import word_lists

ROOT = Path(__file__).parents[3]
SCHEMAS = ROOT / "extract/sources/file_drops/schemas"


@pytest.fixture
def given() -> dict[str, Any]:
    written: dict[str, Any] = copy.deepcopy(read("rubric.yml"))
    return written


def values(name: str, column: str) -> list[str]:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
    found: list[str] = schema["properties"][column]["enum"]
    return found


def test_everything_is_filled_and_no_vague_word_stands_in_it() -> None:
    told = rubric()
    assert [level["level_id"] for level in told["levels"]] == [
        "engineer", "senior", "staff", "principal",
    ]  # fmt: skip
    descriptors = [d for level in told["levels"] for d in level["descriptors"].values()]
    examples = [entry[word] for entry in told["examples"] for word in EXAMPLES]
    assert len(set(descriptors)) == 4 * len(DIMENSIONS)
    assert len(set(examples)) == len(EXAMPLES) * len(DIMENSIONS)


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        (("levels", 1, "descriptors", "quality"), "", "levels, senior, quality: say what"),
        (("levels", 0, "descriptors", "growth"), "Is a rockstar " + "x" * 40, "'rockstar' says"),
        (("levels", 0, "descriptors", "growth"), "Better than others " + "x" * 40, "'Better than"),
        (("levels", 2, "scope"), "", "levels, staff: write its name and scope"),
        (("examples", 0, "exceeds"), None, "examples, business_impact, exceeds: say"),
        (("examples", 0, "exceeds"), "He worked hard all year and all of us saw it.", "artefact"),
        (("examples", 3, "level_id"), "king", "examples, collaboration: level_id"),
        (("dimensions", 0, "question"), None, "dimensions, business_impact: write its name"),
        (("dimensions", 0, "concept"), "growth", "its concept is current_level"),
        (("levels",), [], "levels: write at least one"),
    ],
)
def test_what_is_missing_or_vague_is_named(
    given: dict[str, Any], place: tuple[Any, ...], text: object, said: str
) -> None:
    *way, last = place
    inner: Any = given
    for step in way:
        inner = inner[step]
    inner[last] = text
    assert any(said in problem for problem in problems(given)), problems(given)


def test_a_dimension_that_is_not_known_is_named(given: dict[str, Any]) -> None:
    given["levels"][0]["descriptors"]["charm"] = "Smiles at everybody who comes along the way."
    assert problems(given) == ["levels, engineer, charm: there is no such dimension"]


def test_words_without_a_question_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("expectations.people.wording.read", lambda _: {"vague": {"patterns": []}})
    word_lists.cache_clear()
    with pytest.raises(PeopleError, match=r"words.yml, vague: question, help"):
        word_lists()
    word_lists.cache_clear()


def test_files_schemas_and_models_know_the_same_dimensions_and_words() -> None:
    project = yaml.safe_load((ROOT / "dbt_project/dbt_project.yml").read_text())
    assert tuple(project["vars"]["required_dimensions"]) == CURRENT
    assert tuple(values("level_assessments", "dimension")) == CURRENT
    assert tuple(values("growth_signals", "dimension")) == GROWTH
    assert values("level_assessments", "descriptor") == ["not_yet", *EXAMPLES]
    patterns = [name for name in values("evidence_log", "pattern") if name]
    assert project["vars"]["contribution_patterns"] == patterns


def test_the_page_is_fresh_and_says_every_word_of_the_rubric(tmp_path: Path) -> None:
    assert rubric_page.is_fresh(), "run make catalogue"
    text = rubric_page.page()
    for level in rubric()["levels"]:
        assert all(words.strip() in text for words in level["descriptors"].values())
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/rubric.md").write_text(text + "x")
    assert not rubric_page.is_fresh(tmp_path)
    rubric_page.write(tmp_path)
    assert rubric_page.is_fresh(tmp_path)
