"""Which sources a daily run reads."""

from __future__ import annotations

from pathlib import Path

from extract.core.run import is_wanted
from extract.core.source import RunResult, Source

TOOL = Source("tool", (), lambda landing, request: RunResult(), settings=("TOOL_URL", "TOOL_TOKEN"))
FILES = Source("files", (), lambda landing, request: RunResult())


def test_a_tool_is_read_once_any_of_its_settings_is_there(tmp_path: Path) -> None:
    home = {"TEAM_OUTCOMES_HOME": str(tmp_path)}
    assert not is_wanted(TOOL, home)
    assert not is_wanted(TOOL, {**home, "TOOL_TOKEN": " "})
    assert is_wanted(TOOL, {**home, "TOOL_TOKEN": "t"})
    assert is_wanted(FILES, home)


def test_a_tool_that_was_read_before_does_not_go_silent(tmp_path: Path) -> None:
    (tmp_path / "landing" / "tool").mkdir(parents=True)
    assert is_wanted(TOOL, {"TEAM_OUTCOMES_HOME": str(tmp_path)})
