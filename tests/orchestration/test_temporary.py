"""Temporary files of a run lie in the data root and never outlive the next run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from orchestration.temporary import own_folder


def test_this_process_and_what_it_starts_use_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with own_folder(tmp_path / "home") as folder:
        assert folder == tmp_path / "home" / "work" / "tmp"
        assert Path(tempfile.mkdtemp()).parent == folder
        program = "import tempfile; print(tempfile.gettempdir())"
        started = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
        assert started.stdout.decode().strip() == str(folder)
    assert not folder.exists()
    assert os.environ["TMPDIR"] == str(tmp_path)
    assert tempfile.gettempdir() == str(tmp_path)


def test_what_a_killed_run_left_goes_with_the_next(tmp_path: Path) -> None:
    left = tmp_path / "work" / "tmp" / "left"
    left.mkdir(parents=True)
    with own_folder(tmp_path):
        assert not left.exists()


def test_it_goes_when_the_run_fails_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMPDIR", raising=False)
    with pytest.raises(ValueError, match="no"), own_folder(tmp_path) as folder:
        raise ValueError("no")
    assert not folder.exists()
    assert "TMPDIR" not in os.environ
