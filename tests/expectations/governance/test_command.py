"""The command: what it prints, and what its exit code says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from expectations.governance import __main__ as command
from expectations.governance import page
from expectations.governance.planted.kinds import PLANTED
from expectations.governance.planted.manifest import HONEST, Entry, manifest, model

ZERO = model("marts/leadership/rpt_planted", "select coalesce(value, 0) as value from @cells")


def _project(folder: Path, entries: Sequence[Entry]) -> Path:
    """A folder as dbt leaves it after parsing."""
    made = manifest(entries)
    project = folder / "dbt_project"
    (project / "target").mkdir(parents=True)
    (project / "dbt_project.yml").write_text("name: team_outcomes\n")
    (project / "target" / "manifest.json").write_text(json.dumps(made))
    for node in made["nodes"].values():
        file = project / node["original_file_path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(node["raw_code"] + "\n")
    return project


def test_it_says_what_it_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--project", str(_project(tmp_path, HONEST))]) == 0
    models = sum(entry["resource_type"] == "model" for entry in HONEST)
    assert f"rules over {models} models: 0 findings" in capsys.readouterr().out


def test_it_fails_with_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--project", str(_project(tmp_path, [*HONEST, ZERO]))]) == 1
    said = capsys.readouterr().out
    assert "missing-is-not-zero: rpt_planted.value: a 0 stands for a missing value" in said
    assert "1 findings" in said


def test_without_a_manifest_it_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = _project(tmp_path, HONEST)
    (project / "target" / "manifest.json").unlink()
    assert command.main(["--project", str(project)]) == 2
    assert "manifest.json does not exist. Run `dbt parse` there first." in capsys.readouterr().err


def test_a_manifest_older_than_a_model_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = _project(tmp_path, [*HONEST, ZERO])
    (project / "models/marts/leadership/rpt_planted.sql").write_text("select 1 as value\n")
    assert command.main(["--project", str(project)]) == 2
    assert "rpt_planted.sql is not as it was when" in capsys.readouterr().err


def test_it_tries_what_is_planted(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--planted"]) == 0
    assert f"{len(PLANTED)} kinds planted, {len(PLANTED)} found" in capsys.readouterr().out


def test_it_writes_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "PATH", tmp_path / "governance.md")
    assert command.main(["--write-page"]) == 0
    assert (tmp_path / "governance.md").read_text() == page.text()
