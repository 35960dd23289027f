"""Reads what belongs to the group as a whole: its projects and members.

Belongs here: listing these. Does not belong here: what is inside a project.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from extract.core import fields
from extract.core.batch import Batch
from extract.core.errors import NotFoundError, RecordError, VisibilityError
from extract.core.landing import Landing
from extract.core.source import Row, RunRequest
from extract.core.vanished import vanished
from extract.sources.gitlab.client import GitlabClient
from extract.sources.gitlab.parsing import projects as parsing
from extract.sources.gitlab.parsing.projects import Project
from extract.sources.gitlab.settings import GitlabSettings
from extract.sources.gitlab.streams import MEMBERS, PROJECTS

_PROJECT_LIST = {
    "include_subgroups": "true",
    "with_shared": "false",
    "order_by": "id",
    "sort": "asc",
}


class GroupRun:
    """One run over the group itself.

    Args:
        client: Asks GitLab.
        landing: Takes the rows.
        settings: Name the group and the projects.
        request: What the run is asked to do.

    Attributes:
        vanished: Paths of landed projects that the complete listing no longer has.
        loss: Set if so many are gone that a lost permission is likelier; they are kept.
    """

    def __init__(
        self,
        client: GitlabClient,
        landing: Landing,
        settings: GitlabSettings,
        request: RunRequest,
    ) -> None:
        self._client = client
        self._landing = landing
        self._group = settings.group
        self._path = f"/groups/{quote(settings.group, safe='')}"
        self._named = settings.projects
        self._request = request
        self._batch = Batch(settings.group)
        self.vanished: list[str] = []
        self.loss: VisibilityError | None = None

    def read_projects(self) -> list[Project]:
        """Read the projects; return those whose contents are to be read.

        A landed project that the complete listing lacks was deleted, moved away, or hidden from
        the token: it gets a tombstone.

        Raises:
            NotFoundError: GitLab does not know the group or project, or the token cannot see it.
        """
        raws = self._named_projects() if self._named else self._listed_projects()
        rows = [self._batch.add(PROJECTS, parsing.project_row, raw, self._group) for raw in raws]
        whole = [row for row in rows if row is not None]
        if not self._named and len(whole) == len(rows):
            self._note_vanished({row["project_id"] for row in whole})
        return [
            parsing.project(raw)
            for raw, row in zip(raws, rows, strict=True)
            if row is not None and (self._named or not row["is_archived"])
        ]

    def read_members(self) -> None:
        """Read the group's members, inherited ones included; who left gets a tombstone.

        Raises:
            PermissionDeniedError: The token may not list them.
            VisibilityError: So many are gone that a lost permission is likelier.
        """
        rows = [
            self._batch.add(MEMBERS, parsing.member_row, raw, self._group)
            for raw in self._client.all_records(f"{self._path}/members/all", {})
        ]
        present = {row[MEMBERS.key] for row in rows if row is not None}
        if None not in rows:
            known = self._landing.known_keys(MEMBERS, self._group)
            self._batch.add_tombstones(MEMBERS, vanished(known, present, self._request))

    def commit(self) -> None:
        """Land what has been read."""
        self._landing.commit(self._batch.take(), scope=self._group)

    def _listed_projects(self) -> list[Any]:
        return list(self._client.all_records(f"{self._path}/projects", _PROJECT_LIST))

    def _named_projects(self) -> list[Any]:
        return [self._named_project(name) for name in self._named]

    def _named_project(self, name: str) -> Any:
        try:
            raw = fields.record(self._client.record(f"/projects/{quote(name, safe='')}"), "project")
            parsing.project(raw)
        except NotFoundError as error:
            raise NotFoundError(
                f"GITLAB_PROJECTS names {name}, which GitLab does not know or the token cannot "
                "see; correct the name or the token's access."
            ) from error
        except RecordError as error:
            raise RecordError(f"{name}: GitLab's answer is malformed ({error})") from error
        return raw

    def _note_vanished(self, listed: set[int]) -> None:
        known: dict[Any, Row] = self._landing.landed.live_rows(
            PROJECTS, self._group, columns=("project",)
        )
        try:
            gone = vanished(set(known), listed, self._request)
        except VisibilityError as error:
            self.loss = error
            return
        self.vanished = sorted(known[key]["project"] for key in gone)
        self._batch.add_tombstones(PROJECTS, gone)
