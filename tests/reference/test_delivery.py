"""The reference's deployments, lead times and failures on examples worked by hand."""

from datetime import date
from typing import Any

import pytest

from tests.reference.calendar import Period
from tests.reference.examples import (
    ADA,
    BEN,
    BOT,
    at,
    change,
    commit,
    deployment,
    event,
    issue,
    items,
    push,
    review,
    truth,
)
from tests.reference.records import Truth
from tests.reference.statistics import Span

QUARTER = Period("quarter", date(2026, 4, 1))


def squashed(number: int, merged: str, sha: str, **given: Any) -> Any:
    """A pull request of two commits, pushed at 9:00 and 11:00 of 2 June, squashed into one."""
    commits = (
        commit(f"{number}-a", "06-02 08:00"),
        commit(f"{number}-b", "06-02 10:00", f"{number}-a"),
    )
    return change(
        number,
        "06-02 12:00",
        merged_at=at(merged),
        merge_commit_sha=sha,
        commits=commits,
        **given,
    )


PUSHES = (push("topic-7", "7-a", "06-02 09:00"), push("topic-7", "7-b", "06-02 11:00"))


def deployed(pull_request: Any, **given: Any) -> Truth:
    """`root` deployed on 1 June, `pull_request` as commit `m` on 3 June at 15:00."""
    return truth(
        "07-20 00:00",
        pull_requests=(pull_request,),
        commits=(commit("root", "05-01 00:00"), commit("m", "06-03 12:00", "root", number=7)),
        pushes=PUSHES,
        deployments=(
            deployment("d1", "root", "06-01 10:00"),
            deployment("d2", "m", "06-03 15:00"),
            deployment("d3", "m", "06-03 18:00"),
        ),
        **given,
    )


def test_a_squash_stands_for_the_commits_of_its_pull_request() -> None:
    world = deployed(squashed(7, "06-03 12:00", "m"))
    found = {item.key: item.value for item in items(world, "change_lead_time")}
    assert found == {("checkout", "7-a"): 30.0, ("checkout", "7-b"): 28.0}


def test_commits_before_the_look_back_of_the_first_deployment_are_no_items() -> None:
    # root (1 May) is 31 days older than the first deployment.
    world = deployed(squashed(7, "06-03 12:00", "m"))
    assert all("root" not in str(item.key) for item in items(world, "change_lead_time"))


def test_a_deployment_of_the_same_commit_carries_no_change() -> None:
    world = deployed(squashed(7, "06-03 12:00", "m"))
    assert len(items(world, "deploy_freq")) == 2


def test_commits_pushed_together_were_seen_together() -> None:
    world = deployed(squashed(7, "06-03 12:00", "m"))
    together = truth(
        "07-20 00:00",
        pull_requests=world.repositories[0].pull_requests,
        commits=world.repositories[0].commits,
        pushes=PUSHES[1:],
        deployments=world.repositories[0].deployments,
    )
    assert [item.value for item in items(together, "change_lead_time")] == [28.0, 28.0]


def test_a_commit_without_push_was_there_when_its_pull_request_was_opened() -> None:
    world = deployed(squashed(7, "06-03 12:00", "m", head_branch="gone"))
    assert [item.value for item in items(world, "change_lead_time")] == [27.0, 27.0]


def test_a_merge_commit_is_no_item_and_its_commits_count_once() -> None:
    branch = commit("7-a", "06-02 08:00", "root", number=7)
    world = truth(
        "07-20 00:00",
        pull_requests=(
            change(
                7,
                "06-02 12:00",
                merged_at=at("06-03 12:00"),
                merge_commit_sha="m",
                commits=(branch,),
            ),
        ),
        commits=(
            commit("root", "05-31 00:00"),
            branch,
            commit("m", "06-03 12:00", "root", "7-a", number=7),
            commit("direct", "06-03 13:00", "m"),
        ),
        pushes=(*PUSHES, push("main", "direct", "06-03 13:30", "m")),
        deployments=(
            deployment("d1", "root", "06-01 10:00"),
            deployment("d2", "direct", "06-03 15:00"),
        ),
    )
    found = {item.key[1]: item.value for item in items(world, "change_lead_time")}  # type: ignore[index]
    assert found == {"7-a": 30.0, "direct": 1.5}  # nobody knows when root was pushed


