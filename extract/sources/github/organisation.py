"""Reads what belongs to the organisation as a whole: its repositories, teams and members.

Belongs here: listing these. Does not belong here: what is inside a repository.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from extract.core import fields
from extract.core.errors import NotFoundError, RecordError, VisibilityError
from extract.core.landing import Landing
from extract.core.source import Row, RunRequest, Stream
from extract.core.vanished import vanished
from extract.sources.github import queries
from extract.sources.github.batch import GithubBatch
from extract.sources.github.client import GithubClient
from extract.sources.github.page_size import PageSize
from extract.sources.github.parsing import connections
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
        request: Says what to believe.

    Attributes:
        totals: GitHub's own counts, by stream name.
        vanished: Names of landed repositories that the complete listing no longer has.
        failures: Streams that were read, but whose losses cannot be believed, and why.
    """

    def __init__(
        self,
        client: GithubClient,
        landing: Landing,
        settings: GithubSettings,
        request: RunRequest,
    ) -> None:
        self._client = client
        self._landing = landing
        self._request = request
        self._login = settings.organisation
        self.totals: dict[str, int] = {}
        self.vanished: list[str] = []
        self.failures: list[tuple[Stream, VisibilityError]] = []
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
                self._nodes[name] += connections.items(organisation, name)
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
        from the token: it gets a tombstone, and the log names it. Should many be gone at once,
        none gets one.
        """
        batch = GithubBatch(ORGANISATION_SCOPE)
        rows = [
            batch.add(REPOSITORIES, parsing.repository_row, raw)
            for raw in self._nodes["repositories"]
        ]
        listed = [row for row in rows if row is not None]
        if len(listed) == len(rows):
            self._bury_repositories(batch, {row["repository_id"] for row in listed})
        self._landing.commit(batch.rows, scope=ORGANISATION_SCOPE)
        return sorted(set(filter(None, map(_name_to_read, self._nodes["repositories"]))))

    def land_teams(self) -> None:
        """Land the teams and their direct members; who left gets a tombstone."""
        batch = GithubBatch(ORGANISATION_SCOPE)
        raws = self._nodes["teams"]
        teams = [batch.add(TEAMS, parsing.team_row, raw, self._login) for raw in raws]
        members = [
            batch.add(TEAM_MEMBERS, parsing.team_member_row, edge, team["slug"])
            for raw, team in zip(raws, teams, strict=True)
            if team is not None
            for edge in self._team_members(raw)
        ]
        if None not in teams and None not in members:
            self._bury_teams(batch)
        self._landing.commit(batch.rows, scope=ORGANISATION_SCOPE)

    def _bury_repositories(self, batch: GithubBatch, listed: set[str]) -> None:
        known: dict[Any, Row] = self._landing.landed.live_rows(
            REPOSITORIES, columns=("repository",)
        )
        gone = self._vanished(REPOSITORIES, set(known), listed)
        if gone:
            self.vanished = sorted(known[key]["repository"] for key in gone)
            batch.add_tombstones(REPOSITORIES, gone)

    def _bury_teams(self, batch: GithubBatch) -> None:
        """Bury teams that are gone, and members that left; who may see a team sees its members."""
        listed = {row[TEAMS.key] for row in batch.rows[TEAMS.name]}
        gone = self._vanished(TEAMS, self._landing.known_keys(TEAMS), listed)
        if gone is None:
            return
        batch.add_tombstones(TEAMS, gone)
        present = {row[TEAM_MEMBERS.key] for row in batch.rows[TEAM_MEMBERS.name]}
        batch.add_tombstones(TEAM_MEMBERS, self._landing.known_keys(TEAM_MEMBERS) - present)

    def _vanished(self, stream: Stream, known: set[Any], listed: set[Any]) -> set[Any] | None:
        """Return the keys that are gone; None, and a failure noted, if that is not believed."""
        try:
            return vanished(known, listed, self._request)
        except VisibilityError as error:
            self.failures.append((stream, error))
            return None

    def _team_members(self, raw: Mapping[str, Any]) -> Iterator[Any]:
        yield from connections.items(raw, "members", under="edges")
        after = _next(fields.record(raw.get("members"), "members"))
        while after is not None:
            variables = {"id": fields.text(raw, "id"), "after": after}
            node = fields.record(
                self._client.graphql(queries.TEAM_MEMBER_LIST, variables).get("node"), "team"
            )
            yield from connections.items(node, "members", under="edges")
            after = _next(fields.record(node.get("members"), "members"))


def _name_to_read(raw: Any) -> str | None:
    """Return the name of a repository that is not archived, even if its record goes to quarantine.

    What is in a repository does not depend on its own record being as documented.
    """
    try:
        record = fields.record(raw, REPOSITORIES.name)
        return None if record.get("isArchived") is True else fields.text(record, "nameWithOwner")
    except RecordError:
        return None


def _next(connection: Mapping[str, Any]) -> str | None:
    page = fields.record(connection.get("pageInfo"), "pageInfo")
    return fields.text(page, "endCursor") if fields.boolean(page, "hasNextPage") else None
