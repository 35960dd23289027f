"""The sandbox's git server: real repositories that say what the world says."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import requests
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from sandbox.git import TOOL, backend
from sandbox.git.building import run
from sandbox.git.store import GitStore
from sandbox.git.tree import Edit, Step, edited, lengths
from sandbox.git.workplace import Workplace
from sandbox.kit.service import Hosting
from sandbox.kit.store import ChangeError
from sandbox.scenario import load
from sandbox.server import address, bind
from sandbox.simulation import build_world
from sandbox.world import Repository, World

NAME = "harbour/notifications"
SCENARIOS = Path(__file__).parents[3] / "sandbox/scenarios"


@cache
def small_world() -> World:
    return build_world(load(SCENARIOS / "small.yml"))


@pytest.fixture
def world() -> World:
    return small_world()


@pytest.fixture
def repository(world: World) -> Repository:
    found = world.repository(NAME)
    assert found is not None
    return found


@pytest.fixture
def store(world: World) -> GitStore:
    return GitStore(world)


def path_of(store: GitStore, name: str = NAME) -> Path:
    folder = store.folder_of(name)
    assert folder is not None
    return folder / f"{name}.git"


@pytest.fixture
def served(world: World) -> Iterator[str]:
    app = TOOL.create(world, Hosting())
    server = bind(DispatcherMiddleware(Flask("nothing"), {"/git": app}), 0)  # type: ignore[arg-type]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"{address(server)}/git"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_same_world_gives_the_same_objects(world: World) -> None:
    first, second = GitStore(world), GitStore(world)
    assert first.truth() == second.truth()
    assert run(path_of(first), "for-each-ref") == run(path_of(second), "for-each-ref")


def test_repositories_are_sound_and_reach_all_of_the_world(
    store: GitStore, repository: Repository
) -> None:
    path = path_of(store)
    assert run(path, "fsck", "--strict") == ""
    reached = set(run(path, "rev-list", "main").split())
    named = {store.sha_of(NAME, commit.sha) for commit in repository.commits}
    assert named <= reached
    assert len(reached) == len(named) + 2
    tags = {release.tag_name for release in repository.releases if release.tag_commit_sha}
    assert set(run(path, "tag").split()) == tags


def test_merged_changes_count_as_the_world_says(store: GitStore, repository: Repository) -> None:
    path, compared = path_of(store), 0
    for request in repository.pull_requests:
        sha = store.sha_of(NAME, request.merge_commit_sha or "")
        if sha is None or len(run(path, "log", "-1", "--format=%P", sha).split()) > 1:
            continue
        said = run(path, "show", "--format=", "--numstat", "-M", "-z", sha)
        counted = said.replace("\0", "\t").strip("\t").split("\t")
        assert (
            sum(int(n) for n in counted if n.isdecimal()) == request.additions + request.deletions
        )
        assert all(file.path in said for file in request.files)
        compared += 1
    assert compared > 20


def test_reverts_name_the_sha_that_git_gave(store: GitStore) -> None:
    truth = store.truth()["commits"]
    reverts = {record["reverts_sha"] for record in truth.values() if record["reverts_sha"]}
    assert reverts
    assert reverts <= {record["commit_sha"] for record in truth.values()}


def test_nothing_is_later_than_the_world(store: GitStore, world: World) -> None:
    for repository in world.repositories:
        dates = run(path_of(store, repository.full_name), "log", "--all", "--format=%at %ct")
        assert max(map(int, dates.split())) <= world.as_of.timestamp()


def test_repositories_are_made_when_asked_for_and_gone_in_the_end(world: World) -> None:
    store = GitStore(world)
    folder = path_of(store).parent
    assert [path.name for path in folder.iterdir()] == ["notifications.git"]
    assert store.folder_of("harbour/nothing") is None
    del store
    assert not folder.exists()


def test_what_a_killed_sandbox_left_is_cleared_away_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left, foreign = tmp_path / "team-outcomes-sandbox-git-left", tmp_path / "other"
    for folder in (left, foreign):
        folder.mkdir()
        (folder / "lock").touch()
    first = Workplace()
    second = Workplace()
    assert set(tmp_path.iterdir()) == {first.path, second.path, foreign}


def test_git_clones_with_a_token_and_not_without(served: str, tmp_path: Path) -> None:
    def clone(url: str, name: str) -> subprocess.CompletedProcess[bytes]:
        environment = {**backend.environment(), "GIT_TERMINAL_PROMPT": "0"}
        command = ["git", "clone", "-q", "--mirror", url, str(tmp_path / name)]
        return subprocess.run(command, env=environment, capture_output=True, check=False)

    host = served.removeprefix("http://")
    assert clone(f"http://any:sandbox@{host}/{NAME}.git", "one").returncode == 0
    assert b"could not read Username" in clone(f"{served}/{NAME}.git", "two").stderr
    assert b"not found" in clone(f"http://any:sandbox@{host}/harbour/no.git", "three").stderr
    assert b"403" in clone(f"http://any:no-access@{host}/{NAME}.git", "four").stderr


def test_nobody_pushes_but_the_control(served: str) -> None:
    url = f"{served}/{NAME}.git/info/refs?service=git-receive-pack"
    assert requests.get(url, auth=("any", "sandbox"), timeout=10).status_code == 403
    answer = requests.post(
        f"{served}/_sandbox/force_push", json={"repository": NAME}, timeout=10
    ).json()
    records = requests.get(f"{served}/_sandbox/records", timeout=10).json()
    assert records["refs"][f"{NAME}:refs/heads/main"]["commit_sha"] == answer["after"]
    assert records["commits"][f"{NAME}:{answer['before']}"]["is_reachable"] is False
    refused = requests.post(f"{served}/_sandbox/force_push", json={"repository": "x"}, timeout=10)
    assert refused.status_code == 400


@pytest.mark.parametrize(
    ("stream", "key"),
    [
        ("commits", f"{NAME}:0"),
        ("refs", f"{NAME}:refs/heads/main"),
        ("refs", f"{NAME}:refs/heads/nothing"),
        ("refs", "harbour/nothing:refs/heads/main"),
    ],
)
def test_git_forgets_only_refs(store: GitStore, stream: str, key: str) -> None:
    with pytest.raises(ChangeError):
        store.delete(stream, key)


def test_people_have_accounts_that_can_be_listed(store: GitStore, world: World) -> None:
    listed = {entry.account: entry for entry in TOOL.accounts(world)}
    used = {record["author_account"] for record in store.truth()["commits"].values()}
    assert len(used & listed.keys()) >= 8
    assert {account.startswith("address:") for account in listed} == {True, False}
    assert {entry.source for entry in listed.values()} == {"git"}


def test_files_are_as_long_from_the_start_as_later_commits_need() -> None:
    steps = [
        Step("a", None, ()),
        Step(
            "b",
            "a",
            (Edit("grows", 1, 5), Edit("new", 3, 0, "ADDED"), Edit("moved", 1, 1, "RENAMED")),
        ),
        Step("c", "b", (Edit("grows", 0, 9), Edit("new", 0, 2))),
        Step("d", "a", (Edit("gone", 0, 4, "DELETED"), Edit("late", 2, 0, "ADDED"))),
        Step("e", "a", (Edit("late", 0, 1),)),
    ]
    needed, later = lengths(steps)
    assert later == {"new", "moved"}
    assert needed == {"grows": 14, "former-moved": 11, "gone": 5, "late": 3}


@pytest.mark.parametrize(
    ("before", "added", "removed"), [(9, 4, 3), (1, 0, 1), (0, 5, 0), (3, 1, 2)]
)
def test_an_edit_adds_and_removes_as_many_lines_as_it_says(
    before: int, added: int, removed: int
) -> None:
    old, new = [b"%d" % n for n in range(before)], [b"new %d" % n for n in range(added)]
    after = edited(old, new, removed)
    assert sum(line in new for line in after) == added
    assert [line for line in old if line in after] == [line for line in after if line in old]
    assert sum(line in old for line in after) == before - removed
