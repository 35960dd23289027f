"""The command line of compaction: ``python -m extract.compact [--many N]``.

Belongs here: arguments, exit codes, one line a source. Does not belong here: merging files.
Exit codes: 0 all is merged that was to be; 1 something was not, and counts as before.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from extract.core.errors import ExtractError
from extract.core.run import compact_source
from extract.core.small_files import MANY_FILES
from extract.registry import SOURCES


def main(arguments: Sequence[str] | None = None) -> int:
    """Merge the small landed files of every source and return the exit code."""
    options = _parser().parse_args(arguments)
    code = 0
    for source in SOURCES:
        try:
            done = compact_source(source, many=options.many)
        except ExtractError as error:
            sys.stderr.write(f"error: {' '.join(str(error).split())}\n")
            code = 1
            continue
        if done:
            sys.stdout.write(
                f"{source.name}: {done.files_before} files became {done.files_after}, "
                f"with all of their {done.rows} rows\n"
            )
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m extract.compact",
        description="Merge the small landed files of past days; every daily run does, too.",
        epilog="Not while a daily run is at work: the views of the warehouse name the old files "
        "until the next run makes them anew.",
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
