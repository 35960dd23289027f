"""What must hold in every world: order of time, references, chains."""

from datetime import UTC, datetime

import pytest

from sandbox.world import PullRequest, Repository, World
from tests.sandbox.simulation.worlds import SHIPPED, pull_requests, world

NO_SHA = "0" * 40
ARRIVALS = {"push", "force_push", "branch_creation"}


@pytest.fixture(params=SHIPPED)
def any_world(request: pytest.FixtureRequest) -> World:
    return world(request.param)


def instants(record: object) -> list[datetime]:
    """Every instant of a record and of the records inside it, except the author's own clock."""
    found: list[datetime] = []
    for name in getattr(record, "__slots__", ()):
        value = getattr(record, name)
        if isinstance(value, datetime) and name not in {"authored_at", "committed_at"}:
            found.append(value)
        elif isinstance(value, tuple):
            found.extend(instant for item in value for instant in instants(item))
    return found


def test_nothing_is_later_than_as_of_and_all_is_utc(any_world: World) -> None:
    for repository in any_world.repositories:
        for instant in instants(repository):
            assert instant <= any_world.as_of
            assert instant.tzinfo is UTC
            assert instant.microsecond == 0


def test_ids_are_unique(any_world: World) -> None:
    nodes: list[str] = [account.node_id for account in any_world.accounts]
    for repository in any_world.repositories:
        for request in repository.pull_requests:
            nodes += [request.node_id, *(review.node_id for review in request.reviews)]
            nodes += [event.node_id for event in request.timeline]
        for records in (
            repository.issues,
            repository.pushes,
            repository.releases,
            repository.deployments,
            repository.workflow_runs,
        ):
            nodes += [record.node_id for record in records]
    assert len(set(nodes)) == len(nodes)


def test_numbers_count_issues_and_pull_requests_by_creation(any_world: World) -> None:
    for repository in any_world.repositories:
        items = [(item.number, item.created_at) for item in repository.pull_requests]
        items += [(item.number, item.created_at) for item in repository.issues]
        items.sort()
        assert [number for number, _ in items] == list(range(1, len(items) + 1))
        assert [at for _, at in items] == sorted(at for _, at in items)


def test_a_pull_requests_times_are_in_order(any_world: World) -> None:
    for request in pull_requests(any_world):
        assert request.created_at <= request.updated_at
        assert request.commits
        assert request.commits[0].first_seen_at <= request.created_at or any(
            event.event_type == "HeadRefForcePushedEvent" for event in request.timeline
        )
        seen = [commit.first_seen_at for commit in request.commits]
        assert seen == sorted(seen)
        assert [review.submitted_at for review in request.reviews] == sorted(
            review.submitted_at for review in request.reviews
        )
        for at in (*(r.submitted_at for r in request.reviews), *instants_of_events(request)):
            assert at >= request.created_at


def instants_of_events(request: PullRequest) -> list[datetime]:
    events = [event.created_at for event in request.timeline]
    assert events == sorted(events)
    return events


def test_the_end_of_a_pull_request_agrees_with_its_timeline(any_world: World) -> None:
    for request in pull_requests(any_world):
        kinds = [event.event_type for event in request.timeline]
        assert (request.state == "MERGED") == ("MergedEvent" in kinds)
        assert (request.merge_commit_sha is not None) == (request.state == "MERGED")
        opened = kinds.count("ClosedEvent") - kinds.count("ReopenedEvent")
        assert opened == (0 if request.state == "OPEN" else 1)
        if request.merged_at is not None:
            assert request.merged_at == request.closed_at
            assert request.merged_at > request.created_at
            assert not request.is_draft
            assert all(commit.first_seen_at < request.merged_at for commit in request.commits)


def test_requests_are_answered_by_nobody_who_is_the_author(any_world: World) -> None:
    for request in pull_requests(any_world):
        for event in request.timeline:
            if event.requested_reviewer is not None and request.author is not None:
                assert event.requested_reviewer != request.author
        approvals = [review for review in request.reviews if review.state == "APPROVED"]
        assert all(review.author is None or review.author != request.author for review in approvals)


def test_the_default_branch_is_one_connected_history(any_world: World) -> None:
    for repository in any_world.repositories:
        known: set[str] = set()
        for commit in repository.commits:
            assert commit.sha not in known
            assert known.issuperset(commit.parents)
            assert bool(commit.parents) == bool(known)
            known.add(commit.sha)


def test_merges_are_on_the_default_branch(any_world: World) -> None:
    for repository in any_world.repositories:
        by_sha = {commit.sha: commit for commit in repository.commits}
        for request in repository.pull_requests:
            if request.merge_commit_sha is None:
                assert not by_sha.keys() & {commit.sha for commit in request.commits}
                continue
            merge = by_sha[request.merge_commit_sha]
            assert merge.pull_request_number == request.number
            assert merge.first_seen_at == request.merged_at
            is_merge_commit = len(merge.parents) > 1
            on_main = [commit.sha in by_sha for commit in request.commits]
            assert all(on_main) if is_merge_commit else not any(on_main)
            if is_merge_commit:
                assert merge.parents[1] == request.head_sha


