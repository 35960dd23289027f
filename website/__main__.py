"""The command `python -m website`: writes the site from what is published.

Here: the command and its exit code. Not here: pages. Exit codes: 0 the site is written; 1 it is
not, and the text says why.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

from expectations.pages.page import PageError
from expectations.processes import ProcessEndedError
from website.building import build
from website.reading import NothingPublishedError


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the site and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m website", description=build.__doc__)
    parser.parse_args(arguments)
    home = Path(os.environ.get("TEAM_OUTCOMES_HOME", "").strip() or "data").resolve()
    begun = time.monotonic()
    try:
        built = build(home / "published")
    except (NothingPublishedError, PageError, ProcessEndedError, OSError, duckdb.Error) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    sys.stdout.write(
        f"The site: {built.pages} pages, {built.size_bytes / 1e6:.1f} MB, in "
        f"{time.monotonic() - begun:.0f} s: {built.first}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
