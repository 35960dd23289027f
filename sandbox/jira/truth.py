"""What extraction should have landed of a site.

Belongs here: one mapping a stream, keys, states and instants. Does not belong here: anything that
is served.
"""

from datetime import datetime
from typing import Any

from sandbox.jira.entities import ChangeItem, Issue, Site
from sandbox.jira.flavour import Flavour
from sandbox.kit.store import Truth

Rows = dict[str, dict[str, Any]]

_KINDS = {"points": "story_points", "key": "issue_key"}


def truth(site: Site, flavour: Flavour) -> Truth:
    """Every live record by stream and key; instants are ISO-8601 in UTC."""
    custom = site.custom_fields
    used = {custom.sprint, custom.points, custom.flagged, custom.epic_link}
    used |= {custom.estimate} if flavour.is_cloud else set()
    return {
        "projects": {
            str(p.project_id): {"project_id": p.project_id, "project_key": p.key}
            for p in site.projects.values()
        },
        "fields": {field_id: {"field_id": field_id} for field_id in sorted(used)},
        "statuses": {
            str(s.status_id): {"status_id": s.status_id, "category": s.category}
            for s in site.statuses
        },
        "issue_types": {
            str(t.issue_type_id): {
                "issue_type_id": t.issue_type_id,
                "name": t.name,
                "is_subtask": t.level < 0,
            }
            for t in site.issue_types
        },
        "priorities": {str(p.item_id): {"priority_id": p.item_id} for p in site.priorities},
        "boards": {
            str(b.board_id): {"board_id": b.board_id, "board_type": b.kind}
            for b in site.boards.values()
        },
        "sprints": _sprints(site),
        "issues": {str(issue.issue_id): _issue(issue, flavour) for issue in site.issues.values()},
        "issue_changes": _changes(site),
        "issue_links": _links(site),
    }


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _sprints(site: Site) -> Rows:
    return {
        str(sprint.sprint_id): {
            "sprint_id": sprint.sprint_id,
            "board_id": sprint.board_id,
            "state": sprint.state,
            "start_at": _iso(sprint.start_at),
            "end_at": _iso(sprint.end_at),
            "complete_at": _iso(sprint.complete_at),
        }
        for sprint in site.sprints.values()
    }


def _issue(issue: Issue, flavour: Flavour) -> dict[str, Any]:
    return {
        "issue_id": issue.issue_id,
        "issue_key": issue.key,
        "project_key": issue.project_key,
        "issue_type": issue.issue_type.name,
        "status": issue.status.name,
        "status_category": issue.status.category,
        "priority": issue.priority.name,
        "resolution": issue.resolution.name if issue.resolution else None,
        "created_at": _iso(issue.created_at),
        "updated_at": _iso(issue.updated_at),
        "resolved_at": _iso(issue.resolved_at),
        "reporter_account": flavour.account(issue.reporter) if issue.reporter else None,
        "assignee_account": flavour.account(issue.assignee) if issue.assignee else None,
        "sprint_ids": ",".join(map(str, issue.sprint_ids)),
        "labels": ",".join(sorted(issue.labels)),
        "story_points": issue.points,
        "is_flagged": issue.is_flagged,
        "components": ",".join(sorted(component.name for component in issue.components)),
    }


def _changes(site: Site) -> Rows:
    rows = {}
    for issue in site.issues.values():
        for history in issue.histories:
            for item in history.items:
                kind = _KINDS.get(item.field, item.field)
                key = f"{history.history_id}|{kind}"
                rows[key] = {
                    "issue_change_id": key,
                    "issue_id": issue.issue_id,
                    "project_key": issue.project_key,
                    "history_id": history.history_id,
                    "field": kind,
                    "changed_at": _iso(history.created_at),
                    **_sides(item, kind),
                }
    return rows


def _sides(item: ChangeItem, kind: str) -> dict[str, Any]:
    """What changed, of the fields by which work is followed."""
    if kind in ("issue_key", "issue_type"):
        return {"from_value": item.from_text, "to_value": item.to_text}
    if kind in ("status", "sprint"):
        return {
            "from_id": (item.from_id or "").replace(" ", "") or None,
            "to_id": (item.to_id or "").replace(" ", "") or None,
        }
    return {}


def _links(site: Site) -> Rows:
    rows = {}
    for link in site.links.values():
        ends = (
            ("outward", link.source_id, link.target_id),
            ("inward", link.target_id, link.source_id),
        )
        for direction, issue_id, other_id in ends:
            key = f"{link.link_id}|{direction}"
            rows[key] = {
                "issue_link_id": key,
                "issue_id": issue_id,
                "link_type": link.kind,
                "other_issue_id": other_id,
                "direction": direction,
            }
    return rows
