"""Puts together what one export holds: rows, rules, retention, accesses, what was looked through.

Here: the content, as JSON can say it. Not here: finding (`finding.py`), the page (`page.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orchestration.erasure.scan import Scanner
from orchestration.own_data import access_log
from orchestration.own_data.finding import COACHING, LANDING, Finder, Found
from orchestration.own_data.project import Project
from orchestration.own_data.shares import own_shares
from orchestration.retention.rules import Rules

PERSON, MANAGER = "person", "manager"
NOTHING = "This person's own table is empty."
WHY = {
    LANDING: "What a tool or a file said, kept with every version, because numbers of teams are "
    "made of it and later edits must show.",
    "staging": "The latest version of each record, in words that all tools share.",
    "intermediate": "Events and times that numbers of teams are counted from.",
    COACHING: "Made for this person's own growth; no number of a team is made of it.",
}
WHY_ELSE = "Part of the way from records to numbers of teams."
READERS = {
    COACHING: "This person, and their manager, whose look is logged.",
    None: "Those who run the warehouse. Nobody reads it through what is published.",
}
LIMITS = (
    (
        "A row is listed if any text of it names this person, an account or a name of theirs. One "
        "that names nobody, such as the files of a change, is not listed, also where it hangs on "
        "one that is."
    ),
    "Answers to surveys cannot be found: they stand under a hash that is another in every wave.",
    (
        "Mirrors of git repositories (the folder mirrors) hold what the repositories themselves "
        "hold, with names and addresses of authors. They are copies that can be fetched again."
    ),
    "The tools themselves and backups are not looked through.",
)


def export(
    finder: Finder, project: Project, rules: Rules, audience: str, moment: str
) -> dict[str, Any]:
    """Everything one audience may see of one person.

    Args:
        finder: Looks for the person.
        project: Says by which rules tables came to be.
        rules: Say how long things are held.
        audience: `person`, or `manager`, who is given what was made for coaching and nothing else.
        moment: When.
    """
    content: dict[str, Any] = {
        "person_id": finder.person,
        "made_at": moment,
        "audience": audience,
        "tables": [_table(found, project, rules) for found in _found(finder, audience)],
    }
    if audience == PERSON:
        content |= {
            "accounts": {
                source: sorted(accounts)
                for source, accounts in sorted(finder.known.accounts_of(finder.person).items())
            },
            "own_share_of_load": own_shares(finder.home / "warehouse.duckdb", finder.person),
            "published": published(finder),
            "accesses": access_log.read(finder.home, finder.person),
            "limits": list(LIMITS),
        }
    return content


def published(finder: Finder) -> dict[str, Any]:
    """What was looked through of everything published, and where the person stands in it."""
    scanner = Scanner(finder.identifiers)
    folder = finder.home / "published"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    places = {
        file.relative_to(finder.home).as_posix(): sorted(set(scanner.places(finder.home, file)))
        for file in files
    }
    return {
        "files_searched": len(files),
        "places": {name: where for name, where in places.items() if where},
    }


def until(place: str, rules: Rules) -> str:
    """How long something is held, in words."""
    if place == LANDING:
        return (
            f"Versions in between go after {rules.landed_versions_months} months; the first and "
            "the latest stay until they are erased."
        )
    return "Until the next daily run, which builds it anew from what is landed."


def _found(finder: Finder, audience: str) -> Iterator[Found]:
    if audience == MANAGER:
        yield from (found for found in finder.in_warehouse() if found.place == COACHING)
        return
    yield from finder.in_landing()
    yield from finder.in_warehouse()


def _table(found: Found, project: Project, rules: Rules) -> dict[str, Any]:
    rule = (
        project.of_stream(*found.table.split(".", 1))
        if found.place == LANDING
        else project.of_model(found.table)
    )
    return {
        "place": found.place,
        "table": found.table,
        "what": rule.description,
        "why": WHY.get(found.place, WHY_ELSE),
        "readers": READERS.get(found.place, READERS[None]),
        "until": until(found.place, rules),
        "rule": {"made_by": rule.made_by, "compiled_sql": rule.compiled},
        "metrics_of_teams_made_of_it": list(rule.metrics),
        "n_rows": len(found.rows),
        "rows": found.rows,
    }


def files_of(folder: Path) -> tuple[Path, Path]:
    """The page and the JSON of an export."""
    return folder / "own_data.html", folder / "own_data.json"
