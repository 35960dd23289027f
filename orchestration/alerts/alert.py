"""What one alert is: its kind, whom it is for, its words, and a name that stays.

Here: the record, and text made fit to be quoted. Not here: when there is one (`found.py`,
`troubles.py`), whether its words may be sent (`withheld.py`), how a channel writes it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

FAILURE, CLOSED, OPENED, QUESTION, AUDIT = "failure", "closed", "opened", "question", "audit"
HEADINGS: Mapping[str, str] = {
    FAILURE: "Runs that failed",
    CLOSED: "Gates that closed",
    OPENED: "Gates that opened again",
    QUESTION: "New questions about signals",
    AUDIT: "Audits that are due",
}
"""Every kind in the order it is told."""
ENGINEERS, LEADERS = "engineers", "leaders"
LONGEST = 1_200
# Controls, marks of direction, signs without a width: what makes a text look like another one.
UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Alert:
    """One thing to be told.

    Attributes:
        alert_id: Its name, the same in every run that finds it.
        kind: One of `HEADINGS`.
        audience: `engineers`, `leaders`, or a team's id behind `team:`.
        title: What it is about, in our own words.
        text: What there is to say, in our own words.
        quoted: What others said of it: a step, a guard, a tool.
        facts: What a later run must remember of it.
        parts: Names of what it tells of, where that is more than one thing: it is new as long as
            one of them is.
    """

    alert_id: str
    kind: str
    audience: str
    title: str
    text: str
    quoted: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All that is said below the title."""
        return " ".join(filter(None, (self.text, self.quoted)))


def team(team_id: str) -> str:
    """The audience that a team is."""
    return f"team:{team_id}"


def named(kind: str, *parts: str) -> str:
    """The name of an alert: the same parts give the same name."""
    digest = hashlib.sha256("\x1f".join((kind, *parts)).encode()).hexdigest()
    return f"{kind}-{digest[:16]}"


def plain(text: str, longest: int = LONGEST) -> str:
    """A text as one line of what can be seen, not longer than a reader has time for."""
    spaced = SPACES.sub(" ", text)
    seen = "".join(sign for sign in spaced if unicodedata.category(sign) not in UNSEEN)
    seen = SPACES.sub(" ", seen).strip()
    return seen if len(seen) <= longest else f"{seen[: longest - 1].rstrip()}…"
