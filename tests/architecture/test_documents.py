"""What the documents name exists: links, paths, make targets and modules to run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture import repository, rules

DOCUMENTS = [path for path in repository.tracked_files() if path.suffix == ".md"]
MAKEFILE = (repository.ROOT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize("path", DOCUMENTS, ids=repository.short)
def test_a_document_names_only_what_exists(path: Path) -> None:
    text = path.read_text()
    assert rules.broken_links(text, path.parent) == []
    assert rules.missing_paths(text, repository.ROOT) == []
    assert rules.unknown_targets(text, TARGETS) == []
    assert rules.missing_modules(text, repository.ROOT) == []


def test_make_runs_modules_that_exist() -> None:
    assert "-m orchestration.daily" in MAKEFILE
    assert rules.missing_modules(MAKEFILE, repository.ROOT) == []


def test_make_help_names_every_target_the_documents_name() -> None:
    explained = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
    named = {name for path in DOCUMENTS for name in rules.targets_named(path.read_text())}
    assert named
    assert named - explained == set()


def test_every_decision_has_its_parts_and_a_number_of_its_own() -> None:
    decisions = sorted((repository.ROOT / "docs/adr").glob("[0-9]*.md"))
    numbers = [path.name[:4] for path in decisions]
    assert numbers == [f"{number:04}" for number in range(len(decisions))]
    for path in decisions:
        for part in ("Context", "Decision", "Alternatives", "Consequences"):
            assert f"**{part}.**" in path.read_text(), f"{path.name}: write its {part.lower()}"
