"""The command line: ``python -m extract <source> [--since DATE]``.

Belongs here: arguments, exit codes, one line for each error.
Exit codes: 0 everything was read; 1 something could not be read; 2 the command line is wrong;
130 interrupted.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from datetime import datetime

from extract.core.errors import ExtractError, SettingsError
from extract.core.run import run_source
from extract.core.settings import parse_instant
from extract.core.source import RunResult
from extract.registry import SOURCES, source_named

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Extract one source and return the exit code."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.INFO if options.verbose else logging.WARNING,
        format="%(asctime)s %(name)s %(levelname)s %(message)s",
    )
    try:
        result = run_source(
            source_named(options.source),
            since=options.since,
            accept_deletions=options.accept_deletions,
        )
    except ExtractError as error:
        _complain(str(error))
        return 1
    except KeyboardInterrupt:
        _complain("Interrupted; what was landed stays, and the next run goes on from there.")
        return INTERRUPTED
    _report(options.source, result)
    return 1 if result.problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m extract",
        description="Extract one source into the landing lake under TEAM_OUTCOMES_HOME.",
        epilog="Settings come from the environment; .env.example lists them.",
    )
    parser.add_argument("source", choices=[source.name for source in SOURCES])
    parser.add_argument(
        "--since",
        type=_instant,
        metavar="DATE",
        help="leave out what was last updated before this ISO-8601 date (default: read everything)",
    )
    parser.add_argument(
        "--accept-deletions",
        action="store_true",
        help="believe that records are deleted, however many are no longer listed at once",
    )
    parser.add_argument("--verbose", action="store_true", help="log waits and retries")
    return parser


def _instant(text: str) -> datetime:
    try:
        return parse_instant("--since", text)
    except SettingsError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _report(source: str, result: RunResult) -> None:
    landed = sum(result.landed_rows.values())
    sys.stdout.write(f"{source}: {landed} rows landed, {result.request_count} requests\n")
    for problem in result.problems:
        _complain(problem)


def _complain(text: str) -> None:
    sys.stderr.write(f"error: {' '.join(text.split())}\n")


if __name__ == "__main__":
    sys.exit(main())
