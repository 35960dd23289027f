"""Reads what belongs to the site as a whole: projects, fields, statuses, boards, sprints.

Belongs here: landing these lists. Does not belong here: issues (``project.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from extract.core import fields
from extract.core.batch import Batch
from extract.core.common_streams import QUARANTINE
from extract.core.errors import ExtractError, SettingsError, VisibilityError
from extract.core.landing import Landing
from extract.core.parallel import in_order
from extract.core.scope_log import ScopeLog
from extract.core.scopes import STOPPING
from extract.core.source import Row, RunRequest, Stream
from extract.core.vanished import vanished
from extract.sources.jira import lists, site_fields
from extract.sources.jira.client import JiraClient
from extract.sources.jira.parsing import site_records as parsing
from extract.sources.jira.queries import Zone
from extract.sources.jira.settings import LANES, JiraSettings
from extract.sources.jira.site_fields import SiteFields
from extract.sources.jira.streams import (
    BOARDS,
    FIELDS,
    ISSUE_TYPES,
    PRIORITIES,
    PROJECTS,
    SITE_SCOPE,
    SITE_STREAMS,
    SPRINTS,
    STATUSES,
)

Answers = dict[str, Any]


class SiteRun:
    """One run over what belongs to the site.

    Args:
        client: Asks Jira.
        landing: Takes the rows.
        settings: What to read.
        request: Whether to believe large losses.

    Attributes:
        zone: The time zone of the account's profile.
        fields: The custom fields that are read.
        projects: Keys of the projects that are listed, in order.
        hidden: Keys of landed projects that are not listed any more.
        problems: One line for each list that could not be read.
        log: How it went, still to be landed.
    """

    def __init__(
        self, client: JiraClient, landing: Landing, settings: JiraSettings, request: RunRequest
    ) -> None:
        self._client = client
        self._landing = landing
        self._settings = settings
        self._request = request
        self._batch = Batch(SITE_SCOPE)
        self.log = ScopeLog(landing, lambda: client.request_count, SITE_SCOPE)
        self.zone = Zone()
        self.fields = SiteFields()
        self.projects: list[str] = []
        self.hidden: list[str] = []
        self.problems: list[str] = []

    def run(self) -> None:
        """Read and land every list, but for the log.

        Raises:
            ExtractError: Without the projects or the fields nothing else can be read.
        """
        try:
            self._client.find_out()
            profile = fields.record(self._client.platform("/myself"), "myself")
            self.zone = Zone.named(fields.optional_text(profile, "timeZone"))
            self._land(self._ask())
        except ExtractError as error:
            self.log.failed(SITE_STREAMS, error)
            raise

    def _ask(self) -> Answers:
        """Ask for all lists side by side; a list that is refused has its error in its place."""
        client = self._client
        asked: dict[str, Callable[[], Any]] = {
            PROJECTS.name: lambda: lists.projects(client, self._settings.projects),
            FIELDS.name: lambda: client.platform("/field"),
            STATUSES.name: lambda: client.platform("/status"),
            ISSUE_TYPES.name: lambda: client.platform("/issuetype"),
            PRIORITIES.name: lambda: client.platform("/priority"),
            BOARDS.name: lambda: lists.boards(client),
        }
        return dict(in_order(lambda name: attempt(asked[name]), asked, LANES))

    def _land(self, answers: Answers) -> None:
        for name in (PROJECTS.name, FIELDS.name):
            if isinstance(answers[name], ExtractError):
                raise answers[name]
        self._add_projects(answers[PROJECTS.name])
        self._add_fields(answers[FIELDS.name])
        for stream, parse in _LISTS:
            self._add_list(stream, parse, answers[stream.name])
        self._add_boards(answers[BOARDS.name])
        self._landing.commit(self._batch.take(), scope=SITE_SCOPE)

    def _add_projects(self, listed: list[Any]) -> None:
        known = self._landing.landed.live_rows(PROJECTS, columns=("project_key",))
        rows = self._added(PROJECTS, parsing.project_row, listed)
        self.projects = sorted({row["project_key"] for row in rows})
        if not rows and not known and not self._settings.projects:
            raise VisibilityError(
                "Jira shows no project to the account; give it the permission Browse Projects."
            )
        seen = {*self.projects, *(row["project_key"] for row in known.values())}
        for key in self._settings.projects:
            if key not in seen:
                raise SettingsError(
                    f"JIRA_PROJECTS names {key}, which Jira does not know or the account may not "
                    "browse; correct the key or the account's permissions."
                )
        gone = known.keys() - {row["project_id"] for row in rows}
        if self._settings.projects:
            # What is not asked for is not missing.
            gone = {key for key in gone if known[key]["project_key"] in self._settings.projects}
        # A key that is listed again belongs to another project now.
        replaced = {key for key in gone if known[key]["project_key"] in self.projects}
        self.hidden = sorted(known[key]["project_key"] for key in gone - replaced)
        self._batch.add_tombstones(PROJECTS, gone if self._request.accept_deletions else replaced)
        gone_text = ", ".join(self.hidden)
        self.log.read(PROJECTS, detail=f"no longer listed: {gone_text}" if gone_text else None)

    def _add_fields(self, payload: Any) -> None:
        found = self.fields = site_fields.identify(site_fields.listed_fields(payload))
        raw = [
            {
                "id": key,
                "kind": kind,
                "name": found.names[key],
                "custom_type": found.custom_types[key],
            }
            for key, kind in found.kinds.items()
        ]
        rows = self._added(FIELDS, parsing.field_row, raw)
        missing = {site_fields.SPRINT, site_fields.STORY_POINTS} - set(found.kinds.values())
        detail = f"the site has no field for: {', '.join(sorted(missing))}" if missing else None
        self._finish(FIELDS, rows, detail)

    def _add_list(self, stream: Stream, parse: Callable[..., Row], answer: Any) -> None:
        if isinstance(answer, ExtractError):
            self._refused((stream,), answer)
            return
        self._finish(stream, self._added(stream, parse, parsing.members(answer, stream.name)))

    def _add_boards(self, answer: Any) -> None:
        if isinstance(answer, ExtractError):
            self._refused((BOARDS, SPRINTS), answer)
            return
        boards = self._added(BOARDS, parsing.board_row, answer)
        self._finish(BOARDS, boards)
        sprints: list[Row] = []
        refused: list[ExtractError] = []
        ids = sorted({board["board_id"] for board in boards if board["board_type"] != "kanban"})
        asked = in_order(lambda key: attempt(lambda: lists.sprints(self._client, key)), ids, LANES)
        for board_id, found in asked:
            if isinstance(found, ExtractError):
                refused.append(found)
            else:
                sprints += self._added(SPRINTS, parsing.sprint_row, found, board_id)
        for error in refused[:1]:
            self._refused((SPRINTS,), error)
        if not refused:
            self._finish(SPRINTS, sprints)

    def _added(
        self, stream: Stream, parse: Callable[..., Row], raw: list[Any], *context: Any
    ) -> list[Row]:
        rows = [self._batch.add(stream, parse, each, *context) for each in raw]
        return [row for row in rows if row is not None]

    def _finish(self, stream: Stream, rows: list[Row], detail: str | None = None) -> None:
        """Note a list that was read, with tombstones for what it no longer has."""
        rejected = (row["stream"] for row in self._batch.rows[QUARANTINE.name])
        # What is hidden takes its boards along; what is in quarantine is not gone.
        if not self.hidden and not self._settings.projects and stream.name not in rejected:
            known, listed = self._landing.known_keys(stream), {row[stream.key] for row in rows}
            try:
                self._batch.add_tombstones(stream, vanished(known, listed, self._request))
            except VisibilityError as error:
                self._refused((stream,), error)
                return
        self.log.read(stream, detail=detail)

    def _refused(self, streams: tuple[Stream, ...], error: ExtractError) -> None:
        self.log.failed(streams, error)
        names = ", ".join(stream.name for stream in streams)
        self.problems.append(f"The site's {names}: {error}")


_LISTS: tuple[tuple[Stream, Callable[..., Row]], ...] = (
    (STATUSES, parsing.status_row),
    (ISSUE_TYPES, parsing.issue_type_row),
    (PRIORITIES, parsing.priority_row),
)


def attempt(ask: Callable[[], Any]) -> Any:
    """Return an answer, or the error that stands in its place.

    Raises:
        ExtractError: The error concerns the whole run.
    """
    try:
        return ask()
    except STOPPING:
        raise
    except ExtractError as error:
        return error
