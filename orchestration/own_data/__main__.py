"""Exports what is held about one person: `python -m orchestration.own_data PERSON`.

Here: the command and its exit code, and that an access is logged before anything is given out. Not
here: what is given out (`export.py`). Exit codes: 0 the export is written; 1 it is not, and the
text says why.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from extract.core.clock import Clock
from extract.core.erasures import put
from extract.core.errors import SettingsError
from extract.core.settings import CoreSettings
from orchestration import paths
from orchestration.own_data import access_log, exports
from orchestration.own_data.access_log import AccessLogError
from orchestration.own_data.export import MANAGER, PERSON, export, files_of
from orchestration.own_data.finding import Finder
from orchestration.own_data.page import page
from orchestration.own_data.project import Project
from orchestration.people.known import UnknownPersonError
from orchestration.retention import rules
from orchestration.retention.rules import RetentionError

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


def main(arguments: Sequence[str] | None = None) -> int:
    """Export what is held about one person and return the exit code."""
    options = _parser().parse_args(arguments)
    if options.audience == MANAGER and not options.reason:
        sys.stderr.write("error: A manager's look needs a reason: --for manager --reason TEXT\n")
        return 1
    try:
        written = run(paths.home(), options)
    except (
        UnknownPersonError,
        AccessLogError,
        RetentionError,
        SettingsError,
        OSError,
        duckdb.Error,
    ) as error:
        sys.stderr.write(f"error: {' '.join(str(error).split())}\n")
        return 1
    sys.stdout.write("".join(f"{line}\n" for line in written))
    return 0


def run(home: Path, options: argparse.Namespace) -> list[str]:
    """Log the access, then write the export; what was written, in words.

    Raises:
        UnknownPersonError: Nobody of that name was ever landed.
        AccessLogError: The access cannot be logged, so nothing is given out.
        RetentionError: The rules of retention cannot be used.
    """
    moment = Clock(CoreSettings.from_environment().as_of).now()
    finder = Finder(home, options.person)
    held_for = rules.read()
    folder = (options.to or exports.new(home, moment)).resolve()
    reason = options.reason or "asked for by the person"
    access_log.add(
        home,
        access_log.access(
            moment,
            options.person,
            options.audience,
            reason,
            f"export to {folder}",
            options.by,
        ),
    )
    content = export(finder, Project(), held_for, options.audience, f"{moment:%Y-%m-%d %H:%M} UTC")
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    html, data = files_of(folder)
    put(data, json.dumps(content, indent=1, ensure_ascii=False).encode(), mode=PRIVATE_FILE)
    put(html, page(content).encode(), mode=PRIVATE_FILE)
    n_rows = sum(table["n_rows"] for table in content["tables"])
    return [f"{n_rows} rows of {len(content['tables'])} tables.", str(html), str(data)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m orchestration.own_data",
        description="Export everything that is held about one person, for that person.",
    )
    parser.add_argument("person", help="the person_id of the roster")
    parser.add_argument("--to", type=Path, metavar="DIR", help="default: a folder below exports/")
    parser.add_argument(
        "--for",
        dest="audience",
        choices=(PERSON, MANAGER),
        default=PERSON,
        help="a manager is given what was made for coaching and nothing else",
    )
    parser.add_argument("--reason", help="kept in the access log; a manager has to give one")
    parser.add_argument("--as", dest="by", metavar="NAME", help="who looks, default: this user")
    return parser


if __name__ == "__main__":
    sys.exit(main())
