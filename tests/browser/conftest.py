"""One browser a session, and a home of hostile names with every page made of it.

Belongs here: starting the browser and making pages. Does not belong here: what is asked of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium, making
from tests.e2e.conftest import World, world


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A running Chromium; without one the tests fail and say what to install."""
    with chromium.started(tmp_path_factory.mktemp("chromium")) as running:
        yield running


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The scenario of hostile names after one run, with every page that can be made of it."""
    with world("hostile", tmp_path_factory.mktemp("hostile")) as found:
        found.run()
        making.make_pages(found.home, found.environment())
        yield found


@pytest.fixture(scope="session")
def folders(hostile: World) -> list[Path]:
    """The folders of pages of that home; a page belongs to one and stays in it."""
    return making.folders(hostile.home)
