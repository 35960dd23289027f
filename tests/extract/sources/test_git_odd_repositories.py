"""Repositories as they should not be, but are: odd names, odd dates, odd histories, nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.extract.sources.git_example import (
    ENVIRONMENT,
    KEY,
    Made,
    Reader,
    commit,
    drop,
    git,
    independent_changes,
    put,
    serving_folder,
)

ROOT = Path(__file__).parents[3]
TEN_LINES = b"".join(b"line %d\n" % number for number in range(10))
GENERATED = b"*.api linguist-generated\nlib/** linguist-vendored\nyarn.lock -linguist-generated\n"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = tmp_path / "served"
    folder.mkdir()
    with serving_folder(folder) as url:
        yield folder, url


@pytest.fixture
def made(served: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> Made:
    folder, url = served
    monkeypatch.setenv("GIT_REPOSITORIES", f"{url}/made.git")
    monkeypatch.setenv("GIT_ACCOUNT_KEY", KEY)
    return Made(folder)


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path / "home")


def add_oddities(made: Made) -> None:
    """Files that are hard to tell apart, of every kind there is."""
    made.add(
        commit(
            put(b"plain", TEN_LINES),
            put(b'"new\\nline\\tand tab"', b"one\n"),
            put(b"caf\xe9", b"latin\n"),
            put(b"caf\xc3\xa9", b"unicode\n"),
            put(b"empty", b""),
            put(b"no newline", b"end"),
            put(b"@@ -1 +1 @@", b"@@ -1 +9 @@\n+++ b/x\n--- a/x\ndiff --git a/x b/x\n"),
            put(b"zeros", b"a\n" * 9000 + b"\0\n\0x\n"),
            put(b"picture", b"\0\1\2"),
            put(b"link", b"plain", "120000"),
            put(b"module", b"1" * 40, "160000"),
            put(b"script", b"#!/bin/sh\n"),
        )
    )
    made.add(
        commit(
            drop(b"plain"),
            put(b"a {b => c} d", TEN_LINES.replace(b"line 3", b"line three")),
            put(b"picture", b"\0\1\3"),
            put(b"script", b"#!/bin/sh\n", "100755"),
            put(b"link", b"no link any more\n"),
            put(b"module", b"2" * 40, "160000"),
            put(b"empty", b"not any more\n"),
            put(b"zeros", b"a\n" * 8999 + b"\0\n\0y\n"),
            parents=("refs/heads/main^0",),
        ),
    )


def test_odd_files_land_as_git_tells_them(made: Made, reader: Reader) -> None:
    add_oddities(made)
    reader.extract()
    assert reader.changes() == independent_changes(made.path)
    assert reader.rows("quarantine") == {}
    last = {
        row["path"]: row
        for row in reader.rows("file_changes").values()
        if row["commit_sha"] == made.head()
    }
    assert last["a {b => c} d"]["old_path"] == "plain"
    assert {path: row["change_type"] for path, row in last.items()} == {
        "a {b => c} d": "renamed",
        "picture": "modified",
        "script": "modified",
        "link": "type_changed",
        "module": "modified",
        "empty": "modified",
        "zeros": "modified",
    }
    assert (last["picture"]["is_binary"], last["module"]["file_type"]) == (True, "submodule")
    lines = {row["path"]: row["changed_lines"] for row in reader.rows("file_changes").values()}
    assert lines["@@ -1 +1 @@"] == "1-4"
    assert [last[path]["changed_lines"] for path in ("a {b => c} d", "picture", "script")] == [
        "4",
        None,
        None,
    ]
    assert "caf\\xe9" in lines
    assert "new\nline\tand tab" in lines


def test_names_that_become_the_same_are_quarantined(made: Made, reader: Reader) -> None:
    made.add(commit(put(b'"caf\\\\xe9"', b"b\n"), put(b"caf\xe9", b"a\n")))
    reader.extract()
    (row,) = reader.rows("quarantine").values()
    assert "stands twice" in row["reason"]
    assert len(reader.rows("file_changes")) == 1


def test_merges_of_many_parents_land_without_files(made: Made, reader: Reader) -> None:
    made.add(commit(put(b"base", b"1\n")))
    base = made.head()
    for number in range(4):
        made.add(commit(put(b"%d" % number, b"1\n"), ref=f"refs/heads/b{number}", parents=(base,)))
    tips = [made.head(f"refs/heads/b{number}") for number in range(4)]
    made.add(commit(parents=(base, *tips)))
    reader.extract()
    merge = reader.rows("commits")[f"made:{made.head()}"]
    assert merge["parent_shas"].split(",") == [base, *tips]
    assert merge["is_merge"] is True
    assert reader.changes() == independent_changes(made.path)
    assert not any(r["commit_sha"] == made.head() for r in reader.rows("file_changes").values())


@pytest.mark.parametrize(
    ("date", "landed"),
    [
        ("0 +0000", datetime(1970, 1, 1)),  # noqa: DTZ001
        ("4102444800 +0000", datetime(2100, 1, 1)),  # noqa: DTZ001
        ("1767225600 +9999", datetime(2026, 1, 1)),  # noqa: DTZ001
        ("99999999999999 +0000", None),
    ],
)
def test_absurd_dates_land_as_far_as_a_calendar_goes(
    made: Made, reader: Reader, date: str, landed: datetime | None
) -> None:
    writer = f"Anna <anna@example.com> {date}"
    text = f"tree {'4b825dc642cb6eb9a060e54bf8d69288fbee4904'}\nauthor {writer}\n"
    git(made.path, "mktree", stdin=b"")
    content = f"{text}committer {writer}\n\nA message\n".encode()
    arguments = ("hash-object", "-t", "commit", "-w", "--stdin", "--literally")
    sha = git(made.path, *arguments, stdin=content).decode().strip()
    git(made.path, "update-ref", "refs/heads/main", sha)
    reader.extract()
    (row,) = reader.rows("commits").values()
    assert (row["authored_at"], row["committed_at"]) == (landed, landed)


def test_messages_give_lengths_reverts_and_co_authors(made: Made, reader: Reader) -> None:
    made.add(commit(message=b"x" * 10_000_000))
    long = made.head()
    trailers = b"Co-authored-by: B <b@x.example>\nco-authored-by: C <c@x.example>\n"
    message = b'Revert "x"\n\nThis reverts commit ' + long.encode() + b".\n\n" + trailers * 2
    made.add(commit(message=message, parents=(long,)))
    reader.extract()
    rows = reader.rows("commits")
    assert rows[f"made:{long}"]["message_length"] == 10_000_000
    last = rows[f"made:{made.head()}"]
    assert (last["reverts_sha"], last["co_author_count"]) == (long, 2)


def test_tags_lead_to_their_commits(made: Made, reader: Reader) -> None:
    made.add(commit(put(b"a", b"1\n")))
    tag = f"tag v1\nfrom {made.head()}\ntagger {'A <a@x.example> 1 +0000'}\ndata 1\nx\n".encode()
    made.add(tag)
    nested = made.head("refs/tags/v1")
    made.add(f"tag v2\nfrom {nested}\ntagger A <a@x.example> 1 +0000\ndata 1\nx\n".encode())
    git(made.path, "update-ref", "refs/tags/tree", f"{made.head()}^{{tree}}")
    reader.extract()
    found = {row["ref"]: row["commit_sha"] for row in reader.rows("refs").values()}
    assert found == {
        "refs/heads/main": made.head(),
        "refs/tags/tree": None,
        "refs/tags/v1": made.head(),
        "refs/tags/v2": made.head(),
    }


def test_an_empty_repository_is_one_until_it_has_a_commit(made: Made, reader: Reader) -> None:
    assert reader.extract().problems == []
    (row,) = reader.rows("repositories").values()
    assert (row["default_branch"], row["head_sha"]) == (None, None)
    made.add(commit(put(b"a", b"1\n")))
    reader.extract()
    (row,) = reader.rows("repositories").values()
    assert (row["default_branch"], row["head_sha"]) == ("main", made.head())
    assert [row["update_type"] for row in reader.rows("ref_updates").values()] == ["created"]


def test_a_deleted_default_branch_leaves_what_was_known_of_it(made: Made, reader: Reader) -> None:
    made.add(commit(put(b"a", b"1\n")))
    first = made.head()
    reader.extract()
    git(made.path, "update-ref", "refs/heads/other", first)
    git(made.path, "update-ref", "-d", "refs/heads/main")
    made.add(commit(put(b"b", b"1\n"), ref="refs/heads/other", parents=(first,)))
    reader.extract()
    rows = {
        row["commit_sha"]: row["is_on_default_branch"] for row in reader.rows("commits").values()
    }
    assert rows == {first: True, made.head("refs/heads/other"): None}
    git(made.path, "symbolic-ref", "HEAD", "refs/heads/other")
    reader.extract()
    assert {row["is_on_default_branch"] for row in reader.rows("commits").values()} == {True}


def test_a_server_with_half_a_history_is_refused(
    made: Made, served: tuple[Path, str], reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.add(commit(put(b"a", b"1\n")))
    made.add(commit(put(b"a", b"2\n"), parents=("refs/heads/main^0",)))
    folder, url = served
    arguments = ["git", "clone", "-q", "--bare", "--depth=1", f"file://{made.path}"]
    subprocess.run([*arguments, str(folder / "half.git")], env=ENVIRONMENT, check=True)
    monkeypatch.setenv("GIT_REPOSITORIES", f"{url}/half.git")
    (problem,) = reader.extract().problems
    assert "shallow" in problem
    assert reader.rows("commits") == {}


def test_objects_may_be_named_by_sha256(
    served: tuple[Path, str], reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, url = served
    monkeypatch.setenv("GIT_REPOSITORIES", f"{url}/made.git")
    made = Made(folder, "sha256")
    made.add(commit(put(b"a", b"1\n")))
    reader.extract()
    (row,) = reader.rows("commits").values()
    assert row["commit_sha"] == made.head()
    assert [r["object_format"] for r in reader.rows("repositories").values()] == ["sha256"]


def test_what_a_repository_declares_overrides_names(made: Made, reader: Reader) -> None:
    files = (b"a.api", b"lib/x", b"yarn.lock", b"Cargo.lock", b"vendor/y", b"mine")
    made.add(commit(*(put(path, b"1\n") for path in files)))
    reader.extract()

    def flags() -> dict[str, tuple[bool, bool]]:
        rows = reader.rows("file_changes").values()
        return {row["path"]: (row["is_generated"], row["is_vendored"]) for row in rows}

    by_name = {
        "a.api": (False, False),
        "lib/x": (False, False),
        "yarn.lock": (True, False),
        "Cargo.lock": (True, False),
        "vendor/y": (False, True),
        "mine": (False, False),
    }
    assert flags() == by_name
    made.add(commit(put(b".gitattributes", GENERATED), parents=("refs/heads/main^0",)))
    reader.extract()
    declared = {"a.api": (True, False), "lib/x": (False, True), "yarn.lock": (False, False)}
    assert flags() == by_name | declared | {".gitattributes": (False, False)}


def test_this_project_lands_as_git_tells_it(
    served: tuple[Path, str], made: Made, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the project is no checkout, a repository of odd files stands in for it."""
    folder, url = served
    own = folder / "own.git"
    if (ROOT / ".git").exists():
        git(own, "clone", "-q", "--bare", str(ROOT), str(own))
    else:
        add_oddities(made)
        made.path.rename(own)
    monkeypatch.setenv("GIT_REPOSITORIES", f"{url}/own.git")
    assert reader.extract().problems == []
    assert reader.changes() == independent_changes(own)
    commits = set(git(own, "rev-list", "--all").decode().split())
    assert {row["commit_sha"] for row in reader.rows("commits").values()} == commits