PARTS = ("lt_coding", "lt_pickup", "lt_review", "lt_merge_wait", "lt_deploy_wait")


@pytest.mark.parametrize(
    ("given", "hours"),
    [
        ({}, [3, 0, 0, 24, 3]),  # unreviewed: everything after ready waits for the merge
        ({"reviews": (review(BOT, "06-02 13:00"), review(ADA, "06-02 14:00"))}, [3, 0, 0, 24, 3]),
        ({"reviews": (review(BEN, "06-02 14:00"),)}, [3, 2, 0, 22, 3]),
        (
            {
                "reviews": (
                    review(BEN, "06-02 14:00", "CHANGES_REQUESTED"),
                    review(BEN, "06-03 09:00"),
                    review(BEN, "06-03 13:00"),  # after the merge
                )
            },
            [3, 2, 19, 3, 3],
        ),
        (
            {
                "timeline": (event("ReadyForReviewEvent", "06-02 16:00"),),
                "reviews": (review(BEN, "06-02 18:00", "COMMENTED"),),
            },
            [7, 2, 0, 18, 3],
        ),
    ],
)
def test_the_parts_of_a_change(given: Any, hours: list[float]) -> None:
    world = deployed(squashed(7, "06-03 12:00", "m", **given))
    found = [items(world, part)[0] for part in PARTS]
    assert [item.numerator for item in found] == hours
    assert {item.denominator for item in found} == {30.0} == {float(sum(hours))}


@pytest.mark.parametrize(
    ("given", "failed"),
    [
        ({}, False),
        ({"issues": (issue("06-03 16:00", None, "incident"),)}, True),
        ({"issues": (issue("06-03 16:00", None, "incident", "severity:3"),)}, False),
        ({"issues": (issue("06-03 16:00", None, "incident", "severity:2"),)}, True),
        ({"issues": (issue("06-03 16:00", None, "incident", "service:search"),)}, False),
        ({"issues": (issue("06-04 15:01", None, "incident"),)}, False),
        ({"issues": (issue("06-06 14:00", None, "incident", "deployment:d2"),)}, True),
        ({"issues": (issue("06-06 16:00", None, "incident", "deployment:d2"),)}, False),
        ({"issues": (issue("06-03 16:00", None, "incident", "deployment:d9"),)}, True),
    ],
)
def test_incidents_link_to_the_latest_change(given: Any, failed: bool) -> None:
    world = deployed(squashed(7, "06-03 12:00", "m"), **given)
    found = {item.key[0]: item.numerator for item in items(world, "change_fail_rate")}  # type: ignore[index]
    assert found == {"d1": 0.0, "d2": float(failed)}


def test_a_revert_links_to_what_it_reverts_and_ends_the_failure() -> None:
    revert = change(
        8,
        "06-03 17:00",
        title="Revert",
        body="Reverts harbour/checkout#7",
        merged_at=at("06-03 18:00"),
        merge_commit_sha="r",
    )
    world = deployed(squashed(7, "06-03 12:00", "m"))
    one = world.repositories[0]
    world = truth(
        "07-20 00:00",
        pull_requests=(*one.pull_requests, revert),
        commits=(*one.commits, commit("r", "06-03 18:00", "m", number=8)),
        pushes=PUSHES,
        deployments=(*one.deployments, deployment("d4", "r", "06-03 20:00")),
    )
    assert [item.numerator for item in items(world, "change_fail_rate")] == [0, 1, 0]
    assert [item.numerator for item in items(world, "deploy_rework_rate")] == [0, 0, 1]
    assert [item.span for item in items(world, "failed_deploy_recovery", QUARTER)] == [
        Span(5.0, is_observed=True)
    ]


def test_an_incident_still_open_is_censored_at_as_of() -> None:
    world = deployed(
        squashed(7, "06-03 12:00", "m"), issues=(issue("06-03 16:00", None, "incident"),)
    )
    spans = [item.span for item in items(world, "failed_deploy_recovery", QUARTER)]
    assert spans == [Span((at("07-20 00:00") - at("06-03 15:00")).total_seconds() / 3600, False)]
