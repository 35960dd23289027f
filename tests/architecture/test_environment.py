"""Every setting that code reads stands in .env.example, and nothing else does."""

from __future__ import annotations

import re

from extract.registry import SOURCES
from tests.architecture import repository

PREFIXES = "|".join(["TEAM_OUTCOMES", *(source.name.upper() for source in SOURCES)])
VARIABLE = re.compile(rf"[\"']((?:{PREFIXES})_[A-Z_]+)[\"']")
INTERNAL = {
    "TEAM_OUTCOMES_DBT_TARGET",
    "TEAM_OUTCOMES_PROJECT_DIGEST",
    "TEAM_OUTCOMES_RUN_ID",
}
# They set variables of the git program, and read none of ours.
OF_THE_GIT_PROGRAM = {"extract/sources/git/environment.py", "extract/sources/git/program.py"}


def test_the_example_lists_what_is_read() -> None:
    example = (repository.ROOT / ".env.example").read_text()
    listed = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    read = set()
    for path in [
        *repository.python_modules(),
        *repository.DBT.glob("*.yml"),
        *repository.DBT.rglob("*.sql"),
    ]:
        is_ours = repository.short(path) not in OF_THE_GIT_PROGRAM
        if is_ours and "target" not in path.parts and "sandbox" not in path.parts:
            read |= set(VARIABLE.findall(path.read_text()))
    assert read - INTERNAL == listed


def test_the_example_holds_no_secret() -> None:
    example = (repository.ROOT / ".env.example").read_text()
    assert (
        re.findall(r"^[A-Z_]*(?:TOKEN|SECRET|PASSWORD)[A-Z_]*=(.+)$", example, re.MULTILINE) == []
    )
