"""The site's records as Jira's APIs write them, but for issues.

Belongs here: JSON of what the site consists of. Does not belong here: issues
(`sandbox.jira.issue_representations`), and pages (`sandbox.jira.paging`).
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.jira.entities import Board, IssueType, Named, Project, Site, Sprint, Status
from sandbox.jira.flavour import Flavour

_CATEGORIES = {
    "new": (2, "To Do", "blue-gray"),
    "indeterminate": (4, "In Progress", "yellow"),
    "done": (3, "Done", "green"),
}


class RecordWriter:
    """Writes records of one site for one request.

    Args:
        site: What is served.
        flavour: Whose words are used.
        url: The address of the site, as the client sees it.
    """

    def __init__(self, site: Site, flavour: Flavour, url: str) -> None:
        self._site = site
        self._flavour = flavour
        self._url = url
        self._api = f"{url}/rest/api/{'3' if flavour.is_cloud else '2'}"
        self._zone = ZoneInfo(site.time_zone)

    def instant(self, at: datetime) -> str:
        """An instant as Jira writes it: milliseconds, and the reader's offset without a colon."""
        local = at.astimezone(self._zone)
        return f"{local:%Y-%m-%dT%H:%M:%S}.{local.microsecond // 1000:03d}{local:%z}"

    def status(self, status: Status) -> dict[str, Any]:
        """A status with its category."""
        number, name, colour = _CATEGORIES[status.category]
        return {
            "self": f"{self._api}/status/{status.status_id}",
            "description": "",
            "iconUrl": f"{self._url}/images/icons/status.png",
            "name": status.name,
            "id": str(status.status_id),
            "statusCategory": {
                "self": f"{self._api}/statuscategory/{number}",
                "id": number,
                "key": status.category,
                "colorName": colour,
                "name": name,
            },
        }

    def issue_type(self, issue_type: IssueType) -> dict[str, Any]:
        """An issue type; only Cloud knows levels."""
        written = {
            "self": f"{self._api}/issuetype/{issue_type.issue_type_id}",
            "id": str(issue_type.issue_type_id),
            "description": "",
            "iconUrl": f"{self._url}/images/icons/type.png",
            "name": issue_type.name,
            "subtask": issue_type.level < 0,
        }
        return written | ({"hierarchyLevel": issue_type.level} if self._flavour.is_cloud else {})

    def priority(self, priority: Named) -> dict[str, Any]:
        """A priority."""
        return self.named("priority", priority) | {"iconUrl": f"{self._url}/images/priority.png"}

    def named(self, kind: str, item: Named) -> dict[str, Any]:
        """A resolution, a component, or the head of a priority."""
        return {
            "self": f"{self._api}/{kind}/{item.item_id}",
            "id": str(item.item_id),
            "name": item.name,
        }

    def project(self, project: Project) -> dict[str, Any]:
        """A project."""
        written = {
            "expand": "description,lead,issueTypes,url,projectKeys",
            "self": f"{self._api}/project/{project.project_id}",
            "id": str(project.project_id),
            "key": project.key,
            "name": project.name,
            "avatarUrls": {"48x48": f"{self._url}/avatar/project"},
            "projectTypeKey": "software",
        }
        if not self._flavour.is_cloud:
            return written
        style = "next-gen" if project.is_team_managed else "classic"
        managed = {"simplified": project.is_team_managed, "style": style, "isPrivate": False}
        return {**written, **managed, "properties": {}}

    def board(self, board: Board) -> dict[str, Any]:
        """A board and where it lives."""
        project = self._site.projects[board.project_key]
        location = {
            "projectId": project.project_id,
            "displayName": f"{project.name} ({project.key})",
            "projectName": project.name,
            "projectKey": project.key,
            "projectTypeKey": "software",
            "name": f"{project.name} ({project.key})",
        }
        written = {
            "id": board.board_id,
            "self": f"{self._url}/rest/agile/1.0/board/{board.board_id}",
            "name": board.name,
            "type": board.kind,
        }
        return written | ({"location": location} if self._flavour.is_cloud else {})

    def sprint(self, sprint: Sprint) -> dict[str, Any]:
        """A sprint; times that are not known are absent."""
        known = {name: value for name, value in self.times(sprint).items() if value is not None}
        return {
            "id": sprint.sprint_id,
            "self": f"{self._url}/rest/agile/1.0/sprint/{sprint.sprint_id}",
            "state": sprint.state,
            "name": sprint.name,
            **known,
            "originBoardId": sprint.board_id,
            "goal": "",
        }

    def times(self, sprint: Sprint) -> dict[str, str | None]:
        """When a sprint began, ends and was closed; None for what is not known."""
        moments = {
            "startDate": sprint.start_at,
            "endDate": sprint.end_at,
            "completeDate": sprint.complete_at,
        }
        return {name: self.instant(at) if at else None for name, at in moments.items()}
