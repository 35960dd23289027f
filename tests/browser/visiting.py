"""A page is opened on a desk, on a phone, at twice its size, on paper; what is wrong is gathered.

Belongs here: the ways a page is looked at, and what it does by itself. Does not belong here: the
single questions (`looking.py`, `keyboard.py`, `published.py`).

A page may ask for files of its own folder, and for nothing else: what it asks for beyond them does
not go out, and is a finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route

from tests.browser import keyboard, looking, published

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
# 1280 pixels at 200 %: what WCAG asks to remain readable without scrolling in two directions.
ZOOMED = {"width": 640, "height": 450}
PAPER = {"width": 718, "height": 1000}
GRAVE = frozenset({"serious", "critical"})
_AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
_RUN_AXE = """async (only) => {
  const ask = async (context, options) =>
    (await axe.run(context, {resultTypes: ['violations'], ...options})).violations;
  const isLong = document.querySelectorAll('*').length > 2500;
  const few = isLong ? {exclude: [['tbody tr:nth-child(n+4)']]} : document;
  if (only.length) return ask(few, {runOnly: only});
  const found = await ask(document, {rules: {'color-contrast': {enabled: !isLong}}});
  return isLong ? [...found, ...await ask(few, {runOnly: ['color-contrast']})] : found;
}"""
"""Contrast is axe's dearest rule by far; of a long page the first rows of each table tell it."""

OF_THE_SCREEN = ("color-contrast", "scrollable-region-focusable", "target-size", "meta-viewport")
"""The rules of axe that may say something else on a smaller screen."""

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


class Visitor:
    """Opens pages one after the other, on a desk and on a phone; a context manager.

    Args:
        browser: A running one.
        root: The folder the pages belong to; they may ask for what lies in there.
    """

    def __init__(self, browser: Browser, root: Path) -> None:
        self._root = root.resolve()
        self._desk = browser.new_context(viewport=DESK)
        self._phone = browser.new_context(viewport=PHONE, is_mobile=True)
        self._found: Findings = {}
        self._asked: list[Path] = []
        self._screens = [self._watched(context) for context in (self._desk, self._phone)]

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        self._desk.close()
        self._phone.close()

    def visit(self, page: Path) -> Findings:
        """What each check finds on a page; nothing of a page that is right."""
        self._found = {check: [] for check in CHECKS}
        self._asked = []
        desk, phone = self._screens
        self._on_a_desk(self._open(desk, page))
        self._on_a_phone(self._open(phone, page))
        self._found["light"] += published.too_heavy(page, self._asked)
        self._found["no dead link"] += published.dead_links(page, self._root)
        return {check: list(dict.fromkeys(said)) for check, said in self._found.items() if said}

    def _open(self, screen: Page, page: Path) -> Page:
        """The page with all its parts unfolded."""
        screen.goto(page.resolve().as_uri(), wait_until="load")
        screen.evaluate(looking.OPEN_ALL)
        return screen

    def _on_a_desk(self, page: Page) -> None:
        found = self._found
        found["in order for a screen reader"] += page.evaluate(looking.STRUCTURE)
        found["axe on a desk"] += _grave(page)
        found["by the keyboard"] += keyboard.findings(page)
        page.emulate_media(forced_colors="active")
        page.set_viewport_size(ZOOMED)
        found["no wider at twice the size"] += page.evaluate(looking.TOO_WIDE)
        page.emulate_media(forced_colors="none", media="print")
        page.set_viewport_size(PAPER)
        found["whole on paper"] += page.evaluate(looking.TOO_WIDE) + page.evaluate(looking.CLIPPED)
        page.emulate_media(media="screen")
        page.set_viewport_size(DESK)
        self._leave(page)

    def _on_a_phone(self, page: Page) -> None:
        self._found["no wider than a phone"] += page.evaluate(looking.TOO_WIDE)
        # A drawing is one image to its reader, and axe has been through it on the desk.
        page.evaluate(looking.EMPTY_DRAWINGS)
        self._found["axe on a phone"] += _grave(page, OF_THE_SCREEN)
        self._leave(page)

    def _leave(self, page: Page) -> None:
        for frame in page.frames:
            self._found["nothing runs"] += frame.evaluate(looking.EXECUTED)

    def _watched(self, context: BrowserContext) -> Page:
        """A tab of which everything is noted that it does by itself."""
        page = context.new_page()
        context.route("**/*", self._decide)
        page.on("pageerror", lambda error: self._say("quiet console", f"error: {error.message}"))
        page.on("console", lambda line: self._hear(line.type, line.text))
        page.on("popup", lambda other: self._say("nothing runs", f"a window: {other.url}"))
        page.on("dialog", self._refuse)
        return page

    def _say(self, check: str, text: str) -> None:
        self._found[check].append(text[:160])

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self._say("quiet console", f"{kind}: {text}")

    def _refuse(self, dialog: Dialog) -> None:
        self._say("nothing runs", f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _decide(self, route: Route) -> None:
        """Let through what lies in the folder; note the rest and keep it from going out."""
        url = urlsplit(route.request.url)
        file = Path(unquote(url.path)).resolve()
        if url.scheme in ("data", "blob"):
            route.continue_()
        elif url.scheme == "file" and file.is_relative_to(self._root) and file.is_file():
            self._asked.append(file)
            route.continue_()
        else:
            self._say("nothing asked of others", route.request.url)
            route.abort()


def _grave(page: Page, only: Sequence[str] = ()) -> list[str]:
    """What axe finds that is serious or critical.

    The first folded parts tell it for the others, which are made by the same lines of a template.

    Args:
        page: The open page.
        only: The rules to ask; all of them by default.
    """
    page.evaluate(looking.FOLD_MOST)
    page.evaluate(_AXE)
    violations: list[Mapping[str, Any]] = page.evaluate(_RUN_AXE, list(only))
    page.evaluate(looking.OPEN_ALL)
    return [
        f"{one['id']} ({one['impact']}): {one['help']}, at {len(one['nodes'])} places, first "
        f"{one['nodes'][0]['html'][:120]}"
        for one in violations
        if one["impact"] in GRAVE
    ]
