"""The page about the rubric that people read, as text from `rubric.yml`.

Here: the wording and order of `docs/rubric.md`. Not here: reading and checking (rubric.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from expectations.people.rubric import CURRENT, EXAMPLES, GROWTH, Rubric, rubric

ROOT = Path(__file__).resolve().parents[2]
PAGE = Path("docs/rubric.md")
INTRODUCTION = """\
# What each level asks for

Written by `python -m expectations.people rubric --write` from `expectations/people/rubric.yml`;
change it there.

It says what can be seen and which artefact shows it. It is read by everybody before a cycle begins,
and by both sides of a review. How a cycle runs: [people/guide.md](people/guide.md). What is checked
before a review is given: [people/checklist.md](people/checklist.md).

## Three questions that are kept apart

- **Does somebody meet the level *now*?** In {current}. Answered by a word (*not yet*, *meets*,
  *exceeds*, *strongly exceeds*) with two pieces of evidence or more.
- **How does somebody *grow*?** In {growth}. Answered by a signal (stretch, learning, breadth) and a
  plan; never by a rating, and never for pay or a promotion.
- **Does somebody *already* work at the next level?** In {current}. Answered by evidence of the next
  level from two projects, two stakeholders and two quarters, in each dimension.

*Meets* is a good result: it is what the level asks for. *Not yet* says what is missing and what
would help. There is no total, and no share of people that must get a word.
"""
EXAMPLE_NOTE = """\

## Examples

How the three words look, at one level. They are made up. For the dimensions of growth they help to
talk about where somebody stands and to read the same vignette alike; no rating of a person is made
of them.
"""


def page(given: Rubric | None = None) -> str:
    """The whole page."""
    told = given or rubric()
    names = {entry["dimension"]: entry for entry in told["dimensions"]}
    introduction = INTRODUCTION.format(
        current=", ".join(names[name]["name"].lower() for name in CURRENT),
        growth=", ".join(names[name]["name"].lower() for name in GROWTH),
    )
    levels = {level["level_id"]: level["name"] for level in told["levels"]}
    lines = [line for level in told["levels"] for line in _level(level, names)]
    examples = [line for entry in told["examples"] for line in _example(entry, names, levels)]
    return (
        "\n".join([introduction + "\n## Levels", *lines, EXAMPLE_NOTE.rstrip(), *examples]) + "\n"
    )


def is_fresh(root: Path = ROOT) -> bool:
    """Whether the page says what the rubric says."""
    file = root / PAGE
    return file.is_file() and file.read_text(encoding="utf-8") == page()


def write(root: Path = ROOT) -> Path:
    """Write the page; where it lies."""
    (root / PAGE).write_text(page(), encoding="utf-8")
    return root / PAGE


def _level(level: Mapping[str, Any], names: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield f"\n### {level['name']}\n\n{level['scope']} In the files: `{level['level_id']}`.\n"
    yield "| dimension | what is seen |\n| --- | --- |"
    for name in names:
        yield f"| {names[name]['name']} | {level['descriptors'][name].strip()} |"


def _example(
    entry: Mapping[str, Any], names: Mapping[str, Mapping[str, Any]], levels: Mapping[str, str]
) -> Iterator[str]:
    dimension = names[entry["dimension"]]
    yield f"\n### {dimension['name']}, {levels[entry['level_id']].lower()}\n"
    yield f"{dimension['question']}\n"
    for word in EXAMPLES:
        yield f"- **{word.replace('_', ' ').capitalize()}.** {entry[word].strip()}"
