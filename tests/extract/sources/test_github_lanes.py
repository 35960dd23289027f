"""Conditional requests, requests side by side, and losses that are not believed."""

from __future__ import annotations

import threading
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest

from extract.core.errors import UnavailableError
from extract.core.http import HttpClient
from extract.core.landing import Landing
from extract.sources.github import GITHUB, ahead, rest_lists
from sandbox.github.store import RepositoryState
from tests.extract.sources.github_example import REPOSITORY, Github

ACTIVITY = "GET /repos/{owner}/{repo}/activity"


def state_of(github: Github) -> RepositoryState:
    state = github.service.store.repository(REPOSITORY)
    assert state is not None
    return state


def unchanged(github: Github) -> int:
    """Answers without a body since the last call."""
    count = github.service.requests.by_status[304]
    github.requests()
    return count


def test_an_unchanged_first_page_ends_the_reading(github: Github) -> None:
    github.extract()
    assert unchanged(github) == 0
    # The first reading asked for each kind of activity by itself.
    github.extract()
    assert unchanged(github) == 1
    github.extract()
    assert unchanged(github) == 2
    newest = state_of(github).repository.pushes[-1]
    pushed = replace(newest, database_id=newest.database_id + 1, activity_type="push")
    repository = state_of(github).repository
    state_of(github).repository = replace(repository, pushes=(*repository.pushes, pushed))
    github.extract()
    assert unchanged(github) == 1
    assert str(pushed.database_id) in github.rows("pushes")


def test_a_thorough_reading_goes_on_below_an_unchanged_page(
    github: Github, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = replace(rest_lists.ACTIVITY, parameters={"per_page": 5})
    monkeypatch.setattr(rest_lists, "ACTIVITY", short)
    for _ in range(2):
        github.extract()
    github.requests()
    with Landing(GITHUB, github.home) as landing:
        state = landing.read_state(REPOSITORY)
        landing.commit({}, {REPOSITORY: {**state, "thorough_at": None}})
    github.extract()
    pages = github.service.requests.by_operation[ACTIVITY]
    assert (unchanged(github), pages > 2) == (2, True)


def test_the_first_page_is_not_remembered_before_its_rows_are_landed(github: Github) -> None:
    github.faults({"kind": "server_error", "match": "activity", "count": 99, "after": 1})
    assert github.extract().problems != []
    with Landing(GITHUB, github.home) as landing:
        lists = landing.read_state(REPOSITORY).get("lists", {})
    assert all(each["first"] is None for name, each in lists.items() if "pushes" in name)


def test_lists_of_coming_repositories_are_fetched_side_by_side(
    organisation: Github, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = threading.Barrier(ahead.LANES, timeout=10)
    waiting = [ahead.LANES]
    original = HttpClient.send

    def send(self: HttpClient, method: str, url: str, **named: Any) -> Any:
        if method == "GET" and waiting[0]:
            waiting[0] -= 1
            together.wait()
        return original(self, method, url, **named)

    monkeypatch.setattr(HttpClient, "send", send)
    assert organisation.extract().problems == []
    assert waiting == [0]
    counts = {
        entry["scope"]: entry["request_count"]
        for entry in organisation.log()
        if entry["scope"] != "organisation"
    }
    assert len(counts) == 3
    total = sum(organisation.requests().values())
    assert sum(counts.values()) == total - 1, "each request is counted where it belongs"


def test_an_error_met_ahead_of_its_turn_concerns_only_its_own_repository(
    organisation: Github,
) -> None:
    broken = "harbour/billing"
    organisation.faults({"kind": "server_error", "match": f"/repos/{broken}/activity", "count": 99})
    (problem,) = organisation.extract().problems
    assert problem.startswith(f"{broken}: ")
    failed = {entry["scope"] for entry in organisation.log("failed")}
    assert failed == {broken}
    pushed = {row["repository"] for row in organisation.rows("pushes").values()}
    assert pushed == {"harbour/checkout", REPOSITORY}


def test_a_loss_too_large_to_be_believed_buries_nothing(
    github: Github, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("extract.core.vanished"), "_FEW", 2)
    github.extract()
    before = github.rows("issues")
    keys = sorted(before)
    for key in keys[:3]:
        github.control("delete", stream="issues", key=key)
    for _ in range(2):
        (problem,) = github.extract().problems
        assert "looks like a lost permission" in problem
        assert github.rows("issues") == before
        failed = {entry["stream"]: entry["failure"] for entry in github.log("failed")}
        assert failed == {"issues": "visibility"}
    assert github.extract(accept_deletions=True).problems == []
    assert set(github.rows("issues")) == set(keys[3:]) != set()


def test_repositories_and_teams_that_are_hidden_are_not_taken_for_deleted(
    organisation: Github, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("extract.core.vanished"), "_FEW", 0)
    organisation.extract()
    before = organisation.live()
    store = organisation.service.store
    del store.repositories[REPOSITORY]
    store.teams.pop(next(iter(store.teams)))
    team = next(iter(store.teams.values()))
    store.world = replace(
        store.world, organisation=replace(store.world.organisation, teams=(team,))
    )
    assert len(organisation.extract().problems) == 2
    after = organisation.live()
    for stream in ("repositories", "teams", "team_members"):
        assert after[stream].keys() == before[stream].keys(), stream
    failed = {entry["stream"]: entry["failure"] for entry in organisation.log("failed")}
    assert failed == {"repositories": "visibility", "teams": "visibility"}
    organisation.extract(accept_deletions=True)
    assert len(organisation.rows("repositories")) == len(before["repositories"]) - 1
    assert len(organisation.rows("teams")) < len(before["teams"])


def test_a_second_unavailable_repository_ends_the_run_and_is_logged(
    organisation: Github,
) -> None:
    organisation.faults(
        {"kind": "server_error", "match": "RepositorySweep", "count": 99},
    )
    with pytest.raises(UnavailableError):
        organisation.extract()
    failed = {entry["scope"] for entry in organisation.log("failed")}
    assert len(failed) == 2
