"""Runs that are killed, limited, lied to or refused."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extract.core.errors import (
    AuthenticationError,
    NotFoundError,
    SettingsError,
    WaitBudgetError,
)
from extract.sources.gitlab import project as project_module
from sandbox.gitlab import paging
from sandbox.gitlab.dialect import error
from sandbox.gitlab.limits import GitlabLimits
from tests.extract.sources.gitlab_example import (
    OTHER,
    PROJECT,
    SMALL_PAGES,
    kinds,
    project_of,
    served_gitlab,
)
from tests.extract.sources.served_tool import Killed, ServedTool, killing

CANARY = "canary-token-5f2c"


@pytest.fixture
def gitlab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    with served_gitlab(tmp_path, monkeypatch) as served:
        monkeypatch.setenv("GITLAB_PROJECTS", OTHER)
        yield served


def test_a_run_killed_at_any_commit_is_gone_on_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project_module, "_COMMIT_ROWS", 60)
    with served_gitlab(tmp_path, monkeypatch, SMALL_PAGES) as gitlab:
        whole = gitlab.extract(tmp_path / "whole").request_count
        for boundary in (1, 3, 6):
            home = tmp_path / f"killed-{boundary}"
            gitlab.requests()
            with pytest.raises(Killed):
                gitlab.extract(home, on_landing=partial(killing, after=boundary))
            assert gitlab.extract(home).problems == []
            assert gitlab.differences(home) == [], boundary
            assert len(gitlab.requests()) < 1.6 * whole


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        ({"kind": "rate_limited", "seconds": 7}, [7.0]),
        ({"kind": "reset", "match": "/notes"}, [1.0]),
        ({"kind": "truncated", "match": "/jobs"}, [1.0]),
        ({"kind": "malformed", "match": "/commits"}, [1.0]),
        ({"kind": "html", "match": "/issues"}, [1.0]),
        ({"kind": "server_error", "match": "/members"}, [1.0]),
        ({"kind": "bad_gateway", "match": "/merge_requests"}, []),
        ({"kind": "duplicated", "count": 9}, []),
        ({"kind": "reordered", "count": 9}, []),
    ],
)
def test_a_fault_is_survived_and_nothing_is_lost(
    gitlab: ServedTool, fault: dict[str, Any], waits: list[float]
) -> None:
    gitlab.faults(fault)
    assert gitlab.extract().problems == []
    assert gitlab.clock.slept == waits
    project = project_of(gitlab, OTHER)
    for stream in ("merge_requests", "issues", "jobs", "commits", "deployments"):
        assert len(gitlab.rows(stream)) == len(getattr(project, stream)), stream
    others = [line for line in gitlab.differences() if ": lost" not in line]
    assert others == [], "nothing invented, nothing different"


def test_the_servers_own_limit_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = GitlabLimits(requests_per_minute=5)
    with served_gitlab(tmp_path, monkeypatch, limits) as gitlab:
        with pytest.raises(WaitBudgetError, match="GitLab still limits our rate"):
            gitlab.extract()
        assert 0 < max(gitlab.clock.slept) <= 60
        statuses = [request["status"] for request in gitlab.requests()]
        assert statuses.count(200) == 5


def test_a_part_that_may_not_be_read_is_told_and_stops_nothing_else(gitlab: ServedTool) -> None:
    gitlab.extract()
    before = gitlab.live()
    gitlab.control("permissions", denied=["builds", "members", "repository"])
    problems = gitlab.extract().problems
    assert {problem.partition(":")[0] for problem in problems} == {
        "The members of harbour",
        *(f"{OTHER}, {part}" for part in ("commits", "pipelines", "jobs")),
    }
    after = {**gitlab.live(), "projects": before["projects"]}
    assert after == before
    log = gitlab.log()
    refused = {key[0] for key, entry in log.items() if entry["failure"] == "permission"}
    assert refused == {"members", "commits", "pipelines", "jobs"}
    assert log["issues", OTHER]["status"] == "complete"


def test_children_that_may_not_be_read_are_no_children_that_are_gone(gitlab: ServedTool) -> None:
    gitlab.faults({"kind": "forbidden", "match": "/notes"})
    (problem,) = gitlab.extract().problems
    assert problem.startswith(f"{OTHER}, merge_requests: GitLab: 403 Forbidden")
    assert gitlab.log()["merge_request_notes", OTHER]["failure"] == "permission"
    assert gitlab.extract().problems == []
    notes = sum(len(m.notes) for m in project_of(gitlab, OTHER).merge_requests.values())
    assert len(gitlab.rows("merge_request_notes")) == notes


def test_a_merge_request_deleted_under_our_eyes_is_no_failure(
    gitlab: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = project_of(gitlab, OTHER)
    gone = max(project.merge_requests)
    true_answer = paging.answer

    def deleting(listing: Any, parameters: Any, address: str, limits: Any) -> Any:
        answer = true_answer(listing, parameters, address, limits)
        if address.endswith("/merge_requests"):
            project.merge_requests.pop(gone, None)
        return answer

    monkeypatch.setattr(paging, "answer", deleting)
    assert gitlab.extract().problems == []
    assert gitlab.extract().problems == []
    assert len(gitlab.rows("merge_requests")) == len(project.merge_requests)


def test_a_server_too_old_for_keyset_paging_is_paged_by_number(
    gitlab: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*_: Any) -> Any:
        return error(405, "Keyset pagination is not yet available for this request")

    monkeypatch.setattr(paging, "_keyset", refusing)
    assert gitlab.extract().problems == []
    assert len(gitlab.rows("jobs")) == len(project_of(gitlab, OTHER).jobs)
    assert kinds(gitlab)["jobs"] == 2


def test_a_wrong_token_is_one_error_that_names_it(
    gitlab: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITLAB_TOKEN", "revoked")
    with pytest.raises(AuthenticationError, match="set GITLAB_TOKEN to a valid one"):
        gitlab.extract()
    assert gitlab.log()["projects", "harbour"]["failure"] == "authentication"


@pytest.mark.parametrize(
    ("variable", "value", "error", "expected"),
    [
        ("GITLAB_PROJECTS", "harbour/nowhere", SettingsError, "GITLAB_PROJECTS names harbour/now"),
        ("GITLAB_GROUP", "nobody", NotFoundError, "GITLAB_GROUP is 'nobody', which GitLab does"),
    ],
)
def test_a_misspelt_name_stops_the_run_and_is_named(
    gitlab: ServedTool,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    error: type[Exception],
    expected: str,
) -> None:
    monkeypatch.delenv("GITLAB_PROJECTS")
    monkeypatch.setenv(variable, value)
    with pytest.raises(error, match=expected):
        gitlab.extract()


def test_the_token_shows_nowhere(
    gitlab: ServedTool, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    gitlab.faults({"kind": "server_error", "match": "/jobs", "count": 9})
    problems = gitlab.extract().problems
    assert problems
    landed = b"".join(path.read_bytes() for path in gitlab.home.rglob("*") if path.is_file())
    for text in (caplog.text, str(capfd.readouterr()), *problems, repr(landed)):
        assert CANARY not in text
    assert PROJECT not in {row["project"] for row in gitlab.rows("projects").values()}
