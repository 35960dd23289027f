"""Walking a folder others write: every file once, one clear sentence for what cannot be read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.core.errors import NotFoundError, PermissionDeniedError
from extract.core.folder import File, FileError, Folder, UnreadableError


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refuse(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Make a folder one that may not be listed, also for a user who may list everything."""
    listed: Callable[..., Any] = os.scandir

    def scandir(place: Any) -> Any:
        if Path(place) == path:
            raise PermissionError(13, "Permission denied")
        return listed(place)

    monkeypatch.setattr(os, "scandir", scandir)


def test_a_walk_finds_every_wanted_file_in_order(tmp_path: Path) -> None:
    for name in ("b/2.XML", "b/10.xml", "a.xml", "a.txt", ".hidden/c.xml", "b/.d.xml"):
        write(tmp_path / name, "four")
    os.utime(tmp_path / "a.xml", ns=(5, 7))
    found = Folder(tmp_path, "TOOL_FOLDER").list((".xml",))
    assert [file.path for file in found.files] == ["a.xml", "b/10.xml", "b/2.XML"]
    assert found.files[0] == File("a.xml", 4, 7)
    assert found.problems == []


def test_links_neither_loop_nor_count_twice(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    write(root / "run/a.xml")
    write(elsewhere / "b.xml")
    (root / "run/loop").symlink_to(root)
    (root / "latest").symlink_to(root / "run")
    (root / "outside").symlink_to(elsewhere)
    (root / "copy.xml").symlink_to(root / "run/a.xml")
    (root / "broken.xml").symlink_to(root / "nothing")
    (root / "broken.txt").symlink_to(root / "nothing")
    found = Folder(root, "TOOL_FOLDER").list((".xml",))
    assert [file.path for file in found.files] == ["copy.xml", "run/a.xml"]
    broken, outside = map(str, found.problems)
    assert broken.startswith("broken.xml: it cannot be read (No such file or directory). Let this")
    assert outside.startswith("outside: it is a link to a folder elsewhere, which is not followed.")


def test_what_is_no_plain_file_is_told_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    (tmp_path / "two\nlines.xml").write_text("x")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.xml")).write_text("x")
    found = Folder(tmp_path, "TOOL_FOLDER").list((".xml",))
    assert found.files == []
    told = [str(problem) for problem in found.problems]
    assert told[0].startswith("\\xdcff.xml: its name holds what cannot be printed.")
    assert told[1] == "pipe.xml: it is neither a file nor a folder. Put a plain file there."
    assert told[2].startswith("two\\x0alines.xml: its name holds what cannot be printed.")


def test_a_missing_folder_is_an_error_and_not_empty(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"TOOL_FOLDER is .*nothing.*mount or create it"):
        Folder(tmp_path / "nothing", "TOOL_FOLDER").list((".xml",))
    with pytest.raises(NotFoundError, match="where there is no folder"):
        Folder(write(tmp_path / "file"), "TOOL_FOLDER").list((".xml",))


def test_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "good/a.xml")
    write(tmp_path / "bad/b.xml")
    refuse(monkeypatch, tmp_path / "bad")
    found = Folder(tmp_path, "TOOL_FOLDER").list((".xml",))
    assert [file.path for file in found.files] == ["good/a.xml"]
    assert [str(problem) for problem in found.problems] == [
        "bad: it cannot be read (Permission denied). Let this user read it, or remove it."
    ]
    refuse(monkeypatch, tmp_path)
    with pytest.raises(PermissionDeniedError, match="let this user read the folder"):
        Folder(tmp_path, "TOOL_FOLDER").list((".xml",))


def test_reading_a_file_that_is_gone_or_too_large(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "TOOL_FOLDER")
    write(tmp_path / "a.xml", "12345")
    assert folder.read("a.xml", limit=5) == b"12345"
    with pytest.raises(FileError, match=r"a\.xml: it is larger than 4e-06 MB\. Check"):
        folder.read("a.xml", limit=4)
    with pytest.raises(UnreadableError, match=r"b\.xml: it cannot be read \(No such file"):
        folder.read("b.xml")


def test_an_error_names_file_line_and_field() -> None:
    error = FileError("a/b.json", "it is wrong", "Write it again", line=3, name="alert.id")
    assert str(error) == "a/b.json, line 3, alert.id: it is wrong. Write it again."
