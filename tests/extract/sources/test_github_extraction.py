"""Whole runs against the small scenario: what lands, what changes, what vanishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sandbox.world import World
from tests.extract.sources.github_example import REPOSITORY, Github, small_world

PUSH_KINDS = {"push", "force_push", "branch_creation"}


def test_everything_of_the_world_lands(organisation: Github) -> None:
    result = organisation.extract()
    world, live = small_world(), organisation.live()
    assert result.problems == []
    for stream, entity in {
        "pull_requests": "pull_requests",
        "commits": "commits",
        "issues": "issues",
        "releases": "releases",
        "deployments": "deployments",
        "workflow_runs": "workflow_runs",
    }.items():
        expected = sum(len(getattr(repository, entity)) for repository in world.repositories)
        assert len(live[stream]) == expected > 0, stream
    pull_requests = [p for r in world.repositories for p in r.pull_requests]
    for stream, entity in {
        "pull_request_reviews": "reviews",
        "pull_request_commits": "commits",
        "pull_request_files": "files",
    }.items():
        assert len(live[stream]) == sum(len(getattr(p, entity)) for p in pull_requests), stream
    pushes = [p for r in world.repositories for p in r.pushes if p.activity_type in PUSH_KINDS]
    assert len(live["pushes"]) == len(pushes)
    assert len(live["teams"]) == len(world.organisation.teams)
    assert live["quarantine"] == {}


def test_values_are_those_of_the_world(organisation: Github) -> None:
    organisation.extract()
    rows = organisation.rows("pull_requests")
    for repository in small_world().repositories:
        for pull_request in repository.pull_requests:
            row = rows[pull_request.node_id]
            author = pull_request.author.login if pull_request.author else None
            assert (row["repository"], row["number"]) == (repository.full_name, pull_request.number)
            assert (row["author_login"], row["state"]) == (author, pull_request.state)
            assert row["created_at"] == pull_request.created_at.replace(tzinfo=None)
            assert row["merge_commit_sha"] == pull_request.merge_commit_sha
            assert row["head_repository"] == pull_request.head_repository
            assert row["labels"] == ",".join(sorted(pull_request.labels))


def test_the_log_accounts_for_every_stream(organisation: Github) -> None:
    organisation.extract()
    entries = organisation.log()
    assert {entry["status"] for entry in entries} == {"complete"}
    for entry in entries:
        if entry["expected_count"] is not None:
            assert entry["expected_count"] == entry["known_count"], entry["extraction_log_id"]
    scopes = {entry["scope"] for entry in entries}
    assert scopes == {r.full_name for r in small_world().repositories} | {"organisation"}
    (logged,) = (e for e in entries if (e["stream"], e["scope"]) == ("pull_requests", REPOSITORY))
    assert logged["landed_rows"] == logged["known_count"]


def test_a_second_run_lands_nothing_and_changes_nothing(github: Github) -> None:
    github.extract()
    before = github.live()
    assert sum(github.extract().landed_rows.values()) == 0
    assert github.live() == before


def test_a_change_is_found_by_the_next_run(github: Github) -> None:
    github.extract()
    reviews = len(github.rows("pull_request_reviews"))
    touched = github.control("touch", repository=REPOSITORY, share=0.05)["touched"]
    result = github.extract()
    assert result.landed_rows == {
        "pull_requests": len(touched),
        "pull_request_reviews": len(touched),
    }
    assert len(github.rows("pull_request_reviews")) == reviews + len(touched)


@pytest.mark.parametrize("kind", ["issue", "release", "deployment"])
def test_a_deletion_is_noticed(github: Github, kind: str) -> None:
    github.extract()
    stream, key = f"{kind}s", f"{kind}_id"
    rows = [row for row in github.rows(stream).values() if row["repository"] == REPOSITORY]
    gone = min(rows, key=lambda row: row["created_at"])[key]
    github.control("delete", repository=REPOSITORY, kind=kind, id=gone)
    github.extract()
    assert gone not in github.rows(stream)
    assert len([r for r in github.rows(stream).values() if r["repository"] == REPOSITORY]) == (
        len(rows) - 1
    )
    statuses = github.rows("deployment_statuses").values()
    assert gone not in {status["deployment_id"] for status in statuses}
    assert {entry["status"] for entry in github.log()} == {"complete"}


def test_a_child_that_vanished_from_its_parent_gets_a_tombstone(github: Github) -> None:
    github.extract()
    state = github.service.store.repository(REPOSITORY)
    assert state is not None
    pull_request = max(state.pull_requests.records.values(), key=lambda p: len(p.reviews))
    shorter = replace(
        pull_request, reviews=pull_request.reviews[1:], updated_at=small_world().as_of
    )
    state.pull_requests.put(shorter)
    github.service.store.register(state, shorter)
    github.extract()
    reviews = github.rows("pull_request_reviews")
    assert pull_request.reviews[0].node_id not in reviews
    assert all(review.node_id in reviews for review in shorter.reviews)


def test_data_that_changes_between_pages_is_complete_after_the_run(github: Github) -> None:
    github.control("shift", every=1)
    github.service.limits = replace(github.service.limits, page_weight_limit=5000)
    github.extract()
    github.control("shift", every=0)
    assert {entry["status"] for entry in github.log()} == {"complete"}
    github.extract()
    undisturbed = github.home.parent / "other"
    github.extract(undisturbed)
    assert github.live() == github.live(undisturbed)
    assert github.live()["pull_requests"]


def test_since_leaves_out_what_is_older(github: Github) -> None:
    since = datetime(2026, 5, 1, tzinfo=UTC)
    repository = small_world().repository(REPOSITORY)
    assert repository is not None
    expected = sum(p.updated_at >= since for p in repository.pull_requests)
    for _ in range(2):
        github.extract(since=since)
        rows = github.rows("pull_requests").values()
        assert len(rows) == expected > 0
        naive = since.replace(tzinfo=None)
        assert all(row["updated_at"] >= naive for row in rows)
        assert all(row["pushed_at"] >= naive for row in github.rows("pushes").values())
    github.extract()
    assert len(github.rows("pull_requests")) == len(repository.pull_requests) > expected


def test_a_repository_that_is_no_longer_listed_is_logged_and_marked(organisation: Github) -> None:
    organisation.extract()
    store = organisation.service.store
    (key,) = (k for k, state in store.repositories.items() if state.full_name == REPOSITORY)
    del store.repositories[key]
    organisation.extract()
    assert REPOSITORY not in {
        row["repository"] for row in organisation.rows("repositories").values()
    }
    details = [entry["detail"] for entry in organisation.log() if entry["stream"] == "repositories"]
    assert details[-1] == f"no longer listed: {REPOSITORY}"
    assert organisation.rows("pull_requests"), "what happened there did happen"


def world_with_many_children() -> World:
    """One pull request with more children than fit a page, and one with more than a follow-up."""
    world = small_world()
    repository = world.repository(REPOSITORY)
    assert repository is not None
    first, second, *others = repository.pull_requests
    template = next(p for p in repository.pull_requests if p.reviews)

    def grown(pull_request, count):  # type: ignore[no-untyped-def]
        reviews = [
            replace(
                template.reviews[0], node_id=f"{pull_request.node_id}-{n}", database_id=9000 + n
            )
            for n in range(count)
        ]
        file = pull_request.files[0] if pull_request.files else template.files[0]
        files = [replace(file, path=f"src/{n}.py") for n in range(count)]
        labels = tuple(f"label-{n}" for n in range(40))
        return replace(pull_request, reviews=tuple(reviews), files=tuple(files), labels=labels)

    pull_requests = (grown(first, 45), grown(second, 230), *others)
    return world.with_repository(replace(repository, pull_requests=pull_requests))


class TestManyChildren:
    @pytest.fixture
    def github_world(self) -> World:
        return world_with_many_children()

    def test_all_of_them_land(self, github: Github, github_world: World) -> None:
        assert github.extract().problems == []
        repository = github_world.repository(REPOSITORY)
        assert repository is not None
        reviews = github.rows("pull_request_reviews").values()
        files = github.rows("pull_request_files").values()
        for pull_request in repository.pull_requests[:2]:
            id_ = pull_request.node_id
            assert len(pull_request.reviews) in (45, 230)
            assert sum(r["pull_request_id"] == id_ for r in reviews) == len(pull_request.reviews)
            assert sum(f["pull_request_id"] == id_ for f in files) == len(pull_request.files)
            assert len(github.rows("pull_requests")[id_]["labels"].split(",")) == 40
        before = github.live()
        github.extract()
        assert github.live() == before
