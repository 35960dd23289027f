"""Many alerts as one message, with an end to its length.

Here: grouping by kind, the cap, and plain text. Not here: what a channel makes of it (`slack.py`,
`mail.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orchestration.alerts.alert import HEADINGS, Alert, plain

SHOWN = 7
LONGEST_TITLE = 140


@dataclass(frozen=True)
class Item:
    """One alert as it is said: a title and a text, both one line of what can be seen."""

    title: str
    text: str


@dataclass(frozen=True)
class Section:
    """Alerts of one kind.

    Attributes:
        heading: What they are.
        items: The first of them.
        more: How many are not shown.
    """

    heading: str
    items: tuple[Item, ...]
    more: int


@dataclass(frozen=True)
class Message:
    """What one channel is told by one run.

    Attributes:
        subject: In one line, what it holds.
        sections: Alerts by kind.
        names: Of all alerts in it, those that are not shown, too.
    """

    subject: str
    sections: tuple[Section, ...]
    names: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """The message as lines of plain text."""
        yield self.subject
        for section in self.sections:
            yield ""
            yield section.heading
            for item in section.items:
                yield f"- {item.title}. {item.text}"
            if section.more:
                yield f"- {and_more(section.more)}"


def message(alerts: Iterable[Alert]) -> Message:
    """One message of alerts, the first of each kind in full."""
    every = tuple(alerts)
    sections, counts = [], []
    for kind, heading in HEADINGS.items():
        of_kind = [alert for alert in every if alert.kind == kind]
        if of_kind:
            shown = tuple(_item(alert) for alert in of_kind[:SHOWN])
            sections.append(Section(heading, shown, len(of_kind) - len(shown)))
            counts.append(f"{heading.lower()}: {len(of_kind)}")
    names = tuple(alert.alert_id for alert in every)
    return Message(f"Team Outcomes: {', '.join(counts)}", tuple(sections), names)


def and_more(count: int) -> str:
    """What stands for those that are not shown."""
    return f"and {count} more; make show and audit.duckdb have them all."


def _item(alert: Alert) -> Item:
    return Item(plain(alert.title, LONGEST_TITLE), plain(alert.words))
