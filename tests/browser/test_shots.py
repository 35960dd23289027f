"""Pictures for the documentation are small, repeatable, and of pages that are there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import shots

PAGE = "<!doctype html><title>x</title><h1>Teams</h1><p>Some text</p>"
NOISE = """<canvas width=1280 height=900></canvas><script>
const at = document.querySelector('canvas').getContext('2d'), all = at.createImageData(1280, 900);
for (let i = 0; i < all.data.length; i++) all.data[i] = (i * 2654435761 >>> 7) % 256;
at.putImageData(all, 0, 0);</script>"""


def home(folder: Path, text: str) -> Path:
    (folder / "published" / "site").mkdir(parents=True)
    (folder / "published" / "site" / "index.html").write_text(text)
    return folder


def test_the_same_page_gives_the_same_pictures(browser: Browser, tmp_path: Path) -> None:
    of = home(tmp_path / "home", PAGE)
    first, second = (list(shots.take(browser, of, tmp_path / name)) for name in ("one", "two"))
    assert [one.name for one in first] == ["overview-desktop.png", "overview-phone.png"]
    assert [one.read_bytes() for one in first] == [one.read_bytes() for one in second]


def test_a_picture_that_is_too_large_is_refused(browser: Browser, tmp_path: Path) -> None:
    of = home(tmp_path / "home", PAGE + NOISE)
    with pytest.raises(shots.ShotsError, match="more than 200,000 bytes"):
        list(shots.take(browser, of, tmp_path / "images"))


def test_without_pages_one_is_told_what_to_do(browser: Browser, tmp_path: Path) -> None:
    with pytest.raises(shots.ShotsError, match="run make demo first"):
        list(shots.take(browser, tmp_path, tmp_path / "images"))
