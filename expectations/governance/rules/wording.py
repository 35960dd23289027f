"""No text names a person or accuses.

Belongs here: sentences in published models and in the people layer, and the templates of findings
and advice. Does not belong here: the words of detectors (`expectations/detectors/wording.py`, which
this uses).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlglot import exp

from expectations.detectors import wording
from expectations.governance.findings import Finding, Rule
from expectations.governance.marks import PERSON
from expectations.governance.project import Model, Project
from expectations.governance.selects import Selected

TEXTS = Rule(
    "texts-name-nobody",
    "name or accuse a person in a finding or in advice",
    "A sentence about somebody is a verdict, whatever the number behind it says.",
    "Let the signal, the rule or the routing be the subject of the sentence.",
)
RULES = (TEXTS,)

SENTENCE = 3  # words from which a text is read as one
# Plural pronouns stand for changes and hours as well.
OF_THINGS = re.compile(r"'(they|them|their|themselves)'", re.IGNORECASE)
BLANK = re.compile(
    r"\{\{?\s*(\w+\.)?(person|login|author|reviewer|assignee|employee|engineer|manager|user"
    r"|display_name|email|responder)(_(id|name|login))?(!\w)?\s*\}?\}",
    re.IGNORECASE,
)
TEMPLATES = ("expectations/**/*.yml", "expectations/**/*.html", "dbt_project/seeds/*.csv")


def check(project: Project) -> Iterator[Finding]:
    """Every sentence that names or accuses somebody."""
    for model in project.models.values():
        if model.is_published or model.is_of_people:
            for selected in model.selects:
                yield from _literals(model, selected)
                yield from _written(model, selected)
    if project.root is not None:
        for pattern in TEMPLATES:
            for file in sorted(project.root.glob(pattern)):
                for blank in BLANK.finditer(file.read_text(encoding="utf-8")):
                    subject = file.relative_to(project.root).as_posix()
                    what = f"{blank[0]} puts a person into a text"
                    yield Finding(TEXTS, subject, "", what)


def _literals(model: Model, selected: Selected) -> Iterator[Finding]:
    for literal in selected.own(exp.Literal):
        if literal.is_string and len(literal.this.split()) >= SENTENCE:
            for fault in wording.faults(literal.this):
                if not OF_THINGS.search(fault):
                    yield Finding(TEXTS, model.name, "", f"{fault} in {literal.this!r}")


def _written(model: Model, selected: Selected) -> Iterator[Finding]:
    """Sentences put together from parts, one of which is a person."""
    for joined in selected.own(exp.DPipe, exp.Concat, exp.ConcatWs, exp.Format):
        if isinstance(joined.parent, exp.DPipe):
            continue
        words = " ".join(
            str(literal.this) for literal in joined.find_all(exp.Literal) if literal.is_string
        )
        if len(words.split()) >= SENTENCE and PERSON in selected.marks(joined):
            alias = joined.find_ancestor(exp.Alias, exp.Query)
            part = alias.alias if isinstance(alias, exp.Alias) else ""
            yield Finding(TEXTS, model.name, part, "a sentence with a person in it")
