"""Merges small landed files by hand: `python -m orchestration.compact [--many N]`.

Here: the command, one line a source, and that no run is at work meanwhile. Not here: merging files
(`extract`). Exit codes: 0 all is merged that was to be; 1 something was not, and counts as before.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from extract.core.errors import ExtractError
from extract.core.run import compact_source
from extract.core.small_files import MANY_FILES
from extract.registry import SOURCES
from orchestration import paths
from orchestration.lock import BusyError, one_run


def main(arguments: Sequence[str] | None = None) -> int:
    """Merge the small landed files of every source and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        # The views of a warehouse that is being built name the files that would go.
        with one_run(paths.home()):
            problems = list(_problems(options.many))
    except (BusyError, OSError) as error:
        problems = [str(error)]
    for problem in problems:
        sys.stderr.write(f"error: {' '.join(problem.split())}\n")
    return 1 if problems else 0


def _problems(many: int) -> Iterator[str]:
    """Merge, print what was done, and give what could not be."""
    for source in SOURCES:
        try:
            done = compact_source(source, many=many)
        except ExtractError as error:
            yield str(error)
            continue
        if done:
            sys.stdout.write(
                f"{source.name}: {done.files_before} files became {done.files_after}, "
                f"with all of their {done.rows} rows\n"
            )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m orchestration.compact",
        description="Merge the small landed files of past days; every daily run does, too.",
        epilog="The views of the warehouse name the old files until the next run makes them anew.",
    )
    parser.add_argument(
        "--many",
        type=_number,
        default=MANY_FILES,
        metavar="N",
        help="merge where a stream has more small files than this (default: %(default)s)",
    )
    return parser


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of at least 1")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
