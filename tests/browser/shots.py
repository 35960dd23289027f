"""Pictures of the main pages for the documentation: `python -m tests.browser.shots HOME FOLDER`.

Belongs here: which pages, on which screens, and how large a picture may be. Does not belong here:
the pages. The same pages and the same Chromium give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.visiting import PHONE

MOST_BYTES = 200_000
SCREENS = {"desktop": {"width": 1100, "height": 720}, "phone": PHONE}
MAIN = (
    ("overview", "published/site/index.html"),
    ("team", "published/site/teams/*.html"),
    ("workload", "published/site/workload.html"),
    ("bottlenecks", "published/site/bottlenecks.html"),
    ("modules", "published/site/modules.html"),
    ("questions", "published/site/questions.html"),
    ("audits", "published/site/audits.html"),
    ("rulebook", "published/site/rulebook/index.html"),
    ("audit-report", "published/audits/*/report.html"),
    ("brief", "published/briefs/*/*.html"),
)
"""Name of the picture and where its page lies in a home; the first of several is taken."""
ON_A_PHONE = ("overview", "team", "rulebook")


class ShotsError(RuntimeError):
    """The pictures cannot be taken; the text is one line that says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.shots", description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as own, chromium.started(Path(own)) as browser:
            for picture in take(browser, options.home, options.folder):
                sys.stdout.write(f"{picture}: {picture.stat().st_size:,} bytes\n")
    except (ShotsError, chromium.BrowserError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


def take(browser: Browser, home: Path, folder: Path) -> Iterator[Path]:
    """A picture of what one sees first of each main page that is there, on each screen.

    Raises:
        ShotsError: There is no page, or a picture is too large for the repository.
    """
    found = {name: pages[0] for name, at in MAIN if (pages := sorted(home.glob(at)))}
    if not found:
        raise ShotsError(f"No page is in {home}: run make demo first, then make audit and brief.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in found.items():
        for screen, size in SCREENS.items():
            if size == PHONE and name not in ON_A_PHONE:
                continue
            picture = folder / f"{name}-{screen}.png"
            _one(browser, page, size, picture)
            if picture.stat().st_size > MOST_BYTES:
                raise ShotsError(f"{picture} has more than {MOST_BYTES:,} bytes; crop its page.")
            yield picture


def _one(browser: Browser, page: Path, size: dict[str, int], picture: Path) -> None:
    is_mobile = size == PHONE
    with browser.new_context(
        viewport=size, is_mobile=is_mobile, reduced_motion="reduce", locale="en-GB"
    ) as context:
        opened = context.new_page()
        opened.goto(page.resolve().as_uri(), wait_until="load")
        opened.screenshot(path=picture, animations="disabled", caret="hide")


if __name__ == "__main__":
    sys.exit(main())
