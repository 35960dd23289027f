"""Cuts a person's identity out of a data root: `python -m orchestration.erase PERSON`.

Here: the command, its words and its exit code. Not here: the steps (`orchestration/erasure`). Exit
codes: 0 nothing of the person is left in the data root; 1 nothing was begun, or something is left,
and the text says what.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.core import tokens
from extract.core.clock import Clock
from extract.core.errors import SettingsError
from extract.core.settings import CoreSettings, optional
from orchestration import paths
from orchestration.erasure import erasing
from orchestration.erasure.contents import text_of
from orchestration.erasure.erasing import Erased
from orchestration.erasure.journal import Journal, JournalError
from orchestration.lock import BusyError, one_run
from orchestration.own_data import access_log
from orchestration.people.known import UnknownPersonError

MOST_TOLD = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Erase a person and return the exit code."""
    options = _parser().parse_args(arguments)
    if not options.resume and (options.person is None or options.confirm != options.person):
        sys.stderr.write(
            "error: An erasure cannot be undone. Name the person twice: "
            "python -m orchestration.erase PERSON --confirm PERSON\n"
        )
        return 1
    home = paths.home()
    begun_at = time.monotonic()
    try:
        with one_run(home, finishing=True), erasing.no_extraction(home):
            begun = erasing.begin(home, options.person)
            moment = Clock(CoreSettings.from_environment().as_of).now()
            what = f"erased from the data root, {len(begun.identifiers)} identifiers"
            access_log.add(
                home,
                access_log.access(moment, begun.pseudonym, "erasure", options.reason, what),
            )
            done = erasing.finish(home, begun, _progress)
    except (
        BusyError,
        JournalError,
        UnknownPersonError,
        SettingsError,
        access_log.AccessLogError,
        OSError,
    ) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    for line in report(home, done, time.monotonic() - begun_at):
        sys.stdout.write(f"{line}\n")
    return 1 if done.scan.findings else 0


def report(home: Path, done: Erased, seconds: float) -> Iterator[str]:
    """What was done, what is left, and what only people can do."""
    begun = done.journal
    megabytes = done.scan.size / 1e6
    yield (
        f"{begun.person!r} is {begun.pseudonym} from now on. {len(done.rewritten)} files were "
        f"rewritten, {len(done.removed)} files and folders that are built anew were removed, "
        f"{done.scan.files} files ({megabytes:.1f} MB) were searched, in {seconds:.1f} s."
    )
    yield from erasing.left(begun)
    for finding in done.scan.findings[:MOST_TOLD]:
        yield f"LEFT: {finding.path}: {finding.where}"
    if done.scan.findings:
        yield (
            f"{len(done.scan.findings)} places still hold the person. Remove or repair these "
            "files, then: python -m orchestration.erase --resume"
        )
    if "warehouse.duckdb" in done.removed:
        yield "The warehouse was removed; the next daily run (make run) builds it from the landing."
    yield from outside(home, begun)
    yield (
        "The tools keep what they have, and so do backups of the data root. What is read from the "
        "tools again is landed under the pseudonym."
    )


def outside(home: Path, begun: Journal) -> Iterator[str]:
    """What to change in the files that the organisation owns: nothing there is touched."""
    organisation = Path(optional(os.environ, "TEAM_OUTCOMES_ORGANISATION") or "organisation.yml")
    inputs = Path(optional(os.environ, "TEAM_OUTCOMES_INPUTS") or "inputs")
    cores = {tokens.core(one.text) for one in begun.identifiers} - {""}
    found = []
    for file in [organisation, *sorted(inputs.glob("*.csv"))]:
        if not file.is_file() or file.resolve().is_relative_to(home):
            continue
        lines = (text_of(file) or "").splitlines()
        numbers = [str(n) for n, line in enumerate(lines, start=1) if tokens.holds(line, cores)]
        if numbers:
            shown = ", ".join(numbers[:MOST_TOLD]) + (" …" if len(numbers) > MOST_TOLD else "")
            found.append(f"  {file}: lines {shown}")
    if found:
        yield "These files are yours and still name the person; they were left as they are:"
        yield from found
        yield "Put there, so that the history of the team stays (a row that is removed changes it):"
        for one in begun.identifiers:
            yield f"  {one.text}  ->  {one.becomes}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m orchestration.erase",
        description="Cut a person's identity out of the data root; numbers of teams stay.",
    )
    parser.add_argument("person", nargs="?", help="the person_id of the roster")
    parser.add_argument("--confirm", metavar="PERSON", help="the same again")
    parser.add_argument(
        "--reason", default="asked for by the person", help="kept in the access log"
    )
    parser.add_argument("--resume", action="store_true", help="finish what was cut short")
    return parser


def _progress(step: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{step}: {done} of {total} files\033[K" if total else f"\r{step}\033[K")
        sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
