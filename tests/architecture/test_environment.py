"""Every setting that code reads stands in .env.example, and nothing else does."""

from __future__ import annotations

import re

from tests.architecture import repository

VARIABLE = re.compile(r"[\"'](TEAM_OUTCOMES_[A-Z_]+|GITHUB_[A-Z_]+)[\"']")
INTERNAL = {"TEAM_OUTCOMES_DBT_TARGET", "TEAM_OUTCOMES_RUN_ID"}


def test_the_example_lists_what_is_read() -> None:
    example = (repository.ROOT / ".env.example").read_text()
    listed = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    read = set()
    for path in [
        *repository.python_modules(),
        *repository.DBT.glob("*.yml"),
        *repository.DBT.rglob("*.sql"),
    ]:
        if "target" not in path.parts and "sandbox" not in path.parts:
            read |= set(VARIABLE.findall(path.read_text()))
    assert read - INTERNAL == listed


def test_the_example_holds_no_secret() -> None:
    example = (repository.ROOT / ".env.example").read_text()
    assert (
        re.findall(r"^[A-Z_]*(?:TOKEN|SECRET|PASSWORD)[A-Z_]*=(.+)$", example, re.MULTILINE) == []
    )
