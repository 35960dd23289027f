"""From git's words to rows: its output, addresses, names of files, moves of refs."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.core.errors import UnavailableError
from extract.core.settings import Secret
from extract.sources.git import history
from extract.sources.git.accounts import account_of, fingerprint
from extract.sources.git.generated import by_name
from extract.sources.git.line_ranges import LONGEST, LineRanges
from extract.sources.git.ref_updates import update_rows

KEY, OTHER_KEY = Secret("sixteen characters or more"), Secret("another sixteen characters")
SHA = b"a" * 40
HEAD = b"\0".join([SHA, b"b" * 40, b"a@x", b"c@x", b"1", b"2", b"A message\n"]) + b"\0"
FILE = b":100644 100644 0000000 1111111 M\0dir/f\0"
COUNTS = b"2\t1\tdir/f\0"
PATCH = b"diff --git a/dir/f b/dir/f\n--- a/dir/f\n+++ b/dir/f\n@@ -3 +3,2 @@ x\n-a\n+b\n+@@ c\n"
WHOLE = HEAD + b"\n" + FILE + COUNTS + b"\0" + PATCH


def read(output: bytes) -> list[history.Commit]:
    return list(history.read(io.BytesIO(output)))


def test_commits_with_and_without_files_follow_one_another() -> None:
    first, merge, last = read(WHOLE + b"\0" + HEAD + b"\0" + WHOLE)
    (file,) = first.files
    assert (file.path, file.status, file.additions, file.deletions) == (b"dir/f", "M", 2, 1)
    assert file.changed_lines == "3-4"
    assert (merge.files, merge.parents, merge.message) == ([], ("b" * 40,), "A message\n")
    assert last == first
    assert read(b"") == []


@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=3))
def test_damaged_output_is_told_or_gives_whole_commits(length: int, tail: bytes) -> None:
    try:
        commits = read(WHOLE + b"\0" + WHOLE[:length] + tail)
    except UnavailableError:
        return
    assert commits[0] == read(WHOLE)[0]


def test_counts_of_a_file_that_is_not_listed_are_no_answer() -> None:
    with pytest.raises(UnavailableError, match="not listed"):
        read(HEAD + b"\n" + FILE + b"1\t1\tother\0\0")


def test_patches_that_do_not_fit_the_files_give_no_lines() -> None:
    (commit,) = read(HEAD + b"\n" + FILE + COUNTS + b"\0" + PATCH + PATCH)
    assert commit.files[0].changed_lines is None
    assert commit.files[0].additions == 2


def test_lines_longer_than_any_buffer_are_passed_over() -> None:
    patch = PATCH.replace(b"+b\n", b"+" + b"b" * 300_000 + b"\n")
    (commit, _) = read(HEAD + b"\n" + FILE + COUNTS + b"\0" + patch + b"\0" + HEAD)
    assert commit.files[0].changed_lines == "3-4"


@pytest.mark.parametrize(
    ("hunks", "text"),
    [
        ([b"@@ -0,0 +1,3 @@", b"@@ -5 +9 @@ f()"], "1-3,9"),
        ([b"@@ -1,2 +0,0 @@"], None),
        ([b"@@@ -1 -1 +1 @@@"], None),
        ([b"@@ -1 +%d @@" % n for n in range(1, LONGEST)], None),
    ],
)
def test_ranges_are_of_new_lines_and_all_or_none(hunks: list[bytes], text: str | None) -> None:
    ranges = LineRanges()
    for hunk in hunks:
        ranges.add_hunk(hunk)
    assert ranges.text() == text


@pytest.mark.parametrize(
    ("address", "account"),
    [
        ("12+Anna-B@users.noreply.github.com", "anna-b"),
        ("anna@users.noreply.github.com", "anna"),
        ("49699333+dependabot[bot]@users.noreply.github.com", "dependabot[bot]"),
        ("7+anna@users.noreply.github.corp.example", "anna"),
        ("17-anna.b@users.noreply.gitlab.com", "anna.b"),
        ("noreply@github.com", "web-flow"),
        ("", None),
    ],
)
def test_private_addresses_name_their_account(address: str, account: str | None) -> None:
    assert account_of(address, KEY) == account


def test_other_addresses_become_what_only_the_key_can_compute() -> None:
    known = account_of(" Anna@Example.COM ", KEY)
    assert known == account_of("anna@example.com", KEY)
    assert known != account_of("anna@example.com", OTHER_KEY)
    assert account_of("anna@example.com", None) is None
    assert fingerprint(KEY) != fingerprint(OTHER_KEY)
    assert known is not None
    assert "anna" not in known


@pytest.mark.parametrize(
    "path",
    [
        "package-lock.json",
        "web/yarn.lock",
        "go.sum",
        "Cargo.lock",
        "app/dist/site.min.js",
        "api/user.pb.go",
        "api/user_pb2.py",
        "src/__snapshots__/a.txt",
        "ui/a.test.tsx.snap",
    ],
)
def test_well_known_names_are_generated(path: str) -> None:
    assert by_name(path.encode()).is_generated


@pytest.mark.parametrize(
    "path", ["vendor/a/b.go", "web/node_modules/x/i.js", "gradlew", "third_party/z"]
)
def test_well_known_folders_are_vendored(path: str) -> None:
    assert by_name(path.encode()).is_vendored


@pytest.mark.parametrize(
    "path",
    [
        "package.json",
        "src/lock.py",
        "generated_report.py",
        "src/vendors.py",
        "invendor/x",
        "min.js",
    ],
)
def test_names_that_only_sound_so_are_written_by_hand(path: str) -> None:
    origin = by_name(path.encode())
    assert (origin.is_generated, origin.is_vendored) == (False, False)


def test_moves_of_refs_are_told_apart() -> None:
    known = {
        ref: {"object_sha": object_sha, "commit_sha": commit_sha}
        for ref, object_sha, commit_sha in (
            ("refs/heads/forward", "1", "1"),
            ("refs/heads/rewritten", "9", "9"),
            ("refs/heads/gone", "1", "1"),
            ("refs/tags/v1", "1", "1"),
            ("refs/tags/resigned", "t1", "1"),
        )
    }
    now: dict[str, tuple[str, str | None]] = {
        "refs/heads/forward": ("2", "2"),
        "refs/heads/rewritten": ("2", "2"),
        "refs/heads/new": ("2", "2"),
        "refs/tags/v1": ("2", "2"),
        "refs/tags/resigned": ("t2", "1"),
    }
    found = [
        (row["ref"], row["update_type"], row["is_forced"])
        for row in update_rows("made", known, now, lambda before, after: before < after)
    ]
    assert found == [
        ("refs/heads/forward", "updated", False),
        ("refs/heads/gone", "deleted", False),
        ("refs/heads/new", "created", False),
        ("refs/heads/rewritten", "updated", True),
        ("refs/tags/v1", "updated", True),
    ]
