"""The work items of a Jira site, told again from their histories.

Belongs here: which issues are work items, where an item stood at an instant, whose it was and in
which sprints. Does not belong here: what metrics make of it (`families/flow.py`).

Every team of the sandbox plans in Jira, so GitLab's issues are nobody's work items.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

WEEK = timedelta(days=7)
NOT_PLANNED = ("epic", "incident")
CUSTOMER_TYPES = {"story", "bug", "new feature", "improvement", "feature request"} | {
    "service request"
}
WITHOUT_WORK = {
    "won't do",
    "won't fix",
    "duplicate",
    "declined",
    "rejected",
    "cannot reproduce",
    "incomplete",
    "abandoned",
}

Stream = Mapping[str, Mapping[str, Any]]
"""Records of a stream by their keys."""


@dataclass(frozen=True)
class Spell:
    """A stay of an item in one category; `end` is `None` while it lasts."""

    category: str
    start: datetime
    end: datetime | None

    def covers(self, instant: datetime) -> bool:
        """Whether the item was there at an instant; at its end it is elsewhere."""
        return self.start <= instant and (self.end is None or instant < self.end)

    @property
    def has_lasted(self) -> bool:
        """Whether it is a done that nobody undid within a week."""
        return self.category == "done" and (self.end is None or self.end - self.start >= WEEK)


@dataclass(frozen=True)
class WorkItem:
    """An item with all that happened to it until as_of; the lists are in order of time."""

    key: str
    kind: str
    labels: tuple[str, ...]
    resolution: str
    reporter: str | None
    assignee: str | None
    created_at: datetime
    spells: tuple[Spell, ...]
    projects: tuple[tuple[datetime, str], ...]
    sprints: tuple[tuple[datetime, frozenset[int]], ...]
    is_clone: bool

    def project(self, instant: datetime, *, just_before: bool = False) -> str | None:
        """The key of the project that held it at an instant, or just before it."""
        found = None
        for since, key in self.projects:
            if since < instant or (since == instant and not just_before):
                found = key
        return found

    def sprints_at(self, instant: datetime, *, just_before: bool = False) -> frozenset[int]:
        """The sprints it was in at an instant, or just before it."""
        found: frozenset[int] = frozenset()
        for since, ids in self.sprints:
            if since < instant or (since == instant and not just_before):
                found = ids
        return found

    @property
    def started_at(self) -> datetime | None:
        """When work on it began for the first time."""
        return next((s.start for s in self.spells if s.category == "in_progress"), None)

    @property
    def end(self) -> Spell | None:
        """The first done that lasted, of work once it has begun."""
        begun = self.started_at
        for spell in self.spells:
            if spell.has_lasted and (begun is None or spell.start >= begun):
                return spell
        return None

    def is_abandonment(self, spell: Spell) -> bool:
        """Whether a done is one without the work: it stands, and its resolution says so."""
        is_standing = spell.category == "done" and spell.end is None
        return is_standing and self.resolution in WITHOUT_WORK

    @property
    def is_abandoned(self) -> bool:
        """Whether it ended without being done."""
        return self.end is not None and self.is_abandonment(self.end)

    @property
    def finished_at(self) -> datetime | None:
        """When it was finished, if it was."""
        return None if self.end is None or self.is_abandoned else self.end.start

    @property
    def is_for_customers(self) -> bool:
        """Whether a customer asked for it and waits for it."""
        return self.kind in CUSTOMER_TYPES or "customer" in self.labels


class Histories:
    """Reads a site's records."""

    def __init__(self, site: Mapping[str, Stream], as_of: datetime) -> None:
        self._site = site
        self._as_of = as_of
        self._categories = {
            int(key): _category(row["category"]) for key, row in site.get("statuses", {}).items()
        }
        self._changes: dict[int, list[Mapping[str, Any]]] = {}
        for row in site.get("issue_changes", {}).values():
            self._changes.setdefault(row["issue_id"], []).append(row)
        for rows in self._changes.values():
            rows.sort(key=lambda row: (instant(row["changed_at"]), row["history_id"]))
        self._clones = {
            row["issue_id"]
            for row in site.get("issue_links", {}).values()
            if row["link_type"] == "Cloners" and row["direction"] == "outward"
        }
        self._parts = {r["name"] for r in site.get("issue_types", {}).values() if r["is_subtask"]}

    def items(self) -> Iterator[WorkItem]:
        """Every work item that existed at as_of."""
        for row in self._site.get("issues", {}).values():
            kind = row["issue_type"].lower()
            is_planned = row["issue_type"] not in self._parts and kind not in NOT_PLANNED
            if is_planned and instant(row["created_at"]) <= self._as_of:
                yield self._item(row, kind)

    def _item(self, row: Mapping[str, Any], kind: str) -> WorkItem:
        created = instant(row["created_at"])
        statuses = [
            (since, self._categories.get(int(status), "to_do"))
            for since, status in self._told(row["issue_id"], created, "status", "id", None)
            if status is not None
        ] or [(created, _category(row["status_category"]))]
        keys = self._told(row["issue_id"], created, "issue_key", "value", row["issue_key"])
        lists = self._told(row["issue_id"], created, "sprint", "id", row["sprint_ids"])
        return WorkItem(
            key=f"jira:{row['issue_id']}",
            kind=kind,
            labels=tuple(row["labels"].split(",")),
            resolution=(row["resolution"] or "").lower(),
            reporter=row["reporter_account"],
            assignee=row["assignee_account"],
            created_at=created,
            spells=tuple(_spells(statuses)),
            projects=tuple((since, str(key).partition("-")[0]) for since, key in keys),
            sprints=tuple((since, _numbers(text)) for since, text in lists),
            is_clone=row["issue_id"] in self._clones,
        )

    def _told(
        self, issue_id: int, created: datetime, field: str, side: str, now: str | None
    ) -> list[tuple[datetime, str | None]]:
        """The values of a field: the one at creation, and each later one with its instant."""
        changes = [row for row in self._changes.get(issue_id, ()) if row["field"] == field]
        first = changes[0][f"from_{side}"] if changes else now
        told = [(created, first)]
        told += [(instant(row["changed_at"]), row[f"to_{side}"]) for row in changes]
        return [(since, value) for since, value in told if since <= self._as_of]


def instant(text: str) -> datetime:
    """An instant of the truth."""
    return datetime.fromisoformat(text)


def _category(name: str) -> str:
    return {"indeterminate": "in_progress", "done": "done"}.get(name, "to_do")


def _numbers(text: str | None) -> frozenset[int]:
    return frozenset(int(number) for number in (text or "").split(",") if number)


def _spells(statuses: list[tuple[datetime, str]]) -> Iterator[Spell]:
    entries = [
        entry
        for place, entry in enumerate(statuses)
        if place == 0 or statuses[place - 1][1] != entry[1]
    ]
    for place, (since, category) in enumerate(entries):
        is_last = place + 1 == len(entries)
        yield Spell(category, since, None if is_last else entries[place + 1][0])
