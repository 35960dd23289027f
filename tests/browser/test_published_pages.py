"""Every page of a home with hostile names holds what is promised of pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import published
from tests.browser.visiting import CHECKS, Findings, Visitor

pytestmark = pytest.mark.e2e
KINDS = (
    "published/site/index.html",
    "published/site/teams/",
    "published/site/rulebook/",
    "published/audits/",
    "published/briefs/",
    "exports/",
)


@pytest.fixture(scope="session")
def visited(browser: Browser, folders: list[Path]) -> dict[str, Findings]:
    """What was found on every page, each opened once."""
    found: dict[str, Findings] = {}
    for folder in folders:
        with Visitor(browser, folder) as visitor:
            for page in published.pages(folder):
                found[f"{folder.name}/{page.relative_to(folder)}"] = visitor.visit(page)
    return found


def test_every_kind_of_page_was_opened(visited: dict[str, Findings]) -> None:
    assert [kind for kind in KINDS if not any(page.startswith(kind) for page in visited)] == []


@pytest.mark.parametrize("check", CHECKS)
def test_a_page_is(visited: dict[str, Findings], check: str) -> None:
    assert {page: found[check] for page, found in visited.items() if check in found} == {}
