"""Runs that are killed, limited, lied to or refused."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

import pytest

from extract.__main__ import main
from extract.core.errors import (
    AuthenticationError,
    NotFoundError,
    SettingsError,
    UnavailableError,
    WaitBudgetError,
)
from extract.core.landing import Landing
from extract.sources.github import GITHUB, repository
from extract.sources.github.client import GithubClient
from tests.extract.sources.github_example import REPOSITORY, Github, Live, small_world

CANARY = "canary-token-5f2c"


class Killed(BaseException):
    """Stands for a kill: nothing catches it."""


def killing(landing: Landing, after: int) -> None:
    """Let a number of commits happen, then die before the next one."""
    commit, left = landing.commit, [after]

    def counted(*arguments: Any, **named: Any) -> dict[str, int]:
        if not left[0]:
            raise Killed
        left[0] -= 1
        return commit(*arguments, **named)

    landing.commit = counted  # type: ignore[method-assign]


def test_a_run_killed_before_any_commit_is_gone_on_from(
    github: Github, undisturbed: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repository, "_COMMIT_EVERY", 1)
    monkeypatch.setattr("extract.sources.github.page_size.MAXIMUM", 15)
    boundaries = 0
    while True:
        home = github.home.parent / f"killed-{boundaries}"
        try:
            github.extract(home, on_landing=partial(killing, after=boundaries))
        except Killed:
            boundaries += 1
        else:
            break
        github.extract(home)
        assert github.live(home) == undisturbed, boundaries
    assert boundaries > 8


def test_a_resumed_run_does_not_start_over(github: Github, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository, "_COMMIT_EVERY", 1)
    monkeypatch.setattr("extract.sources.github.page_size.MAXIMUM", 10)
    with pytest.raises(Killed):
        github.extract(on_landing=lambda landing: killing(landing, 4))
    first = github.requests()["RepositorySweep"]
    github.extract()
    again = github.requests()["RepositorySweep"]
    github.extract(github.home.parent / "whole")
    whole = github.requests()["RepositorySweep"]
    assert first + again <= whole + 2, (first, again, whole)


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        ({"kind": "secondary_403", "retry_after": 7}, [7.0]),
        ({"kind": "secondary_403"}, [60.0]),
        ({"kind": "secondary_429", "count": 2}, [60.0, 120.0]),
        ({"kind": "secondary_200", "match": "graphql"}, [60.0]),
        ({"kind": "truncated"}, [1.0]),
        ({"kind": "malformed"}, [1.0]),
        ({"kind": "html"}, [1.0]),
        ({"kind": "server_error"}, [1.0]),
        ({"kind": "bad_gateway", "match": "RepositorySweep"}, []),
        ({"kind": "gateway_timeout", "match": "RepositorySweep"}, []),
        ({"kind": "graphql_errors", "match": "RepositorySweep"}, []),
        ({"kind": "partial", "match": "RepositorySweep"}, []),
        ({"kind": "partial", "match": "RepositorySweep", "count": 9}, [1.0, 2.0, 4.0]),
        ({"kind": "bad_gateway", "match": "activity"}, [1.0]),
    ],
)
def test_a_fault_is_survived_and_nothing_is_lost(
    github: Github, undisturbed: Live, fault: dict[str, Any], waits: list[float]
) -> None:
    github.faults(fault)
    assert github.extract().problems == []
    assert github.clock.slept == waits
    assert github.live() == undisturbed


@pytest.mark.parametrize("kind", ["primary_403", "primary_429", "primary_200"])
def test_a_primary_limit_is_waited_for_until_its_reset(github: Github, kind: str) -> None:
    github.faults({"kind": kind, "match": "graphql"})
    assert github.extract().problems == []
    (waited,) = github.clock.slept
    assert 0 < waited <= 3601


def test_what_worked_is_remembered_for_the_next_run(
    github: Github, monkeypatch: pytest.MonkeyPatch
) -> None:
    github.faults({"kind": "bad_gateway", "match": "RepositorySweep", "count": 2})
    github.extract()
    with Landing(GITHUB, github.home) as landing:
        state = landing.read_state(REPOSITORY)["page_size"]
    assert (state["too_heavy"], state["size"] < 50) == (50, True)


def test_a_wrong_token_is_one_error_that_names_it(
    github: Github, monkeypatch: pytest.MonkeyPatch
) -> None:
    github.extract()
    before = github.live()
    monkeypatch.setenv("GITHUB_TOKEN", "revoked")
    with pytest.raises(AuthenticationError, match="set GITHUB_TOKEN to a valid one"):
        github.extract()
    assert github.live() == before
    assert {entry["scope"] for entry in github.log("failed")} == {"organisation"}


def test_a_misspelt_repository_stops_the_run_and_becomes_no_scope(
    github: Github, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORIES", f"{REPOSITORY},harbour/nowhere")
    expected = "GITHUB_REPOSITORIES names harbour/nowhere, which GitHub does not"
    with pytest.raises(SettingsError, match=expected):
        github.extract()
    assert {row["repository"] for row in github.rows("pull_requests").values()} == {REPOSITORY}
    assert github.log("failed") == []


def test_an_unknown_organisation_is_named(github: Github, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ORGANISATION", "nobody")
    with pytest.raises(NotFoundError, match="GITHUB_ORGANISATION is 'nobody'"):
        github.extract()


def test_teams_that_may_not_be_read_do_not_stop_the_rest(github: Github) -> None:
    github.control("permissions", denied=["members"])
    result = github.extract()
    assert len(result.problems) == 1
    assert {entry["stream"] for entry in github.log("failed")} == {"teams", "team_members"}
    assert github.rows("pull_requests")


def test_workflow_runs_that_may_not_be_read_do_not_stop_the_rest(github: Github) -> None:
    github.control("permissions", denied=["actions"])
    result = github.extract()
    assert all("workflow_runs" in problem for problem in result.problems)
    failed = {entry["stream"] for entry in github.log("failed")}
    assert failed == {"workflow_runs", "workflow_run_attempts", "workflow_jobs"}
    assert {entry["failure"] for entry in github.log("failed")} == {"permission"}
    assert github.rows("pull_requests")


def test_a_github_that_is_down_is_one_error(github: Github) -> None:
    github.faults({"kind": "server_error", "count": 99})
    with pytest.raises(UnavailableError, match="gave no usable answer in 5 attempts: HTTP 500"):
        github.extract()


def test_a_limit_beyond_the_budget_is_one_error_and_keeps_what_landed(organisation: Github) -> None:
    organisation.faults(
        {"kind": "secondary_403", "retry_after": 9999, "match": "RepositorySweep", "after": 2}
    )
    with pytest.raises(WaitBudgetError, match="run again later"):
        organisation.extract()
    assert len({row["repository"] for row in organisation.rows("pull_requests").values()}) == 1
    organisation.extract()
    assert {entry["status"] for entry in organisation.log()[-14:]} == {"complete"}


def test_a_page_of_another_shape_fails_its_repository_only(
    organisation: Github, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = GithubClient.graphql

    def odd(self: GithubClient, document: str, variables: Any, **named: Any) -> Any:
        data = original(self, document, variables, **named)
        if variables.get("name") == REPOSITORY.split("/")[1] and "RepositorySweep" in document:
            return {"repository": {**data["repository"], "issues": {"nodes": []}}}
        return data

    monkeypatch.setattr(GithubClient, "graphql", odd)
    (problem,) = organisation.extract().problems
    assert problem.startswith(f"{REPOSITORY}: GitHub's answer is malformed (issues.pageInfo")
    assert REPOSITORY not in {
        row["repository"] for row in organisation.rows("pull_requests").values()
    }


def test_a_repository_whose_own_record_is_malformed_is_read_all_the_same(
    organisation: Github,
) -> None:
    drift = {"kind": "vanished_field", "field": "pushedAt", "match": "OrganisationLists"}
    organisation.control("drift", drifts=[drift, {**drift, "field": "isFork"}])
    assert organisation.extract().problems == []
    read = {row["repository"] for row in organisation.rows("pull_requests").values()}
    assert read == {repository.full_name for repository in small_world().repositories}
    assert {row["stream"] for row in organisation.rows("quarantine").values()} == {"repositories"}


def test_the_command_line_shows_one_line_and_never_the_token(
    github: Github,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(github.home))
    monkeypatch.setenv("TEAM_OUTCOMES_PROGRESS", "on")
    assert main(["github", "--verbose"]) == 0
    monkeypatch.setenv("GITHUB_REPOSITORIES", "harbour/nowhere")
    assert main(["github"]) == 1
    monkeypatch.setenv("GITHUB_API_URL", "nonsense")
    assert main(["github"]) == 1
    shown = capsys.readouterr()
    errors = [line for line in shown.err.splitlines() if line.startswith("error:")]
    assert len(errors) == 2
    assert "GITHUB_API_URL is 'nonsense'" in errors[-1]
    assert "rows landed" in shown.out
    assert CANARY not in shown.out + shown.err + caplog.text
    landed = b"".join(p.read_bytes() for p in github.home.rglob("*") if p.is_file())
    assert CANARY.encode() not in landed


def test_the_command_line_refuses_what_it_does_not_know() -> None:
    for arguments in (["nothing"], ["github", "--since", "yesterday"], []):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2
