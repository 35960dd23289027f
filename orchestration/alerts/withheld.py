"""What no message may say: who somebody is, and how teams compare.

Here: the check of an alert's words, and what stands in their place. Not here: sending.

An alert whose words are withheld is still told: that something happened, and where its words are.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from expectations.brief.vocabulary import holds
from expectations.detectors import wording
from expectations.detectors.registry import detectors
from expectations.files import literal
from orchestration.alerts.alert import (
    AUDIT,
    CLOSED,
    FAILURE,
    HEADINGS,
    OPENED,
    QUESTION,
    Alert,
    team,
)
from orchestration.people.known import known
from orchestration.publication import overlay
from orchestration.publication.publish import Publication

SHORTEST = 3
WHERE = {
    FAILURE: "in the log of the run",
    CLOSED: "in audit.duckdb, table gate_results",
    OPENED: "in leadership.duckdb, table rpt_signal_status",
    QUESTION: "in audit.duckdb, table signal_questions",
    AUDIT: "in audit.duckdb, table audit_action",
}
ORDERING = re.compile(
    r"\b(rank\w*|league|leader ?boards?|best|worst|highest|lowest|top|bottom|outperform\w*"
    r"|underperform\w*|(?:better|worse|faster|slower) than)\b",
    re.IGNORECASE,
)
# `git@host:path` and `https://user@host` are addresses of things.
OF_THINGS = re.compile(r"\bgit@[\w.-]+|\b\w+://\S+@")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Names:
    """Whom and what a message could name.

    Attributes:
        people: Names, accounts and keys of people, in lower case.
        teams: The id of every team by its id and by its name, in lower case.
        common: Words of our own, in lower case: where a team is called by one, the word says
            nothing of that team.
    """

    people: frozenset[str] = frozenset()
    teams: Mapping[str, str] = field(default_factory=dict)
    common: frozenset[str] = frozenset()


def names(home: Path, teams: Mapping[str, str]) -> Names:
    """Everybody and every team that is known in a data root."""
    told = " ".join(wording.words_of(detector) for detector in detectors())
    common = frozenset(word.lower() for word in wording.WORD.findall(told))
    people = _of_warehouse(Publication(home).warehouse)
    if people is None:
        everybody = known(home)
        accounts = {account for _, account, owner in everybody.accounts if owner}
        people = accounts | everybody.people
    lower = {name.lower() for name in people}
    people_only = frozenset(name for name in lower - teams.keys() if len(name) >= SHORTEST)
    return Names(people_only, teams, common)


def checked(alert: Alert, known_names: Names) -> Alert:
    """An alert as it may be sent: itself, or without the words that may not.

    Args:
        alert: What there is to tell.
        known_names: Whom and what it could name.
    """
    found = sorted(set(faults(alert, known_names)))
    if not found:
        return alert
    logger.warning("alerts: words of an alert are withheld: %s", ", ".join(found))
    title = alert.title
    if set(faults(replace(alert, text="", quoted=""), known_names)):
        title = f"{HEADINGS[alert.kind]}: one"
    return replace(
        alert,
        title=title,
        text=f"Its words are withheld: they {' and '.join(found)}. They are {WHERE[alert.kind]}.",
        quoted="",
        facts={**alert.facts, "subject": "A stream"} if "subject" in alert.facts else {},
    )


def faults(alert: Alert, known_names: Names) -> Iterator[str]:
    """What the words of an alert do and may not; none of them is repeated."""
    said = f"{alert.title} {alert.words}"
    lower = said.lower()
    words = {word.strip(".") for word in wording.WORD.findall(lower)}
    is_named = any(
        name in words or (not name.isalnum() and holds(lower, name)) for name in known_names.people
    )
    if is_named or wording.KEY.search(said) or wording.ADDRESS.search(OF_THINGS.sub("", said)):
        yield "would name a person"
    if alert.kind in {QUESTION, AUDIT} and wording.ACCUSING.search(said):
        yield "accuse"
    if _compares(alert, known_names):
        yield "would set a team beside others"


def _compares(alert: Alert, known_names: Names) -> bool:
    """Whether quoted words name a team that is not the reader's, or two, or order any."""
    named = {
        team_id
        for name, team_id in known_names.teams.items()
        if alert.audience != team(team_id)
        and name not in known_names.common
        and _names_team(alert.quoted, name)
    }
    if alert.kind not in {FAILURE, CLOSED} or len(named) > 1:
        return bool(named)
    return bool(named) and ORDERING.search(alert.quoted) is not None


def _names_team(text: str, name: str) -> bool:
    """Whether a text names a team; as a part of a path or of an identifier it does not."""
    pattern = rf"(?<![\w/.-]){re.escape(name)}(?![\w/-])"
    return re.search(pattern, text, re.IGNORECASE) is not None


def _of_warehouse(warehouse: Path) -> set[str] | None:
    """The names that the publication withholds; None where the warehouse cannot be read."""
    try:
        with duckdb.connect() as connection:
            connection.execute(f"attach {literal(warehouse)} as warehouse (read_only)")
            connection.execute((overlay.SQL / "persons.sql").read_text(encoding="utf-8"))
            found = connection.execute("select name from identifiers").fetchall()
    except duckdb.Error:
        return None
    return {name for (name,) in found if name}
