"""Builds of pull requests, red default branches, and builds that pass when they are tried again.

Belongs here: `build_time`, `build_time_p85`, `main_red_hours` and `pass_on_retry_share`. Does not
belong here: which runs there are (`pipelines.py`), single tests (`flaky_tests.py`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from tests.reference.calendar import DAY, local_day, working_windows
from tests.reference.catalogue import P85, Rule
from tests.reference.context import Context
from tests.reference.families.code_owners import owners_of_repository
from tests.reference.families.pipelines import UNKNOWN, Run, runs
from tests.reference.items import Item
from tests.reference.statistics import Span

HOUR = timedelta(hours=1)
TOGETHER = timedelta(minutes=10)
VERDICT_STANDS = timedelta(days=14)
RULES = (
    Rule("build_time", "survival", 5),
    Rule("build_time_p85", "survival", 10, P85),
    Rule("main_red_hours", "ratio", 3),
    Rule("pass_on_retry_share", "ratio", 20, is_proportion=True),
)


def place(context: Context) -> None:
    """Place the builds of all three metrics."""
    known = runs(context)
    _place_builds(context, known)
    _place_red_hours(context, known)
    for run in known:
        if run.verdicts and run.verdicts[-1].verdict == "passed":
            # Nobody tries again what passed.
            has_failed = not run.is_known or any(a.verdict == "failed" for a in run.verdicts)
            item = Item(key=run.run_id, numerator=float(has_failed), denominator=1.0)
            for team_id in owners_of_repository(context, run.repository, run.enqueued_at):
                context.placing.add("pass_on_retry_share", team_id, run.enqueued_at, item)


def is_superseded(run: Run, known: list[Run]) -> bool:
    """It was cancelled, and a later run of its workflow and branch was there by then."""
    end = run.cancelled_at
    later = [
        other
        for other in known
        if other.event == run.event
        and (other.repository, other.workflow, other.branch)
        == (run.repository, run.workflow, run.branch)
        and (other.enqueued_at, other.run_id) > (run.enqueued_at, run.run_id)
    ]
    return end is not None and any(other.enqueued_at <= end for other in later)


def _place_builds(context: Context, known: list[Run]) -> None:
    commits: dict[tuple[str, str], dict[str, Run]] = defaultdict(dict)
    for run in known:
        if run.event == "pull_request" and (run.verdicts or run.is_running or run.cancelled_at):
            commits[run.repository, run.commit].setdefault(run.workflow, run)
    for key, by_workflow in commits.items():
        start = min(run.enqueued_at for run in by_workflow.values())
        together = [run for run in by_workflow.values() if run.enqueued_at - start <= TOGETHER]
        if any(not run.is_known or is_superseded(run, known) for run in together):
            continue
        span = _wait(together, start, context.as_of)
        for team_id in owners_of_repository(context, key[0], start):
            for metric_id in ("build_time", "build_time_p85"):
                context.placing.add(metric_id, team_id, start, Item(key=key, span=span))


def _wait(together: list[Run], start: datetime, as_of: datetime) -> Span:
    """Minutes until each workflow said its first word, or until now."""
    ends = [
        run.verdicts[0].ended_at if run.verdicts else run.cancelled_at or as_of for run in together
    ]
    is_complete = all(run.verdicts for run in together)
    last = max(end for end in ends if end)
    return Span((last - start) / timedelta(minutes=1), is_complete)


@dataclass(frozen=True)
class Stand:
    """What a workflow says of the default branch for a while."""

    start: datetime
    end: datetime
    is_red: bool


Said = tuple[datetime, int, int, str]
"""When an attempt ended, the places of its run and of itself, and passed, failed or unknown."""


def stands(context: Context, repository: str, known: list[Run]) -> Iterator[Stand]:
    """Each verdict on the default branch, until a newer one or for two weeks."""
    branch = context.truth.repository(repository).default_branch
    own = [
        run
        for run in known
        if (run.repository, run.event, run.branch) == (repository, "push", branch)
    ]
    for workflow in {run.workflow for run in own}:
        holding = _not_overtaken(sorted(_said([run for run in own if run.workflow == workflow])))
        ends = [said[0] for said in holding[1:]] + [context.as_of]
        for (start, _, _, verdict), end in zip(holding, ends, strict=True):
            if verdict != UNKNOWN:
                yield Stand(start, min(end, start + VERDICT_STANDS), verdict == "failed")


def _said(own: list[Run]) -> Iterator[Said]:
    for place_of_run, run in enumerate(own):
        for number, attempt in enumerate(run.attempts):
            verdict = UNKNOWN if attempt.conclusion == UNKNOWN else attempt.verdict
            if attempt.ended_at and verdict:
                yield attempt.ended_at, place_of_run, number, verdict


def _not_overtaken(said: list[Said]) -> list[Said]:
    """The verdicts in order of time, without those on commits older than the last one's."""
    holding: list[Said] = []
    for verdict in said:
        if not holding or verdict[1] >= holding[-1][1]:
            holding.append(verdict)
    return holding


def _place_red_hours(context: Context, known: list[Run]) -> None:
    organisation = context.organisation
    for repository in context.truth.repositories:
        said = list(stands(context, repository.full_name, known))
        teams = {
            team_id
            for service in context.ownership.of_repository(repository.full_name)
            for team_id, _, _ in service.owners
        }
        for team_id in teams if said else ():
            day = min(stand.start for stand in said).date() - DAY
            while day <= context.as_of.date() + DAY:
                zone = organisation.zone(team_id, day)
                is_holiday = organisation.is_holiday(team_id)
                for opens, closes in working_windows(day, day, zone, is_holiday):
                    today = datetime.combine(local_day(opens, zone), time(0), UTC)
                    if team_id in owners_of_repository(context, repository.full_name, today):
                        _place_day(context, (repository.full_name, team_id), (opens, closes), said)
                day += DAY


def _place_day(
    context: Context, whose: tuple[str, str], window: tuple[datetime, datetime], said: list[Stand]
) -> None:
    """Cut a working day at every change of state and add up the pieces."""
    opens, closes = window
    cuts = {opens, closes}
    cuts |= {at for stand in said for at in (stand.start, stand.end) if opens < at < closes}
    ordered = sorted(cuts)
    known = red = timedelta()
    for start, end in pairwise(ordered):
        standing = [stand for stand in said if stand.start <= start and end <= stand.end]
        known += end - start if standing else timedelta()
        red += end - start if any(stand.is_red for stand in standing) else timedelta()
    if known:
        item = Item(key=(whose[0], opens.date()), numerator=red / HOUR, denominator=known / HOUR)
        context.placing.add("main_red_hours", whose[1], opens, item)
