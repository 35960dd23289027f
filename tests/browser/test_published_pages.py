"""Every page of a home with hostile names holds what is promised of pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import published
from tests.browser.visiting import CHECKS, Findings, visit

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="session")
def visited(browser: Browser, folders: list[Path]) -> dict[str, Findings]:
    """What was found on every page, each opened once."""
    return {
        f"{folder.name}/{page.relative_to(folder)}": visit(browser, page, folder)
        for folder in folders
        for page in published.pages(folder)
    }


def test_every_kind_of_page_was_opened(visited: dict[str, Findings]) -> None:
    assert {page.partition("/")[0] for page in visited} == {"site", "audits", "briefs", "exports"}
    assert len(visited) > 4


@pytest.mark.parametrize("check", CHECKS)
def test_a_page_is(visited: dict[str, Findings], check: str) -> None:
    assert {page: found[check] for page, found in visited.items() if check in found} == {}