def test_pushes_chain_on_every_branch(any_world: World) -> None:
    for repository in any_world.repositories:
        heads: dict[str, str] = {}
        assert [push.pushed_at for push in repository.pushes] == sorted(
            push.pushed_at for push in repository.pushes
        )
        for push in repository.pushes:
            assert heads.get(push.ref, NO_SHA) == push.before_sha
            assert (push.activity_type == "branch_creation") == (push.before_sha == NO_SHA)
            assert (push.activity_type == "branch_deletion") == (push.after_sha == NO_SHA)
            heads[push.ref] = push.after_sha
        assert heads["refs/heads/main"] == repository.commits[-1].sha


def shown_first_seen(repository: Repository, request: PullRequest) -> list[datetime]:
    """When the server saw each commit, from what the API shows: pushes, else the opening."""
    arrivals = {
        push.after_sha: push.pushed_at
        for push in repository.pushes
        if push.ref == f"refs/heads/{request.head_branch}" and push.activity_type in ARRIVALS
    }
    found: list[datetime] = []
    last: datetime | None = None
    for commit in reversed(request.commits):
        last = arrivals.get(commit.sha, last)
        found.append(last or request.created_at)
    return found[::-1]


def test_the_api_shows_when_a_commit_was_first_seen(any_world: World) -> None:
    for repository in any_world.repositories:
        for request in repository.pull_requests:
            seen = [commit.first_seen_at for commit in request.commits]
            assert seen == shown_first_seen(repository, request)


def test_direct_commits_are_seen_when_they_are_pushed(any_world: World) -> None:
    for repository in any_world.repositories:
        pushed = {push.after_sha: push.pushed_at for push in repository.pushes}
        direct = [c for c in repository.commits if c.pull_request_number is None]
        assert direct
        for commit in direct:
            assert commit.committed_at < commit.first_seen_at
            assert commit.sha not in pushed or pushed[commit.sha] == commit.first_seen_at


def test_deployments_carry_what_was_on_the_default_branch(any_world: World) -> None:
    for repository in any_world.repositories:
        seen = {commit.sha: commit.first_seen_at for commit in repository.commits}
        for deployment in repository.deployments:
            assert seen[deployment.commit_sha] <= deployment.created_at
            times = [status.created_at for status in deployment.statuses]
            assert times == sorted(times)
            assert all(at >= deployment.created_at for at in times)
            assert deployment.updated_at == max([deployment.created_at, *times])
        assert all(r.tag_commit_sha in seen for r in repository.releases)


def test_deployments_of_an_environment_do_not_overlap(any_world: World) -> None:
    for repository in any_world.repositories:
        production = [d for d in repository.deployments if d.environment != "staging"]
        for environment in {deployment.environment for deployment in production}:
            last: datetime | None = None
            for deployment in production:
                if deployment.environment == environment:
                    assert last is None or deployment.created_at > last
                    active = [s for s in deployment.statuses if s.state != "INACTIVE"]
                    last = max([deployment.created_at, *(s.created_at for s in active)])


def test_labels_of_incidents_point_at_what_exists(any_world: World) -> None:
    services = {service.service_id for service in any_world.directory.services}
    for repository in any_world.repositories:
        deployments = {deployment.node_id for deployment in repository.deployments}
        for issue in repository.issues:
            assert issue.closed_at is None or issue.closed_at > issue.created_at
            for label in issue.labels:
                kind, _, value = label.partition(":")
                assert kind != "service" or value in services
                assert kind != "severity" or value in {"1", "2", "3"}
                assert kind != "deployment" or value in deployments


def test_workflow_runs_have_jobs_for_every_attempt(any_world: World) -> None:
    for repository in any_world.repositories:
        shas = {commit.sha for commit in repository.commits}
        for run in repository.workflow_runs:
            assert run.event == ("push" if run.head_branch == "main" else "pull_request")
            assert run.event == "pull_request" or run.head_sha in shas
            attempts = {job.run_attempt for job in run.jobs}
            assert attempts == set(range(1, run.run_attempt + 1))
            assert run.created_at <= run.run_started_at <= run.updated_at
            assert (run.status == "completed") == (run.conclusion is not None)


def test_the_directory_refers_to_itself_only(any_world: World) -> None:
    directory = any_world.directory
    teams = {team.team_id for team in directory.teams}
    repositories = {repository.full_name for repository in any_world.repositories}
    assert {service.repository for service in directory.services} == repositories
    assert {owner.team_id for s in directory.services for owner in s.owners} <= teams
    assert {row.team_id for row in directory.roster} <= teams
    people = {row.person_id for row in directory.roster}
    assert {i.person_id for i in directory.identities if i.person_id} < people
    for row in directory.roster:
        assert row.valid_to is None or row.valid_from < row.valid_to
        assert 0 < row.fte <= 1
        assert 0 <= row.available_fraction <= 1
