"""A page is opened on a desk, on a phone, at twice its size, on paper; what is wrong is gathered.

Belongs here: the ways a page is looked at, and what it does by itself. Does not belong here: the
single questions (`looking.py`, `keyboard.py`, `published.py`).

A page may ask for files of its own folder, and for nothing else: what it asks for beyond them does
not go out, and is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Dialog, Page, Route

from tests.browser import keyboard, looking, published

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
# 1280 pixels at 200 %: what WCAG asks to remain readable without scrolling in two directions.
ZOOMED = {"width": 640, "height": 450}
PAPER = {"width": 718, "height": 1000}
GRAVE = frozenset({"serious", "critical"})
_AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
_RUN_AXE = (
    "() => axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations)"
)

Findings = dict[str, list[str]]
CHECKS = (
    "quiet console",
    "nothing asked of others",
    "nothing runs",
    "axe on a desk",
    "axe on a phone",
    "no wider than a phone",
    "no wider at twice the size",
    "whole on paper",
    "by the keyboard",
    "in order for a screen reader",
    "light",
    "no dead link",
)


def visit(browser: Browser, page: Path, root: Path) -> Findings:
    """What each check finds on a page; nothing of a page that is right.

    Args:
        browser: A running one.
        page: The page's file.
        root: The folder the page belongs to; it may ask for what lies in there.
    """
    found: Findings = {check: [] for check in CHECKS}
    asked: list[Path] = []
    with _opened(browser, page, root, found, asked, viewport=DESK) as desk:
        found["in order for a screen reader"] += desk.evaluate(looking.STRUCTURE)
        found["axe on a desk"] += _grave(desk)
        found["by the keyboard"] += keyboard.findings(desk)
        desk.emulate_media(forced_colors="active")
        desk.set_viewport_size(ZOOMED)
        found["no wider at twice the size"] += desk.evaluate(looking.TOO_WIDE)
        desk.emulate_media(forced_colors="none", media="print")
        desk.set_viewport_size(PAPER)
        found["whole on paper"] += desk.evaluate(looking.TOO_WIDE) + desk.evaluate(looking.CLIPPED)
    with _opened(browser, page, root, found, asked, viewport=PHONE, is_mobile=True) as phone:
        found["axe on a phone"] += _grave(phone)
        found["no wider than a phone"] += phone.evaluate(looking.TOO_WIDE)
    found["light"] += published.too_heavy(page, asked)
    found["no dead link"] += published.dead_links(page, root)
    return {check: list(dict.fromkeys(said)) for check, said in found.items() if said}


@contextmanager
def _opened(
    browser: Browser, page: Path, root: Path, found: Findings, asked: list[Path], **screen: Any
) -> Iterator[Page]:
    """The page with all its parts unfolded, watched until the block ends."""
    with browser.new_context(**screen) as context:
        opened = context.new_page()
        _watch(opened, found)
        context.route("**/*", _gate(root, found, asked))
        opened.goto(page.resolve().as_uri(), wait_until="load")
        opened.evaluate(looking.OPEN_ALL)
        yield opened
        for frame in opened.frames:
            found["nothing runs"] += frame.evaluate(looking.EXECUTED)


def _watch(page: Page, found: Findings) -> None:
    said = found["quiet console"]
    page.on("pageerror", lambda error: said.append(f"error: {error.message}"))
    page.on("console", lambda line: _heard(line.type, line.text, said))

    def refuse(dialog: Dialog) -> None:
        found["nothing runs"].append(f"a dialog: {dialog.message[:80]}")
        dialog.dismiss()

    page.on("dialog", refuse)
    page.on("popup", lambda other: found["nothing runs"].append(f"a window: {other.url[:80]}"))


def _heard(kind: str, text: str, said: list[str]) -> None:
    if kind in ("error", "warning"):
        said.append(f"{kind}: {text[:160]}")


def _gate(root: Path, found: Findings, asked: list[Path]) -> Callable[[Route], None]:
    """Lets through what lies in the folder; notes the rest and keeps it from going out."""

    def decide(route: Route) -> None:
        url = urlsplit(route.request.url)
        file = Path(unquote(url.path)).resolve()
        if url.scheme in ("data", "blob"):
            route.continue_()
        elif url.scheme == "file" and file.is_relative_to(root.resolve()) and file.is_file():
            asked.append(file)
            route.continue_()
        else:
            found["nothing asked of others"].append(route.request.url[:120])
            route.abort()

    return decide


def _grave(page: Page) -> list[str]:
    """What axe finds that is serious or critical."""
    page.evaluate(_AXE)
    violations: list[Mapping[str, Any]] = page.evaluate(_RUN_AXE)
    return [
        f"{one['id']} ({one['impact']}): {one['help']}, at {len(one['nodes'])} places, first "
        f"{one['nodes'][0]['html'][:120]}"
        for one in violations
        if one["impact"] in GRAVE
    ]
