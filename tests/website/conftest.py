"""The site, written once for all tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.website import publication
from website.building import build


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what is published, with its site."""
    folder = tmp_path_factory.mktemp("website") / "published"
    publication.build(folder)
    build(folder)
    return folder


@pytest.fixture(scope="session")
def pages(published: Path) -> dict[str, str]:
    """Every page by its file."""
    folder = published / "site"
    return {
        str(file.relative_to(folder)): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*.html"))
    }
