"""A reader in a headless Chromium: logs in, opens dashboards, chooses, and notes what went wrong.

Here: what a person does and sees. Not here: what the dashboards are, and publications.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page, Request, Response, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""What keeps a Chromium from asking the network for itself."""
OPTIONS = ("--no-sandbox", *QUIET)
SIZE = {"width": 1280, "height": 1000}
PATIENCE = 60_000
ANIMATION = 5_000
BANNERS = (
    ".ant-alert-error, [data-test='error-boundary'], .missing-chart-container, .error-boundary"
)
WAITING = "[data-test='loading-indicator'], .loading"
FIRST_BAD_STATUS = 400
ABORTED = "net::ERR_ABORTED"
SHOWN = 200
DATA = "/api/v1/chart/data"


@dataclass
class Reader:
    """Somebody who reads dashboards.

    Attributes:
        page: The browser's page.
        address: Where Superset is.
        faults: What went wrong so far, in words.
        asked: The queries' requests, as the pages send them.
    """

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def log_in(self, account: str, password: str) -> None:
        """Log in as somebody."""
        self.page.goto(f"{self.address}/login/")
        self.page.fill("#username", account)
        self.page.fill("input[type=password]", password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: "/login" not in url)
        self.page.wait_for_load_state("networkidle")

    def open(self, dashboard: str) -> None:
        """Open a dashboard and wait until every chart that is in sight is drawn."""
        self.page.goto(f"{self.address}/superset/dashboard/{dashboard}/")
        self.page.wait_for_selector("[data-test='chart-container'], .chart-container")
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is loaded any more, and note banners."""
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_function(
            "selector => document.querySelectorAll(selector).length === 0", arg=WAITING
        )
        for banner in self.page.query_selector_all(BANNERS):
            self.faults.append(f"a banner: {banner.inner_text()[:SHOWN]}")

    def choose(self, name: str, value: str) -> None:
        """Choose a value in a filter and apply it."""
        self.page.locator(f"[data-test='NATIVE_FILTER-{name}'] .ant-select-selector").click()
        self.page.keyboard.type(value)
        self.page.locator(f".ant-select-item-option[title='{value}']").first.click()
        self.page.get_by_role("button", name="Apply").first.click()
        self.settle()

    def cookies(self) -> dict[str, str]:
        """What a program sends to be this reader."""
        return {str(each["name"]): str(each["value"]) for each in self.page.context.cookies()}

    def reads(self, words: str) -> bool:
        """Whether words stand on the page, now or in a moment."""
        try:
            self.page.wait_for_function(
                "words => document.body.innerText.includes(words)", arg=words, timeout=10_000
            )
        except Exception:
            return False
        return True

    def take_picture(self, file: Path, height: int) -> None:
        """Keep what is seen, down to a height."""
        self.page.set_viewport_size({"width": SIZE["width"], "height": height})
        self.settle()
        self.page.wait_for_timeout(ANIMATION)
        self.page.screenshot(path=file)
        self.page.set_viewport_size({"width": SIZE["width"], "height": SIZE["height"]})


@contextmanager
def reader(address: str) -> Iterator[Reader]:
    """A reader with a browser of their own."""
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        context = browser.new_context(viewport={"width": SIZE["width"], "height": SIZE["height"]})
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        found = Reader(page, address)
        _listen(page, found)
        try:
            yield found
        finally:
            browser.close()


def _listen(page: Page, found: Reader) -> None:
    """Note everything a reader must never meet."""
    page.on("request", lambda sent: _note_request(sent, found))
    page.on("response", lambda answer: _note_answer(answer, found))
    page.on("requestfailed", lambda sent: _note_failure(sent, found))
    page.on("console", lambda message: _note_message(message, found))
    page.on("pageerror", lambda error: found.faults.append(f"script: {str(error)[:SHOWN]}"))


def _note_request(sent: Request, found: Reader) -> None:
    if not sent.url.startswith((found.address, "data:", "blob:")):
        found.faults.append(f"an external request: {sent.url}")
    if DATA in sent.url and sent.post_data:
        found.asked.append((sent.url, sent.post_data, dict(sent.headers)))


def _note_answer(answer: Response, found: Reader) -> None:
    if answer.status >= FIRST_BAD_STATUS:
        found.faults.append(f"{answer.status} {answer.request.method} {answer.url}")


def _note_failure(sent: Request, found: Reader) -> None:
    # A page that is left gives up what it still loads.
    if sent.failure != ABORTED:
        found.faults.append(f"failed: {sent.url} {sent.failure}")


def _note_message(message: ConsoleMessage, found: Reader) -> None:
    if message.type == "error":
        found.faults.append(f"console: {message.text[:SHOWN]}")
