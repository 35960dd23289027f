"""Removes what is older than the rules allow: `python -m orchestration.retention [--apply]`.

Here: the command and its exit code. Not here: what is too old (`removing.py`). Exit codes: 0 it is
told what would go, or it is gone; 1 nothing was removed, and the text says why.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.core.clock import Clock
from extract.core.errors import SettingsError
from extract.core.settings import CoreSettings
from orchestration import paths
from orchestration.erasure.erasing import no_extraction
from orchestration.lock import BusyError, one_run
from orchestration.retention import removing, rules
from orchestration.retention.removing import Old


def main(arguments: Sequence[str] | None = None) -> int:
    """Say what is too old, or remove it, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m orchestration.retention",
        description="Say what is held for longer than the rules allow; with --apply remove it.",
    )
    parser.add_argument("--apply", action="store_true", help="remove it")
    options = parser.parse_args(arguments)
    home = paths.home()
    try:
        now = Clock(CoreSettings.from_environment().as_of).now()
        held_for = rules.read()
        if options.apply:
            with one_run(home), no_extraction(home):
                old = list(removing.run(home, held_for, now, is_applied=True))
        else:
            old = list(removing.run(home, held_for, now, is_applied=False))
    except (BusyError, rules.RetentionError, SettingsError, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    for line in report(home, old, is_applied=options.apply):
        sys.stdout.write(f"{line}\n")
    return 0


def report(home: Path, old: Sequence[Old], *, is_applied: bool) -> Iterator[str]:
    """What went or would go, one line each."""
    verb = "removed" if is_applied else "would go"
    for one in old:
        count = "all of it" if one.rows is None else f"{one.rows} rows"
        yield f"{verb}: {one.what}: {count}: {one.file.relative_to(home)}"
    if not old:
        yield "Nothing is older than the rules allow."
    elif not is_applied:
        yield "Nothing was touched; remove it with: python -m orchestration.retention --apply"


if __name__ == "__main__":
    sys.exit(main())
