"""`python -m expectations.detectors`: ask the warehouse as it is, or write the page of detectors.

Here: the command. Not here: asking (`warehouse.py`).

    python -m expectations.detectors --quarter 2026Q2    prints the questions of a quarter
    python -m expectations.detectors --write-page        writes docs/detectors.md
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from expectations.detectors import page, warehouse
from expectations.detectors.questions import Question
from expectations.detectors.registry import DetectorError
from expectations.detectors.windows import Quarter


def main(arguments: Sequence[str] | None = None) -> int:
    """Print questions, or write the page; 1 where that cannot be done."""
    options = _parser().parse_args(arguments)
    try:
        if options.write_page:
            page.write()
            return 0
        return _ask(options.quarter, everything=options.all)
    except (DetectorError, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m expectations.detectors")
    parser.add_argument("--quarter", help="such as 2026Q2; the newest completed one by default")
    parser.add_argument(
        "--all", action="store_true", help="experimental detectors and explained moves, too"
    )
    parser.add_argument("--write-page", action="store_true", help="write docs/detectors.md")
    return parser


def _ask(quarter: str | None, *, everything: bool) -> int:
    home = Path(os.environ.get("TEAM_OUTCOMES_HOME", "").strip() or "data")
    file = home / "warehouse.duckdb"
    if not file.exists():
        sys.stderr.write(f"error: There is no warehouse at {file}: run the daily job first.\n")
        return 1
    if quarter:
        Quarter.named(quarter)
    found = warehouse.run(file)
    quarters = sorted({result.quarter for result in found.results})
    chosen = quarter or (quarters[-1] if quarters else "")
    if chosen not in quarters:
        known = ", ".join(quarters) or "none, for each needs 20 weeks with data before it"
        sys.stderr.write(
            f"error: {chosen or 'The data'} cannot be asked about. Quarters: {known}.\n"
        )
        return 1
    listed = [q for q in found.questions if q.quarter == chosen and (everything or q.is_shown)]
    sys.stdout.writelines(_line(question) for question in listed)
    pairs = {(r.detector_id, r.team_id) for r in found.results if r.quarter == chosen}
    testable = {
        (r.detector_id, r.team_id) for r in found.results if r.quarter == chosen and r.is_testable
    }
    shown = sum(question.is_shown for question in found.of(chosen))
    sys.stdout.write(
        f"{chosen}: {shown} questions shown, {len(found.of(chosen)) - shown} kept that are of "
        f"experimental detectors or beyond three a team; "
        f"{len(testable)} of {len(pairs)} could be tested\n"
    )
    return 0


def _line(question: Question) -> str:
    state = "explained" if question.is_explained else question.state
    return f"{question.finding_id} ({question.metric_id}, {state}): {question.text}\n"


if __name__ == "__main__":
    sys.exit(main())
