"""One extraction of an account of PagerDuty: its lists, then what happened, then who was on call.

Belongs here: the order of steps, and what a failure stops. Does not belong here: the steps.

What a step that fails has already put into the batch is true, and lands with the next commit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extract.core.errors import ExtractError, LandingError, RecordError
from extract.core.http import HttpClient
from extract.core.landing import Landing
from extract.core.scopes import read_scopes
from extract.core.source import RunRequest, RunResult, Stream
from extract.sources.pagerduty import history, lists, on_calls
from extract.sources.pagerduty.account import AccountRun
from extract.sources.pagerduty.client import PagerdutyClient
from extract.sources.pagerduty.settings import PagerdutySettings
from extract.sources.pagerduty.streams import (
    ESCALATION_POLICIES,
    INCIDENTS,
    LOG_ENTRIES,
    ON_CALLS,
    SCHEDULES,
    SERVICES,
    TEAMS,
)

_STEPS: Mapping[str, tuple[Stream, Callable[[AccountRun], None]]] = {
    stream.name: (stream, step)
    for stream, step in (
        (TEAMS, lists.read_teams),
        (SERVICES, lists.read_services),
        (ESCALATION_POLICIES, lists.read_escalation_policies),
        (SCHEDULES, lists.read_schedules),
        (LOG_ENTRIES, history.read_log_entries),
        (INCIDENTS, history.read_incidents),
        (ON_CALLS, on_calls.read_on_calls),
    )
}
"""The streams in the order in which they are read, and what reads them."""


def run(landing: Landing, request: RunRequest) -> RunResult:
    """Extract PagerDuty into an open landing.

    Raises:
        ExtractError: The whole run has to stop; what was committed stays and is gone on from.
    """
    settings = PagerdutySettings.from_environment()
    http = HttpClient(settings.tool(), landing.clock, request.progress, request.patience)
    account = AccountRun(PagerdutyClient(http), landing, settings, request)
    try:
        problems = read_scopes(
            _STEPS, lambda name: _read(account, name), request.progress, _explained
        )
    except ExtractError as error:
        account.log.failed((stream for stream, _ in _STEPS.values()), error)
        if not isinstance(error, LandingError):
            account.commit()
        account.log.write_after(error)
        raise
    if account.is_thorough and not problems:
        account.state.thorough_at = account.now.isoformat()
    account.commit()
    account.log.write()
    return RunResult(http.request_count, landing.records_landed(), problems)


def _read(account: AccountRun, name: str) -> None:
    stream, step = _STEPS[name]
    try:
        step(account)
    except ExtractError as error:
        account.log.failed((stream,), error)
        raise


def _explained(name: str, error: ExtractError) -> str:
    if isinstance(error, RecordError):
        return (
            f"PagerDuty, {name}: the answer is malformed ({error}); nothing of it was used. "
            "Run again; if it stays so, this version of PagerDuty is not supported."
        )
    return f"PagerDuty, {name}: {error}"
