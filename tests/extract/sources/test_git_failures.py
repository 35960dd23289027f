"""Servers that fail, limit, refuse or lie; mirrors that break; and where the token goes."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, redirect, request

from extract.core.errors import (
    AuthenticationError,
    ExtractError,
    LandingError,
    SettingsError,
    UnavailableError,
    WaitBudgetError,
)
from extract.core.patience import Patience
from extract.sources.git import GIT
from extract.sources.git.refusals import refusal
from extract.sources.git.settings import Remote
from sandbox.git import TOOL
from tests.extract.sources.git_example import Made, Reader, commit, put, serving_app, serving_folder
from tests.extract.sources.served_tool import ServedTool, serving

CANARY = "canary-token-5f2c"
NAME = "harbour/notifications"
QUICK = Patience(attempts=3, read_seconds=1)


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    with serving(TOOL, GIT, tmp_path / "home", monkeypatch) as served:
        monkeypatch.setenv("GIT_REPOSITORIES", f"{NAME}={served.url}/{NAME}.git")
        monkeypatch.setenv("GIT_TOKEN", CANARY)
        yield served


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = Made(tmp_path / "served")
    made.add(commit(put(b"a", b"1\n")))
    return made


def lacking(served: ServedTool) -> list[str]:
    """What was lost or is wrong of the one repository that is read."""
    return [line for line in served.differences() if NAME in line]


LIST, LISTED, FETCH, FETCHED = 1, 2, 4, 5
"""How many requests pass before the one of that step; the first of each two is without a token."""


@pytest.mark.parametrize(
    ("kind", "after", "waits"),
    [
        ("html", LIST, [1.0]),
        ("html", LISTED, [1.0]),
        ("html", FETCH, [1.0]),
        ("html", FETCHED, [1.0]),
        ("malformed", LISTED, [1.0]),
        ("malformed", FETCHED, [1.0]),
        ("truncated", LISTED, [1.0]),
        ("truncated", FETCHED, [1.0]),
        ("reset", FETCHED, [1.0]),
        ("bad_gateway", FETCH, [1.0]),
        ("rate_limited", FETCHED, [60.0]),
    ],
)
def test_faults_are_survived_and_nothing_is_lost(
    git: ServedTool, kind: str, after: int, waits: list[float]
) -> None:
    git.faults({"kind": kind, "after": after})
    assert git.extract(patience=QUICK).problems == []
    assert git.clock.slept == waits
    assert lacking(git) == []


def test_a_server_that_says_nothing_is_given_up_on(git: ServedTool) -> None:
    git.faults({"kind": "stall", "seconds": 3, "after": 1})
    git.extract(patience=QUICK)
    assert git.clock.slept == [1.0]
    assert lacking(git) == []


@pytest.mark.parametrize(
    ("kind", "error", "says"),
    [
        ("html", UnavailableError, "does not speak git's protocol"),
        ("server_error", UnavailableError, "500"),
        ("rate_limited", WaitBudgetError, "run again later"),
        ("unauthorized", AuthenticationError, "renew the token"),
    ],
)
def test_a_server_that_keeps_failing_is_told_in_one_line(
    git: ServedTool, kind: str, error: type[ExtractError], says: str
) -> None:
    git.faults({"kind": kind, "count": 99})
    try:
        (line,) = git.extract(patience=QUICK).problems
    except ExtractError as raised:
        assert type(raised) is error  # noqa: PT017 - some of these end the run, others do not
        line = str(raised)
    assert says in line
    assert NAME in line or error is WaitBudgetError
    assert "\n" not in line
    assert git.rows("repositories") == {}


def test_a_page_in_place_of_git_never_empties_a_repository(git: ServedTool) -> None:
    git.extract()
    known = set(git.rows("refs"))
    git.control("touch", share=1)
    for after in (LIST, LISTED, FETCH, FETCHED):
        git.faults({"kind": "html", "count": 99, "after": after})
        git.extract(patience=QUICK)
        assert set(git.rows("refs")) == known
    git.faults()
    git.extract()
    assert lacking(git) == []


@pytest.mark.parametrize(
    ("token", "says"), [("revoked", "renew the token"), (None, "set GIT_TOKEN")]
)
def test_a_server_that_wants_another_token_ends_the_run(
    git: ServedTool, monkeypatch: pytest.MonkeyPatch, token: str | None, says: str
) -> None:
    if token is None:
        monkeypatch.delenv("GIT_TOKEN")
    else:
        monkeypatch.setenv("GIT_TOKEN", token)
    with pytest.raises(AuthenticationError, match=says):
        git.extract()
    assert {entry["failure"] for entry in git.log().values()} == {"authentication"}


def test_a_token_without_permission_is_no_silence(git: ServedTool) -> None:
    git.control("permissions", denied=["contents"])
    (problem,) = git.extract().problems
    assert problem == (
        f"{NAME}: the token may not read the repository; give it read access to contents."
    )
    assert {entry["failure"] for entry in git.log().values()} == {"permission"}


def test_a_misspelt_repository_is_a_mistake_and_a_vanished_one_is_not(
    git: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    git.extract()
    monkeypatch.setenv("GIT_REPOSITORIES", f"{NAME}={git.url}/harbour/gone.git")
    (problem,) = git.extract().problems
    assert "no such repository" in problem
    monkeypatch.setenv("GIT_REPOSITORIES", f"harbour/gone={git.url}/harbour/gone.git")
    with pytest.raises(SettingsError, match="GIT_REPOSITORIES names harbour/gone"):
        git.extract()


def test_the_token_is_in_no_argument_no_file_and_no_log(
    git: ServedTool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    real, spied = shutil.which("git"), tmp_path / "spied"
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "git").write_text(f'#!/bin/sh\necho "$@" >> {spied}\nexec {real} "$@"\n')
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    caplog.set_level(logging.DEBUG)
    git.faults({"kind": "server_error", "after": 1})
    git.extract()
    monkeypatch.setenv("GIT_TOKEN", "revoked")
    git.control("touch", share=1)
    with pytest.raises(AuthenticationError) as raised:
        git.extract()
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert "ls-remote" in spied.read_text()
    assert "fetch" in spied.read_text()
    for secret in (CANARY.encode(), b"the sandbox has no secrets"):
        assert not any(secret in content for content in written)
    assert CANARY not in caplog.text + str(raised.value) + repr(raised.value)


def test_a_redirection_is_refused_and_never_gets_the_token(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str | None] = []
    thief, mover = Flask("thief"), Flask("mover")

    @thief.route("/<path:_>")
    def take(_: str) -> Response:
        asked.append(request.headers.get("authorization"))
        return Response(status=401, headers={"www-authenticate": "Basic realm=x"})

    with serving_app(thief) as elsewhere:

        @mover.route("/<path:path>")
        def move(path: str) -> Any:
            return redirect(f"{elsewhere}/{path}")

        with serving_app(mover) as url:
            monkeypatch.setenv("GIT_REPOSITORIES", f"{url}/made.git")
            monkeypatch.setenv("GIT_TOKEN", CANARY)
            (problem,) = Reader(tmp_path / "home").extract(patience=QUICK).problems
    assert "has moved" in problem
    assert asked == []


@pytest.fixture
def reader(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    with serving_folder(made.path.parent) as url:
        monkeypatch.setenv("GIT_REPOSITORIES", f"{url}/made.git")
        yield Reader(tmp_path / "home")


def test_what_a_killed_git_left_is_in_nobodys_way(made: Made, reader: Reader) -> None:
    mirror = reader.home / "mirrors/made.git"
    part = mirror.with_name("made.git.part")
    part.mkdir(parents=True)
    (part / "HEAD").write_text("half a mirror")
    reader.extract()
    assert not part.exists()
    for lock in ("packed-refs.lock", "refs/heads/main.lock", "HEAD.lock"):
        (mirror / lock).write_text("")
    made.add(commit(put(b"b", b"1\n"), parents=(made.head(),)))
    assert reader.extract().problems == []
    assert len(reader.rows("commits")) == 2


def test_a_first_fetch_that_fails_leaves_no_mirror(git: ServedTool) -> None:
    git.faults({"kind": "truncated", "count": 99, "match": "git-upload-pack", "after": 2})
    assert len(git.extract(patience=QUICK).problems) == 1
    assert not (git.home / f"mirrors/{NAME}.git").exists()


@pytest.mark.parametrize("damage", ["objects", "HEAD"])
def test_a_damaged_mirror_is_fetched_anew(made: Made, reader: Reader, damage: str) -> None:
    reader.extract()
    mirror = reader.home / "mirrors/made.git"
    if damage == "HEAD":
        (mirror / "HEAD").unlink()
    else:
        shutil.rmtree(mirror / "objects")
        (mirror / "objects").mkdir()
    made.add(commit(put(b"b", b"1\n"), parents=(made.head(),)))
    reader.extract()
    reader.extract()
    assert len(reader.rows("commits")) == 2
    assert all(row["is_reachable"] for row in reader.rows("commits").values())


def test_a_full_disk_ends_the_run() -> None:
    complaint = "fatal: write error: No space left on device\nfatal: index-pack failed"
    refused = refusal(Remote("made", "https://x.example/made.git"), complaint, has_token=True)
    assert isinstance(refused.error, LandingError)
    assert "make room" in str(refused.error)


def test_a_machine_without_git_is_told_so(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SettingsError, match=r"install git 2\.30"):
        reader.extract()
    old = tmp_path / "git"
    old.write_text("#!/bin/sh\necho git version 2.20.1\n")
    old.chmod(0o755)
    with pytest.raises(SettingsError, match=r"2\.20\.1.*install git 2\.30"):
        reader.extract()
