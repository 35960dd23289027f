"""Finds and starts a Chromium of this machine; `python -m tests.browser.chromium` sees to it.

Belongs here: which executable, how it is started, and Debian's package where there is none. Does
not belong here: what is done with it (`visiting.py`). Playwright drives it; no browser is fetched.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from bench.dashboards.browser import QUIET

VARIABLE = "TEAM_OUTCOMES_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    *QUIET,
    # What is drawn shall not hang on the fonts' hinting or on the machine's screen.
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
)
# A machine without screen has no fonts, and who is not root needs the sandbox.
PACKAGES = ("chromium", "chromium-sandbox", "fonts-liberation")
INSTALL = (
    ("apt-get", "update", "--quiet"),
    ("apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *PACKAGES),
)


class BrowserError(RuntimeError):
    """There is no browser; the text is one line that says what to do."""


def executable() -> str:
    """The Chromium of this machine.

    Raises:
        BrowserError: There is none, or the named one is none.
    """
    named = os.environ.get(VARIABLE, "").strip()
    for name in (named,) if named else NAMES:
        found = shutil.which(name)
        if found:
            return found
    if named:
        raise BrowserError(f"{VARIABLE} is {named!r}, which is no program; name a Chromium.")
    raise BrowserError(
        f"No Chromium is on the path ({', '.join(NAMES)}): install the package chromium, or name "
        f"the program in {VARIABLE}."
    )


def see_to_it() -> str:
    """The Chromium of this machine; where there is none, Debian's package is installed first.

    Raises:
        BrowserError: There is none and this user cannot install one.
    """
    try:
        return executable()
    except BrowserError as error:
        if os.environ.get(VARIABLE, "").strip():
            raise
        before = _as_root()
        if before is None or shutil.which("apt-get") is None:
            hint = "It is not installed here: that takes apt-get and root."
            raise BrowserError(f"{error} {hint}") from error
    for command in INSTALL:
        ended = subprocess.run(
            [*before, *command],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdout=sys.stderr,
            check=False,
        )
        if ended.returncode:
            raise BrowserError(f"{' '.join(command)} ended with {ended.returncode}; see above.")
    return executable()


def _as_root() -> tuple[str, ...] | None:
    """What stands before a command that root must run; None where we cannot be root."""
    if os.geteuid() == 0:
        return ()
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
        sudo = None
    return (sudo, "-n", "env", "DEBIAN_FRONTEND=noninteractive") if sudo else None


@contextmanager
def started(folder: Path) -> Iterator[Browser]:
    """A running browser with a home of its own, until the block ends.

    Args:
        folder: An empty folder for what the browser keeps.

    Raises:
        BrowserError: There is no browser.
    """
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)
    kept = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
    browser = _playwright().chromium.launch(
        executable_path=executable(), args=flags, env={**os.environ, **kept}
    )
    try:
        yield browser
    finally:
        browser.close()


# A process can run one only, and tests of several folders open pages.
@cache
def _playwright() -> Playwright:
    running = sync_playwright().start()
    atexit.register(running.stop)
    return running


def main() -> int:
    """See to a browser; the result is the exit code."""
    try:
        sys.stdout.write(f"{see_to_it()}\n")
    except BrowserError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
