"""Issues as Jira's APIs write them, with their fields, links and saves.

Belongs here: JSON of an issue and what hangs on it. Does not belong here: pages
(`sandbox.jira.paging`), and which issues are asked for (`sandbox.jira.jql`).
"""

from collections.abc import Collection, Iterable
from typing import Any

from sandbox.jira.custom import item_names
from sandbox.jira.entities import ChangeItem, Comment, History, Issue, Link, Site
from sandbox.jira.flavour import Flavour
from sandbox.jira.representations import RecordWriter

_LINK_WORDS = {
    "Blocks": ("is blocked by", "blocks"),
    "Relates": ("relates to", "relates to"),
    "Cloners": ("is cloned by", "clones"),
}
_FLAG = [{"id": "10019", "value": "Impediment"}]


class IssueWriter(RecordWriter):
    """Writes issues of one site for one request; the arguments are those of its base."""

    def __init__(self, site: Site, flavour: Flavour, url: str) -> None:
        super().__init__(site, flavour, url)
        self._links: dict[int, list[Link]] = {}
        for link in site.links.values():
            self._links.setdefault(link.source_id, []).append(link)
            self._links.setdefault(link.target_id, []).append(link)

    def issue(
        self, issue: Issue, fields: Collection[str], *, with_changelog: bool = False
    ) -> dict[str, Any]:
        """An issue with some of its fields; with `*all` or `*navigable`, with all."""
        written: dict[str, Any] = {
            "expand": "operations,versionedRepresentations,editmeta,changelog,renderedFields",
            "id": str(issue.issue_id),
            "self": f"{self._api}/issue/{issue.issue_id}",
            "key": issue.key,
        }
        values = self._fields(issue) if set(fields) - {"id", "key"} else {}
        everything = not {"*all", "*navigable"}.isdisjoint(fields)
        chosen = {name: value for name, value in values.items() if everything or name in fields}
        if chosen:
            written["fields"] = chosen
        if with_changelog:
            histories = self.histories(issue)
            page = {"startAt": 0, "maxResults": len(histories), "total": len(histories)}
            written["changelog"] = {**page, "histories": histories}
        return written

    def _fields(self, issue: Issue) -> dict[str, Any]:
        custom, site = self._site.custom_fields, self._site
        project = site.projects[issue.project_key]
        sprints = [site.sprints[number] for number in issue.sprint_ids if number in site.sprints]
        parent = site.issues.get(issue.parent_id or 0)
        is_part = issue.issue_type.level < 0
        shows_parent = parent is not None and (self._flavour.is_cloud or is_part)
        values: dict[str, Any] = {
            "summary": issue.summary,
            "description": None,
            "project": self.project(project),
            "issuetype": self.issue_type(issue.issue_type),
            "status": self.status(issue.status),
            "priority": self.priority(issue.priority),
            "resolution": issue.resolution and self.named("resolution", issue.resolution),
            "created": self.instant(issue.created_at),
            "updated": self.instant(issue.updated_at),
            "resolutiondate": issue.resolved_at and self.instant(issue.resolved_at),
            "duedate": issue.due_date and issue.due_date.isoformat(),
            "reporter": self._flavour.user(issue.reporter, self._url),
            "assignee": self._flavour.user(issue.assignee, self._url),
            "labels": list(issue.labels),
            "components": [self.named("component", item) for item in issue.components],
            "issuelinks": [self._link(link, issue) for link in self._links_of(issue)],
            custom.sprint: [self._flavour.sprint(s, self.times(s)) for s in sprints] or None,
            custom.flagged: _FLAG if issue.is_flagged else None,
            custom.rank: f"0|i{issue.issue_id:05d}:",
            custom.points: None if project.is_team_managed else issue.points,
            custom.old_points: None,
        }
        if self._flavour.is_cloud:
            values[custom.estimate] = issue.points if project.is_team_managed else None
        else:
            values[custom.points] = issue.points
            values[custom.epic_link] = parent.key if parent is not None and not is_part else None
        if shows_parent and parent is not None:
            values["parent"] = self._reference(parent)
        return values

    def _links_of(self, issue: Issue) -> Iterable[Link]:
        return self._links.get(issue.issue_id, ())

    def _link(self, link: Link, issue: Issue) -> dict[str, Any]:
        is_outward = link.source_id == issue.issue_id
        other = self._site.issues[link.target_id if is_outward else link.source_id]
        inward, outward = _LINK_WORDS[link.kind]
        return {
            "id": str(link.link_id),
            "self": f"{self._api}/issueLink/{link.link_id}",
            "type": {"id": "10000", "name": link.kind, "inward": inward, "outward": outward},
            "outwardIssue" if is_outward else "inwardIssue": self._reference(other),
        }

    def _reference(self, issue: Issue) -> dict[str, Any]:
        return {
            "id": str(issue.issue_id),
            "key": issue.key,
            "self": f"{self._api}/issue/{issue.issue_id}",
            "fields": {"summary": issue.summary, "status": self.status(issue.status)},
        }

    def histories(self, issue: Issue, fields: Collection[str] = ()) -> list[dict[str, Any]]:
        """An issue's saves; with only the items of some fields if any are named (Cloud)."""
        project = self._site.projects[issue.project_key]
        estimated = self._flavour.is_cloud and project.is_team_managed
        written = []
        for history in issue.histories:
            items = [self._item(item, estimated=estimated) for item in history.items]
            kept = [item for item in items if not fields or item["fieldId"] in fields]
            if kept:
                written.append(self._history(history, kept))
        return written

    def _history(self, history: History, items: list[dict[str, Any]]) -> dict[str, Any]:
        if not self._flavour.is_cloud:
            for item in items:
                del item["fieldId"]
        author = self._flavour.user(history.author, self._url)
        written = {"id": str(history.history_id), "created": self.instant(history.created_at)}
        return {**written, **({"author": author} if author else {}), "items": items}

    def _item(self, item: ChangeItem, *, estimated: bool) -> dict[str, Any]:
        changed = "estimate" if item.field == "points" and estimated else item.field
        name, field_id, kind = item_names(self._site.custom_fields)[changed]
        named = {"field": name, "fieldtype": kind, "fieldId": field_id}
        sides = {"from": item.from_id, "to": item.to_id}
        texts = {"fromString": item.from_text, "toString": item.to_text}
        if item.field == "assignee":
            users = self._site.users
            sides = {
                side: self._flavour.account(users[number]) if number else None
                for side, number in sides.items()
            }
        if item.field == "project":
            before, after = (self._site.projects[key or ""] for key in texts.values())
            sides = {"from": str(before.project_id), "to": str(after.project_id)}
            texts = {"fromString": before.name, "toString": after.name}
        return {**named, **sides, **texts}

    def comment(self, comment: Comment) -> dict[str, Any]:
        """A comment; Cloud's version 3 wraps its text, which nobody asks for here."""
        return {
            "self": f"{self._api}/comment/{comment.comment_id}",
            "id": str(comment.comment_id),
            "author": self._flavour.user(comment.author, self._url),
            "body": comment.body,
            "created": self.instant(comment.created_at),
            "updated": self.instant(comment.created_at),
        }
