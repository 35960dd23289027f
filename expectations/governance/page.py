"""The page about what is never done, as text from the rules and from what is planted.

Belongs here: the wording and order of `docs/governance.md`. Does not belong here: the rules.
"""

from __future__ import annotations

from pathlib import Path

from expectations.governance.checking import RULES
from expectations.governance.exceptions import ALLOWED
from expectations.governance.findings import Rule
from expectations.governance.planted.kind import Planted
from expectations.governance.planted.kinds import BORDERS, PLANTED

PATH = Path(__file__).resolve().parents[2] / "docs" / "governance.md"
INTRODUCTION = """\
# What is never done

Written by `python -m expectations.governance --write-page` from the rules in
`expectations/governance/`; change it there.

Nobody is ranked, scored or watched, and nobody's number is published. These are no intentions: each
line below is a rule that reads dbt's manifest and the SQL of every model, macros written out, and
`make check` fails where one is broken. `make governance` runs the rules alone.

The SQL is parsed, and what a column holds is followed from its source through every alias, CTE,
subquery, star and model to the published table: a person's key under another name, its hash, a list
of them or a number that stands for it is still that person. So is a place among people.

Each rule is tried on violations planted in a small project, open ones and disguised ones, and on
what comes near it and is allowed: `python -m expectations.governance --planted` tries them all.
"""
LIMITS = """
## What a rule cannot see

- A name that lies: a person's key landed as `reference`. Sources are reviewed by people.
- An author who means to hide: a literal list of names, a place counted by arithmetic over lists, a
  zero kept in a table. The rules make that long, odd and visible in review; they do not make it
  impossible.
- What is done with a published table outside: a spreadsheet ranks what it likes. What a table is
  for is in its exposure, and the quarterly audit asks.
- Rows. Whether a team of four is really hidden is for the guards on the finished file.

A model that cannot be read is a finding itself, and so is an exception that nothing needs.
"""


def text() -> str:
    """The page."""
    parts = [INTRODUCTION, *(_of_rule(rule) for rule in RULES), _exceptions(), LIMITS]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _of_rule(rule: Rule) -> str:
    planted = _kinds(rule, PLANTED)
    near = _kinds(rule, BORDERS)
    lines = [
        f"## `{rule.rule_id}`",
        "",
        f"**Never** {rule.never}. {rule.why}",
        "",
        f"*Instead*: {rule.instead}",
        "",
    ]
    if planted:
        lines.append(f"*Planted and found*: {planted}.")
    if near:
        lines += ["", f"*Near it and allowed*: {near}."]
    return "\n".join(lines)


def _kinds(rule: Rule, of: tuple[Planted, ...]) -> str:
    return ", ".join(f"{one.kind.replace('_', ' ')}" for one in of if one.rule_id == rule.rule_id)


def _exceptions() -> str:
    lines = ["## Exceptions", "", "| rule | column | reason |", "| --- | --- | --- |"]
    lines += [f"| `{one.rule_id}` | `{one.subject}.{one.part}` | {one.reason} |" for one in ALLOWED]
    return "\n".join(lines)
