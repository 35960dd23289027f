"""Reads what belongs to the organisation as a whole: its repositories, teams and members.

Belongs here: listing these. Does not belong here: what is inside a repository.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from extract.core.errors import NotFoundError
from extract.core.landing import Landing
from extract.core.source import Row
from extract.sources.github import queries
from extract.sources.github.batch import Batch
from extract.sources.github.client import GithubClient
from extract.sources.github.page_size import PageSize
from extract.sources.github.parsing import fields
from extract.sources.github.parsing import repository_records as parsing
from extract.sources.github.settings import GithubSettings
from extract.sources.github.streams import (
    ORGANISATION_SCOPE,
    REPOSITORIES,
    TEAM_MEMBERS,
    TEAMS,
)


class OrganisationRun:
    """One run over the organisation itself.

    Args:
        client: Asks GitHub.
        landing: Takes the rows.
        settings: Name the organisation.

    Attributes:
        totals: GitHub's own counts, by stream name.
        vanished: Names of landed repositories that the complete listing no longer has.
    """

    def __init__(self, client: GithubClient, landing: Landing, settings: GithubSettings) -> None:
        self._client = client
        self._landing = landing
        self._login = settings.organisation
        self.totals: dict[str, int] = {}
        self.vanished: list[str] = []
        self._nodes: dict[str, list[Any]] = {}
        self._size = PageSize()

    def read(self, *, repositories: bool, teams: bool) -> None:
        """Read the lists to their ends, all of them with each request.

        Args:
            repositories: Whether to list the repositories.
            teams: Whether to list the teams.

        Raises:
            NotFoundError: GitHub does not know the organisation, or the token cannot see it.
            PermissionDeniedError: The token may not read one of the lists.
        """
        wanted = {"repositories": repositories, "teams": teams}
        cursors: dict[str, str | None] = {name: None for name, asked in wanted.items() if asked}
        self._nodes = {name: [] for name in cursors}
        while cursors:
            answer = self._client.sized(
                queries.ORGANISATION, self._size, partial(self._variables, cursors)
            )
            if answer.get("organization") is None:
                raise NotFoundError(f"GitHub: no organisation {self._login}")
            organisation = fields.record(answer["organization"], "organization")
            for name in tuple(cursors):
                connection = fields.record(organisation.get(name), name)
                self.totals[name] = fields.integer(connection, "totalCount")
                self._nodes[name] += fields.items(organisation, name)
                cursors[name] = _next(connection)
                if cursors[name] is None:
                    del cursors[name]

    def _variables(self, cursors: Mapping[str, str | None], size: PageSize) -> dict[str, Any]:
        return {
            "login": self._login,
            "repositories": "repositories" in cursors,
            "repositoryCount": size.value,
            "repositoriesAfter": cursors.get("repositories"),
            "teams": "teams" in cursors,
            # Each team brings a hundred members, so teams are asked for half as many.
            "teamCount": max(1, size.value // 2),
            "teamsAfter": cursors.get("teams"),
        }

    def land_repositories(self) -> list[str]:
        """Land the listing; return the names of repositories that are not archived.

        A landed repository that the complete listing lacks was deleted, moved away, or hidden
        from the token: it gets a tombstone, and the log names it.
        """
        batch = Batch(ORGANISATION_SCOPE)
        rows = [
            batch.add(REPOSITORIES, parsing.repository_row, raw)
            for raw in self._nodes["repositories"]
        ]
        listed = [row for row in rows if row is not None]
        if len(listed) == len(rows):
            self._note_vanished(batch, {row["repository_id"] for row in listed})
        self._landing.commit(batch.rows, scope=ORGANISATION_SCOPE)
        return sorted(row["repository"] for row in listed if not row["is_archived"])

    def land_teams(self) -> None:
        """Land the teams and their direct members; who left gets a tombstone."""
        batch = Batch(ORGANISATION_SCOPE)
        for raw in self._nodes["teams"]:
            team = batch.add(TEAMS, parsing.team_row, raw, self._login)
            if team is not None:
                for edge in self._team_members(raw):
                    batch.add(TEAM_MEMBERS, parsing.team_member_row, edge, team["slug"])
        for stream in (TEAMS, TEAM_MEMBERS):
            present = {row[stream.key] for row in batch.rows[stream.name]}
            gone = self._landing.known_keys(stream) - present
            batch.add_vanished(stream, gone, self._landing.landed)
        self._landing.commit(batch.rows, scope=ORGANISATION_SCOPE)

    def _note_vanished(self, batch: Batch, listed: set[str]) -> None:
        known: dict[Any, Row] = self._landing.landed.live_rows(
            REPOSITORIES, columns=("repository",)
        )
        gone = known.keys() - listed
        self.vanished = sorted(known[key]["repository"] for key in gone)
        batch.add_vanished(REPOSITORIES, set(gone), self._landing.landed)

    def _team_members(self, raw: Mapping[str, Any]) -> Iterator[Any]:
        yield from fields.items(raw, "members", under="edges")
        after = _next(fields.record(raw.get("members"), "members"))
        while after is not None:
            variables = {"id": fields.text(raw, "id"), "after": after}
            node = fields.record(
                self._client.graphql(queries.TEAM_MEMBER_LIST, variables).get("node"), "team"
            )
            yield from fields.items(node, "members", under="edges")
            after = _next(fields.record(node.get("members"), "members"))


def _next(connection: Mapping[str, Any]) -> str | None:
    page = fields.record(connection.get("pageInfo"), "pageInfo")
    return fields.text(page, "endCursor") if fields.boolean(page, "hasNextPage") else None
