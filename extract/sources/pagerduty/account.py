"""One run over an account: what its steps share, from requests to commits.

Belongs here: the run's state, its bounds in time, and reading a list over time. Does not belong
here: the steps themselves (``run.py`` names them).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from extract.core.batch import Batch
from extract.core.fields import instant, record
from extract.core.landing import Landing
from extract.core.parallel import in_order
from extract.core.scope_log import PARTIAL, ScopeLog
from extract.core.source import Row, RunRequest, Stream
from extract.sources.pagerduty.client import Found, PagerdutyClient, Question
from extract.sources.pagerduty.settings import LANES, PagerdutySettings
from extract.sources.pagerduty.shapes import Shape, kept
from extract.sources.pagerduty.state import OVERLAP, SHORT_OVERLAP, AccountState
from extract.sources.pagerduty.streams import SCOPE
from extract.sources.pagerduty.windows import Window, windows

COMMIT_ROWS = 2000
"""How many rows wait for a commit at most, but for those of one window: what a kill can cost."""

_MARGIN = timedelta(minutes=1)
"""How far a run looks beyond its own clock, which may be behind PagerDuty's."""


@dataclass(frozen=True)
class Kind:
    """How one kind of record is asked for and read.

    Attributes:
        stream: Where it lands.
        question: Asks for it, without a stretch of time.
        shape: What may be looked at.
        parse: Makes a row of it.
        longest: The longest stretch of time that one list may cover.
        moment: The column that says when a record of it was made or began.
        is_by_team: Whether the list can be asked for by team.
    """

    stream: Stream
    question: Question
    shape: Shape
    parse: Callable[..., Row]
    longest: timedelta = timedelta(days=30)
    moment: str = "created_at"
    is_by_team: bool = True


@dataclass
class Reading:
    """What a list over time brought in one run.

    Attributes:
        since: Where the reading began (naive UTC).
        is_from_beginning: Whether that was the beginning of the account's history.
        rows: The rows, by key.
        identifiers: Those of all records, also of those that could not be parsed.
        rejected: How many could not be parsed.
        expected: The sum of the totals; None where PagerDuty gave none.
        is_whole: Whether everything that was announced came.
    """

    since: datetime
    is_from_beginning: bool
    rows: dict[Any, Row] = field(default_factory=dict)
    identifiers: set[Any] = field(default_factory=set)
    rejected: int = 0
    expected: int | None = 0
    is_whole: bool = True

    def add(self, kind: Kind, rows: list[Row], found: Found) -> None:
        """Add what a window had."""
        self.rows |= {row[kind.stream.key]: row for row in rows}
        self.identifiers.update(map(identifier, found.records))
        self.rejected += len(found.records) - len(rows)
        self.is_whole &= found.is_whole
        more = found.total
        self.expected = None if self.expected is None or more is None else self.expected + more


class AccountRun:
    """One run over one account.

    Args:
        client: Asks PagerDuty.
        landing: Takes the rows.
        settings: What to read.
        request: How far back, and what to believe.

    Attributes:
        state: What earlier runs left, and this one changes.
        batch: Rows waiting for a commit.
        log: Notes how each stream went.
        until: The end of what this run reads (naive UTC).
        is_thorough: Whether this run looks at the whole overlap.
        request: What to believe: if other teams are read than before, the records of those that
            are not read any more leave what is landed, however many.
    """

    def __init__(
        self,
        client: PagerdutyClient,
        landing: Landing,
        settings: PagerdutySettings,
        request: RunRequest,
    ) -> None:
        self.client = client
        self.landing = landing
        self.teams = settings.teams
        stored = landing.read_state(SCOPE)
        self.state = AccountState.from_json(stored, settings.teams, request.since)
        changed_teams = bool(stored) and tuple(stored["teams"]) != settings.teams
        believes = request.accept_deletions or changed_teams
        self.request = replace(request, accept_deletions=believes)
        self.batch = Batch(SCOPE)
        self.log = ScopeLog(landing, client.count_requests, SCOPE)
        self.now = landing.clock.now()
        self.until = self.now.astimezone(UTC).replace(tzinfo=None) + _MARGIN
        self.is_thorough = self.state.is_thorough_due(self.now)

    def of_teams(self, question: Question) -> Question:
        """Return the question for the chosen teams only."""
        if not self.teams:
            return question
        parameters = {**question.parameters, "team_ids[]": list(self.teams)}
        return Question(question.path, question.member, parameters, question.window)

    def beginning(self) -> datetime | None:
        """Return when the first incident was made (naive UTC), or where the run was told to begin.

        None if there has never been an incident. Asking for all dates ignores since and until; this
        is the only question that does, because its answer is one record.
        """
        known = self.state.since_at() or self.state.beginning_at()
        if known is not None:
            return known
        parameters = {"date_range": "all", "sort_by": "created_at:asc"}
        question = self.of_teams(Question("/incidents", "incidents", parameters))
        oldest = self.client.first(question)
        if oldest is None:
            return None
        moment = instant(record(oldest, "incident"), "created_at")
        self.state.beginning = moment.isoformat()
        return moment

    def read_over_time(
        self,
        kind: Kind,
        on_window: Callable[[Found], None] = lambda _: None,
        start: datetime | None = None,
    ) -> Reading:
        """Read and land what a list has from where the last run ended, or from the beginning.

        What follows a window that did not come whole is read again by the next run.

        Args:
            kind: What to read.
            on_window: Called with what each window had, before it is committed.
            start: Begin here instead; where the last run ended is then left as it is.
        """
        beginning = self.beginning() or self.until - OVERLAP
        state = self.state.of(kind.stream.name)
        goes_on = start is None
        if start is None:
            start = state.start(beginning, OVERLAP if self.is_thorough else SHORT_OVERLAP)
        reading = Reading(start, is_from_beginning=start == beginning)
        stretches = windows(start, self.until, kind.longest)
        for window, found in in_order(self._reader(kind), stretches, LANES):
            rows = self.add_all(kind, found.records)
            reading.add(kind, rows, found)
            if reading.is_whole and goes_on:
                moments = [row[kind.moment] for row in rows if row[kind.moment] is not None]
                state.met([moment for moment in moments if moment <= self.until])
                state.reached = window.until.isoformat()
            on_window(found)
            if len(self.batch) >= COMMIT_ROWS:
                self.commit()
        state.is_complete |= reading.is_whole and goes_on
        return reading

    def _reader(self, kind: Kind) -> Callable[[Window], Found]:
        question = self.of_teams(kind.question) if kind.is_by_team else kind.question
        return lambda window: self.client.everything(question.within(window))

    def add_all(self, kind: Kind, records: list[Any]) -> list[Row]:
        """Add the rows of records; one that cannot be parsed goes to quarantine."""
        rows = (self.batch.add(kind.stream, kind.parse, kept(raw, kind.shape)) for raw in records)
        return [row for row in rows if row is not None]

    def note(self, stream: Stream, expected: int | None, *, is_whole: bool) -> None:
        """Note in the log how a stream was read."""
        if is_whole:
            since = self.state.since
            self.log.read(stream, expected, f"since {since}" if since else None)
        else:
            detail = "some records moved while they were read; the next run reads them again"
            self.log.read(stream, expected, detail, status=PARTIAL)

    def commit(self) -> None:
        """Land what has been read so far together with the state that says so."""
        self.landing.commit(self.batch.take(), {SCOPE: self.state.as_json()}, scope=SCOPE)


def identifier(raw: Any) -> Any:
    """Return the identifier of a record as it came; None if it has none."""
    return raw.get("id") if isinstance(raw, Mapping) else None
