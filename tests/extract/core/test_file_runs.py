"""Runs over a folder: what is new is read once, what is wrong is told once, nothing is lost."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extract.core.clock import Clock
from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.errors import ExtractError, LandingError, NotFoundError, VisibilityError
from extract.core.file_reader import WHOLE_SCOPE, Parsed, Place
from extract.core.file_runs import FileRun
from extract.core.folder import File, FileError, Folder, UnreadableError
from extract.core.landed import Landed
from extract.core.landing import Landing
from extract.core.progress import Progress
from extract.core.source import TEXT, RunRequest, RunResult, Source, Stream

LETTERS = Stream(
    "letters", "letter_id", {"letter_id": TEXT, "repository": TEXT}, scope_column="repository"
)
WORDS = Stream(
    "words",
    "word_id",
    {"word_id": TEXT, "letter_id": TEXT, "repository": TEXT},
    scope_column="repository",
)
LETTER_BOX = Source(
    "letter_box",
    (LETTERS, WORDS, EXTRACTION_STATE, EXTRACTION_LOG, QUARANTINE),
    lambda landing, request: RunResult(),
)


class Letters:
    """Reads letters of words: the first folder is the scope, ``bad`` is a word that is refused."""

    streams = (LETTERS, WORDS)
    suffixes = (".txt",)

    def __init__(self) -> None:
        self.read: list[str] = []

    def place(self, file: File) -> Place:
        if "/" not in file.path:
            raise FileError(file.path, "it lies in no folder", "Move it")
        scope = file.path.partition("/")[0]
        return Place(scope, f"in {scope}")

    def parse(self, file: File, content: bytes, place: Place) -> Parsed:
        self.read.append(file.path)
        words = content.decode().split()
        if words == ["broken"]:
            raise FileError(file.path, "it is broken", "Write it again", line=1)
        key = f"{place.scope}:{'-'.join(words)}"
        parent = {"letter_id": key, "repository": place.scope}
        children = [{**parent, "word_id": f"{key}:{word}"} for word in words if word != "bad"]
        bad = [
            FileError(file.path, "bad word", "Be nice", line=1) for word in words if word == "bad"
        ]
        return Parsed({LETTERS.name: [parent], WORDS.name: children}, key, bad)


class Box:
    """A folder, its landing, and runs an hour apart."""

    def __init__(self, root: Path) -> None:
        self.root = root / "box"
        self.home = root / "home"
        self.hour = 0
        self.root.mkdir()
        self.reader = Letters()

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.hour += 1
        os.utime(file, (self.hour, self.hour))

    def run(self, **request: Any) -> RunResult:
        self.hour += 1
        self.reader.read.clear()
        clock = Clock(datetime(2026, 1, 1 + self.hour // 24, self.hour % 24, tzinfo=UTC))
        with Progress("off") as progress, Landing(LETTER_BOX, self.home, clock) as landing:
            folder = Folder(self.root, "LETTER_FOLDER")
            return FileRun(landing, RunRequest(progress, **request), folder, self.reader).run()

    def live(self, stream: Stream = WORDS) -> dict[Any, dict[str, Any]]:
        return Landed(self.home / "landing/letter_box").live_rows(stream)

    def log(self) -> dict[str, tuple[str, str | None]]:
        """The latest entry about words, by scope: status, and failure or detail."""
        rows = [row for row in self.live(EXTRACTION_LOG).values() if row["stream"] == WORDS.name]
        latest = max(row["started_at"] for row in rows)
        return {
            row["scope"]: (row["status"], row["failure"] or row["detail"])
            for row in rows
            if row["started_at"] == latest
        }


@pytest.fixture
def box(tmp_path: Path) -> Box:
    box = Box(tmp_path)
    box.write("r/1.txt", "one two")
    box.write("r/2.txt", "three")
    box.write("s/1.txt", "four")
    return box


def test_a_first_run_lands_everything_and_a_second_one_opens_nothing(box: Box) -> None:
    assert box.run().landed_rows == {"letters": 3, "words": 4}
    assert set(box.live()) == {"r:one-two:one", "r:one-two:two", "r:three:three", "s:four:four"}
    assert box.log() == dict.fromkeys(("r", "s", WHOLE_SCOPE), ("complete", None))
    again = box.run()
    assert (again.landed_rows, again.problems, box.reader.read) == ({}, [], [])
    assert set(box.log()) == {"r", "s", WHOLE_SCOPE}


def test_only_changed_content_is_read_again_and_replaces_what_was_said(box: Box) -> None:
    box.run()
    box.write("r/1.txt", "one two")
    box.write("s/1.txt", "five")
    assert box.run().landed_rows == {"letters": 2, "words": 2}
    assert box.reader.read == ["s/1.txt"]
    assert set(box.live(LETTERS)) == {"r:one-two", "r:three", "s:five"}
    assert set(box.live()) == {"r:one-two:one", "r:one-two:two", "r:three:three", "s:five:five"}
    box.run()
    assert box.reader.read == []


def test_what_another_file_still_says_stays(box: Box) -> None:
    box.write("r/copy.txt", "three")
    box.run()
    assert len(box.live(LETTERS)) == 3
    box.write("r/2.txt", "six")
    box.run()
    assert {"r:three", "r:six"} <= set(box.live(LETTERS))
    box.write("r/copy.txt", "six")
    box.run()
    assert "r:three" not in box.live(LETTERS)


def test_a_file_that_is_gone_is_no_deletion(box: Box) -> None:
    box.run()
    before = box.live()
    (box.root / "s/1.txt").unlink()
    assert box.run().problems == []
    assert box.live() == before
    assert box.log()["s"] == ("complete", "none of its 1 files is there any more")


def test_a_refused_file_keeps_what_it_said_is_told_once_and_forgiven(box: Box) -> None:
    box.run()
    box.write("r/2.txt", "broken")
    assert box.run().problems == ["r/2.txt, line 1: it is broken. Write it again."]
    assert "r:three:three" in box.live()
    (refused,) = box.live(QUARANTINE).values()
    assert (refused["stream"], refused["scope"]) == ("letters", "r")
    assert refused["payload"] == '{"field": null, "file": "r/2.txt", "line": 1}'
    assert box.run().problems == []
    assert box.log()["r"] == ("complete", "1 files have entries in the quarantine")
    box.write("r/2.txt", "seven")
    box.run()
    assert (box.live(QUARANTINE), box.log()["r"]) == ({}, ("complete", None))
    assert {"r:one-two", "r:seven", "s:four"} == set(box.live(LETTERS))


def test_entries_of_a_refused_file_that_is_gone_are_taken_back(box: Box) -> None:
    box.write("r/3.txt", "broken")
    box.run()
    assert len(box.live(QUARANTINE)) == 1
    (box.root / "r/3.txt").unlink()
    assert box.run().landed_rows == {"quarantine": 1}
    assert (box.live(QUARANTINE), box.log()["r"]) == ({}, ("complete", None))
    assert box.run().landed_rows == {}


def test_refused_records_do_not_stop_the_others(box: Box) -> None:
    box.write("r/3.txt", "good bad")
    box.write("nowhere.txt", "lost")
    assert box.run().problems == [
        "nowhere.txt: it lies in no folder. Move it.",
        "r/3.txt, line 1: bad word. Be nice.",
    ]
    assert "r:good-bad:good" in box.live()
    assert {row["scope"] for row in box.live(QUARANTINE).values()} == {"r", WHOLE_SCOPE}
    assert "nowhere.txt" not in box.reader.read


def test_many_problems_are_told_in_few_lines(box: Box) -> None:
    for number in range(30):
        box.write(f"r/bad{number:02}.txt", "broken")
    problems = box.run().problems
    assert len(problems) == 21
    assert problems[-1] == "and 10 more files or records; the quarantine lists them"
    assert len(box.live(QUARANTINE)) == 30


def test_an_unreadable_file_makes_its_scope_partial_until_it_can_be_read(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(folder: Folder, path: str, limit: int = 0) -> bytes:
        if path == "s/1.txt":
            raise UnreadableError(path, "it cannot be read (Permission denied)", "Let this user")
        return (folder.root / path).read_bytes()

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "read", read)
        assert box.run().problems == [
            "s/1.txt: it cannot be read (Permission denied). Let this user."
        ]
    assert box.log()["s"] == ("partial", "1 files or folders could not be read")
    assert box.log()["r"] == ("complete", None)
    assert box.run().landed_rows == {"letters": 1, "words": 1}
    assert box.log()["s"] == ("complete", None)


def test_an_unreadable_folder_makes_the_scopes_below_it_partial(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.run()
    listed = os.scandir

    def scandir(place: Any) -> Any:
        if place == str(box.root / "s"):
            raise PermissionError(13, "Permission denied")
        return listed(place)

    monkeypatch.setattr(os, "scandir", scandir)
    assert len(box.run().problems) == 1
    statuses = {scope: status for scope, (status, _) in box.log().items()}
    assert statuses == {"r": "complete", "s": "partial", WHOLE_SCOPE: "complete"}


@pytest.mark.parametrize(
    ("loss", "error", "kind"),
    [("folder", NotFoundError, "not_found"), ("files", VisibilityError, "visibility")],
)
def test_a_lost_folder_fails_every_scope_and_takes_nothing_back(
    box: Box, loss: str, error: type[ExtractError], kind: str
) -> None:
    box.run()
    before = box.live()
    box.root.rename(box.root.with_name("elsewhere"))
    if loss == "files":
        box.root.mkdir()
    with pytest.raises(error):
        box.run()
    assert box.log().keys() == {"r", "s", WHOLE_SCOPE}
    assert {status for status, _ in box.log().values()} == {"failed"}
    assert {row["failure"] for row in box.live(EXTRACTION_LOG).values()} == {None, kind}
    assert box.live() == before
    if loss == "files":
        assert box.run(accept_deletions=True).problems == []


def test_a_killed_run_is_gone_on_from(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.core.file_batch._MOST_FILES", 1)
    commit = Landing.commit
    commits = 0

    def dying(landing: Landing, *arguments: Any, **options: Any) -> dict[str, int]:
        nonlocal commits
        commits += 1
        if commits > 2:
            raise LandingError("No space left.")
        return commit(landing, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Landing, "commit", dying)
        with pytest.raises(LandingError):
            box.run()
    assert 0 < len(box.live(LETTERS)) < 3
    box.run()
    assert len(box.live(LETTERS)) == 3
    assert len(box.reader.read) < 3


def test_since_leaves_out_files_last_written_before(box: Box) -> None:
    since = datetime.fromtimestamp(2, UTC)
    box.run(since=since)
    assert box.reader.read == ["r/2.txt", "s/1.txt"]
    assert box.log()["r"] == ("complete", f"since {since.isoformat()}")
    box.run()
    assert box.reader.read == ["r/1.txt"]
