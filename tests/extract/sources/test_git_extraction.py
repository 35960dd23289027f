"""Runs against the sandbox's git server: what lands, and what later runs make of changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extract.core.errors import ExtractError
from extract.core.landing import Landing
from extract.sources.git import GIT, commits
from sandbox.git import TOOL
from sandbox.git.store import GitStore
from tests.extract.sources.git_example import Reader, independent_changes
from tests.extract.sources.served_tool import Killed, ServedTool, killing, serving

NAME = "harbour/notifications"
MAIN = f"{NAME}:refs/heads/main"


@pytest.fixture
def organisation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    with serving(TOOL, GIT, tmp_path / "home", monkeypatch) as served:
        yield served


@pytest.fixture
def git(organisation: ServedTool, monkeypatch: pytest.MonkeyPatch) -> ServedTool:
    """The same, with one repository to be read."""
    monkeypatch.setenv("GIT_REPOSITORIES", f"{NAME}={organisation.url}/{NAME}.git")
    return organisation


def truth_of(served: ServedTool, stream: str) -> dict[str, Any]:
    records = served.service.store.truth()[stream]
    return {key: record for key, record in records.items() if key.startswith(f"{NAME}:")}


def head_of(served: ServedTool) -> str:
    head: str = truth_of(served, "refs")[MAIN]["commit_sha"]
    return head


def only_update(served: ServedTool) -> dict[str, Any]:
    (update,) = served.rows("ref_updates").values()
    return update


def test_everything_lands_as_the_sandbox_made_it(organisation: ServedTool) -> None:
    result = organisation.extract()
    assert result.problems == []
    assert organisation.differences() == []
    assert {entry["status"] for entry in organisation.log().values()} == {"complete"}
    assert organisation.rows("quarantine") == {}


def test_what_lands_is_what_git_itself_says(git: ServedTool) -> None:
    git.extract()
    store = git.service.store
    assert isinstance(store, GitStore)
    folder = store.folder_of(NAME)
    assert folder is not None
    path = folder / f"{NAME}.git"
    assert Reader(git.home).changes() == independent_changes(path)
    assert len(git.rows("file_changes")) > 200


def test_a_run_without_news_asks_once_and_lands_nothing(git: ServedTool) -> None:
    git.extract()
    git.requests()
    result = git.extract()
    assert (result.request_count, result.landed_rows) == (1, {})
    assert [(r["method"], r["status"]) for r in git.requests()] == [
        ("GET", 401),
        ("GET", 200),
        ("POST", 200),
    ]


def test_a_push_lands_its_commit_and_no_other(git: ServedTool) -> None:
    git.extract()
    before = head_of(git)
    git.control("touch", share=1)
    result = git.extract()
    assert result.landed_rows["commits"] == result.landed_rows["file_changes"] == 1
    update = only_update(git)
    assert (update["before_sha"], update["after_sha"]) == (before, head_of(git))
    assert (update["update_type"], update["is_forced"]) == ("updated", False)
    assert update["previously_observed_at"] < update["observed_at"]


def test_a_force_push_keeps_what_it_dropped(git: ServedTool) -> None:
    git.extract()
    before = git.control("force_push", repository=NAME)["before"]
    git.extract()
    dropped = git.rows("commits")[f"{NAME}:{before}"]
    assert (dropped["is_on_default_branch"], dropped["is_reachable"]) == (False, False)
    assert dropped["authored_at"] is not None
    assert only_update(git)["is_forced"] is True
    kept = git.rows("commits")
    assert {key for key, row in kept.items() if row["is_reachable"]} == {
        key for key, record in truth_of(git, "commits").items() if record["is_reachable"]
    }


def test_a_deleted_branch_leaves_its_commits(git: ServedTool) -> None:
    git.extract()
    branch = next(key for key in truth_of(git, "refs") if "refs/heads/topic" in key)
    git.control("delete", stream="refs", key=branch)
    git.extract()
    assert branch not in git.rows("refs")
    assert len(git.rows("commits")) == len(truth_of(git, "commits"))
    assert only_update(git)["update_type"] == "deleted"


def test_a_killed_run_is_gone_on_from(git: ServedTool, monkeypatch: pytest.MonkeyPatch) -> None:
    git.extract()
    undisturbed = git.live()
    monkeypatch.setattr(commits, "_ROWS_TOGETHER", 150)
    boundaries = 0
    while True:
        home = git.home.parent / f"killed-{boundaries}"
        try:
            git.extract(home, on_landing=partial(killing, after=boundaries))
            break
        except Killed:
            git.extract(home)
            assert git.live(home) == undisturbed
        boundaries += 1
    assert boundaries > 3


def test_only_recent_commits_are_read_until_older_ones_are_asked_for(git: ServedTool) -> None:
    git.extract(since=datetime(2026, 5, 1, tzinfo=UTC))
    recent = git.rows("commits")
    assert 0 < len(recent) < len(truth_of(git, "commits"))
    assert min(row["committed_at"] for row in recent.values()) >= datetime(2026, 5, 1)  # noqa: DTZ001
    git.extract()
    assert set(git.rows("commits")) == set(truth_of(git, "commits"))


def test_another_key_gives_other_accounts(git: ServedTool, monkeypatch: pytest.MonkeyPatch) -> None:
    git.extract()
    keyed = {row["author_account"] for row in git.rows("commits").values()}
    assert any(account.startswith("address:") for account in keyed)
    monkeypatch.delenv("GIT_ACCOUNT_KEY")
    git.extract()
    without = {row["author_account"] for row in git.rows("commits").values()}
    assert without == {a for a in keyed if not a.startswith("address:")} | {None}


def test_no_address_name_or_message_is_landed(git: ServedTool) -> None:
    git.extract()
    landed = b"".join(p.read_bytes() for p in git.home.rglob("*.parquet"))
    for planted in (b"harbour.example", b"@users.noreply", b"Import what there was", b"Chiara"):
        assert planted not in landed


def test_a_repository_that_loses_everything_at_once_is_not_believed(git: ServedTool) -> None:
    git.extract()
    known = git.rows("refs")
    store = git.service.store
    assert isinstance(store, GitStore)
    folder = store.folder_of(NAME)
    assert folder is not None
    refs = folder / f"{NAME}.git"
    (refs / "packed-refs").unlink(missing_ok=True)
    for ref in sorted((refs / "refs").rglob("*")):
        if ref.is_file():
            ref.unlink()
    (problem,) = git.extract().problems
    assert "lost permission" in problem
    assert git.rows("refs") == known
    assert {entry["failure"] for entry in git.log().values()} == {"visibility"}
    assert git.extract(accept_deletions=True).problems == []
    assert git.rows("refs") == {}
    assert not any(row["is_reachable"] for row in git.rows("commits").values())


def test_a_repository_that_fails_does_not_stop_the_others(organisation: ServedTool) -> None:
    organisation.extract()
    organisation.control("touch", share=1)
    organisation.faults({"kind": "forbidden", "match": NAME})
    (problem,) = organisation.extract().problems
    assert problem.startswith(f"{NAME}: the token may not read")
    failed = {scope for (_, scope), entry in organisation.log().items() if entry["failure"]}
    assert failed == {NAME}
    organisation.extract()
    assert organisation.differences() == []


def test_two_runs_do_not_share_a_mirror(git: ServedTool) -> None:
    with Landing(GIT, git.home), pytest.raises(ExtractError, match="Another extraction of git"):
        git.extract()
