"""Tricky runs of continuous integration, worked by hand."""

from tests.reference.examples import at, items, truth
from tests.reference.families.pipelines import Attempt, Run
from tests.reference.records import Truth, WorkflowJob, WorkflowRun
from tests.reference.statistics import Span

# From Monday, 8 June, on; Atlas lives in Berlin, two hours ahead.
NEWEST = "06-20 10:00"


def run(
    number: int, created: str, *ends: tuple[str | None, str | None], **given: str
) -> WorkflowRun:
    """A run with one job an attempt: when it ended, and how."""
    return WorkflowRun(
        node_id=f"run-{number}",
        database_id=number,
        workflow_name=given.get("workflow", "test"),
        event=given.get("event", "pull_request"),
        head_branch=given.get("branch", "topic"),
        head_sha=given.get("sha", f"sha-{number}"),
        created_at=at(created),
        jobs=tuple(
            WorkflowJob(place, at(end) if end else None, conclusion)
            for place, (end, conclusion) in enumerate(ends, start=1)
        ),
    )


def world(*runs: WorkflowRun) -> Truth:
    """The runs, and a newest one of another workflow that still runs."""
    newest = run(99, NEWEST, (None, None), workflow="nightly", event="schedule")
    return truth("06-20 10:30", workflow_runs=(*runs, newest))


def spans(*runs: WorkflowRun) -> list[Span | None]:
    return [item.span for item in items(world(*runs), "build_time")]


def test_a_verdict_is_complete_with_the_last_workflow_of_a_commit() -> None:
    lint = run(1, "06-08 10:01", ("06-08 10:03", "success"), sha="s", workflow="lint")
    tests = run(2, "06-08 10:00", ("06-08 10:09", "failure"), sha="s")
    again = run(3, "06-09 10:00", ("06-09 11:00", "success"), sha="s")
    preview = run(4, "06-08 10:11", ("06-08 12:00", "success"), sha="s", workflow="preview")
    assert spans(lint, tests, again, preview) == [Span(9.0, is_observed=True)]


def test_what_still_runs_has_lasted_until_now() -> None:
    assert spans(run(1, "06-20 09:30", (None, None))) == [Span(60.0, is_observed=False)]


def test_a_superseded_run_is_left_out_and_one_cancelled_by_hand_is_not() -> None:
    superseded = run(1, "06-08 10:00", ("06-08 10:05", "cancelled"))
    later = run(2, "06-08 10:04", ("06-08 10:40", "cancelled"))
    assert spans(superseded, later) == [Span(36.0, is_observed=False)]


def test_a_first_attempt_that_was_never_read_is_unknown_and_taken_to_have_failed() -> None:
    tried_again = run(1, "06-08 10:00", ("06-08 10:05", "failure"), ("06-08 10:30", "success"))
    assert spans(tried_again) == []
    (item,) = items(world(tried_again), "pass_on_retry_share")
    assert (item.numerator, item.denominator) == (1.0, 1.0)


def test_a_failure_counts_for_a_retry_only_once_it_passed() -> None:
    failed = run(1, "06-08 10:00", ("06-08 10:05", "failure"))
    assert items(world(failed), "pass_on_retry_share") == []


def test_the_default_branch_is_red_until_a_newer_commit_passes() -> None:
    main = {"event": "push", "branch": "main"}
    failed = run(1, "06-08 10:50", ("06-08 11:00", "failure"), **main)
    mended = run(2, "06-08 11:55", ("06-08 12:00", "success"), **main)
    stale = run(3, "06-08 10:00", ("06-08 13:00", "failure"), **main)
    monday, tuesday = items(world(failed, mended, stale), "main_red_hours")[:2]
    # Known from 13:00 to 17:00 in Berlin; the failure of the older commit says nothing any more.
    assert (monday.numerator, monday.denominator) == (1.0, 4.0)
    assert (tuesday.numerator, tuesday.denominator) == (0.0, 8.0)


def test_no_verdict_stands_longer_than_two_weeks() -> None:
    failed = run(1, "06-01 07:00", ("06-01 07:00", "failure"), event="push", branch="main")
    days = items(world(failed), "main_red_hours")
    assert sum(item.denominator for item in days) == sum(item.numerator for item in days) == 80.0


def test_verdicts_are_only_those_that_say_something() -> None:
    attempts = (Attempt(at("06-08 10:00"), "skipped"), Attempt(None, None))
    waiting = Run("1", "r", "test", "push", "main", "s", at("06-08 09:00"), attempts)
    assert waiting.verdicts == []
    assert waiting.is_running
