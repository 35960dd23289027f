"""Which run an artefact comes from: its path says so, or a run.json does, or nobody knows."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from extract.core.artefacts import Run, Runs
from extract.core.folder import File, FileError, Folder

SHA = "0123456789abcdef0123456789abcdef01234567"
OTHER = "f" * 64


def run_of(root: Path, path: str) -> Run:
    return Runs(Folder(root, "TOOL_FOLDER")).of(File(path, 1, 1))


def say(root: Path, folder: str, **values: Any) -> None:
    (root / folder).mkdir(parents=True, exist_ok=True)
    (root / folder / "run.json").write_text(json.dumps(values), encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (f"o/r/{SHA}/77/a.xml", Run("o/r", SHA, "77", 1, inside="a.xml")),
        (f"o/r/{SHA.upper()}/77-3/job/b.xml", Run("o/r", SHA, "77", 3, inside="job/b.xml")),
        (f"g/s/t/r/{OTHER}/build-9-2/b.xml", Run("g/s/t/r", OTHER, "build-9", 2, inside="b.xml")),
        (f"o/r/{SHA}/77-0/a.xml", Run("o/r", SHA, "77", 1, inside="a.xml")),
    ],
)
def test_the_path_says_it(tmp_path: Path, path: str, expected: Run) -> None:
    assert run_of(tmp_path, path) == expected


def test_a_jobs_folder_is_told_apart(tmp_path: Path) -> None:
    assert run_of(tmp_path, f"o/r/{SHA}/77/linux/unit/a.xml").folder_inside == "linux/unit"
    assert run_of(tmp_path, f"o/r/{SHA}/77/a.xml").folder_inside == ""


@pytest.mark.parametrize(
    ("path", "missing"),
    [
        ("a.xml", "repository"),
        (f"o/r/{SHA[:12]}/77/a.xml", "repository"),
        (f"r/{SHA}/77/a.xml", "repository"),
        (f"o/r/{SHA}/a.xml", "repository"),
    ],
)
def test_a_path_that_says_nothing(tmp_path: Path, path: str, missing: str) -> None:
    with pytest.raises(FileError, match=f"nothing says its {missing}. Put it below <owner>"):
        run_of(tmp_path, path)


def test_the_nearest_run_json_wins_and_fills_in(tmp_path: Path) -> None:
    say(tmp_path, ".", repository="o/root")
    say(tmp_path, "b/1", commit_sha=SHA, run_id=5, repository="o/near", branch="main")
    say(tmp_path, "b/1/deep", started_at="2026-06-01T10:00:00+02:00")
    near = Run("o/near", SHA, "5", 1, "main", inside="job/a.xml")
    assert run_of(tmp_path, "b/1/job/a.xml") == near
    with pytest.raises(FileError, match="nothing says its repository"):
        run_of(tmp_path, "b/1/deep/a.xml")
    with pytest.raises(FileError, match="nothing says its commit sha"):
        run_of(tmp_path, "b/2/a.xml")


def test_a_run_json_wins_over_the_path(tmp_path: Path) -> None:
    folder = f"o/r/{SHA}/77-2"
    say(tmp_path, folder, run_id="x-1", started_at="2026-06-01T10:00:00+02:00", workspace="/w")
    run = run_of(tmp_path, f"{folder}/job/a.xml")
    assert (run.repository, run.commit_sha, run.run_id, run.attempt) == ("o/r", SHA, "x-1", 2)
    assert run.started_at == datetime.fromisoformat("2026-06-01T08:00:00")
    assert (run.workspace, run.inside) == ("/w", "job/a.xml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", "run.json: the file: expected an object, found list. Correct it"),
        ("{", "run.json, line 1: it is not JSON in UTF-8. Write it again"),
        ("{\n\n", "run.json, line 3: it is not JSON in UTF-8"),
        ("\xff", "run.json: it is not JSON in UTF-8"),
        ("[" * 100_000, "run.json: it is"),
        ('{"repository": "r"}', "repository: expected owner/name, found 'r'"),
        ('{"commit_sha": "abc"}', "commit_sha: expected all digits of a commit's sha"),
        ('{"run_id": ""}', "run_id: expected text, found none"),
        ('{"run_id": true}', "run_id: expected a whole number, found bool"),
        ('{"attempt": 0}', "attempt: expected 1 or more"),
        ('{"attempt": "1"}', "attempt: expected a whole number, found str"),
        ('{"started_at": "2026-06-01"}', "started_at: expected an offset from UTC"),
        (f'{{"branch": "{"x" * 200_000}"}}', "run.json: it is larger than 0.1 MB"),
    ],
)
def test_a_wrong_run_json_is_told_with_its_own_name(
    tmp_path: Path, text: str, expected: str
) -> None:
    (tmp_path / "run.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(FileError) as caught:
        run_of(tmp_path, f"o/r/{SHA}/77/a.xml")
    assert expected in str(caught.value)
    assert caught.value.path == "run.json"


def test_a_copy_of_the_same_job_has_the_same_key_and_any_other_has_not() -> None:
    run = Run("o/r", SHA, "77", 1, inside="a.xml")
    assert run.key(b"x") == Run("o/r", SHA, "77", 1, "main", inside="copy.xml").key(b"x")
    others = {
        run.key(b"y"),
        Run("o/r", SHA, "77", 2).key(b"x"),
        Run("o/r", SHA, "7", 1).key(b"x"),
        Run("o/r", OTHER, "77", 1).key(b"x"),
        Run("o/q", SHA, "77", 1).key(b"x"),
        Run("o/r", SHA, "77", 1, inside="job/a.xml").key(b"x"),
    }
    assert len(others) == 6
    assert run.key(b"x") not in others
