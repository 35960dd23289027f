"""The red team as a command: `python -m expectations.redteam --home HOME`, over a built home.

Belongs here: running all attacks, in several processes, and writing what they found. Does not
belong here: building the home (`bench.redteam`).
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date, datetime
from pathlib import Path

from expectations import catalogue
from expectations.redteam import attacks, measure, naive, report, verdicts
from expectations.redteam.attacks import Attack
from expectations.redteam.field import Field, Plan
from expectations.redteam.headers import RedTeamError
from expectations.redteam.measure import Ground
from expectations.redteam.page import page
from expectations.redteam.shifts import Shift

PAGE = catalogue.ROOT / "docs" / "red-team.md"
NOTHING = Attack("nothing", "", 1, 1, False, "naive", "within", False, (), (), (), ())  # noqa: FBT003

logger = logging.getLogger(__name__)

Found = list[tuple[Attack, Shift]]


def run(
    home: Path, plan: Plan, wanted: Sequence[Attack], processes: int
) -> Iterator[tuple[Attack, list[Shift]]]:
    """What each attack moves, as soon as it is known.

    Raises:
        RedTeamError: An attack cannot be run.
    """
    known = measure.ground(Field(home), NOTHING, plan, naive.all_naive(), catalogue.metrics())
    with ProcessPoolExecutor(processes) as pool:
        running = {pool.submit(_one, home, attack, plan, known): attack for attack in wanted}
        for ended in as_completed(running):
            yield running[ended], ended.result()


def _one(home: Path, attack: Attack, plan: Plan, known: Ground) -> list[Shift]:
    return measure.measure(Field(home), attack, plan, known)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m expectations.redteam", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="a home whose warehouse is built")
    parser.add_argument("--solo", type=date.fromisoformat, default=date(2025, 7, 1))
    parser.add_argument("--sustained", type=date.fromisoformat, default=date(2026, 1, 1))
    parser.add_argument("--seed", type=int, required=True, help="of the scenario")
    parser.add_argument("--run-at", type=datetime.fromisoformat, required=True)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--attacks", default="", help="names, by commas; nothing is written then")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        known, definitions = attacks.all_attacks(), naive.all_naive()
        found = _all(options)
        made = report.rows(
            found,
            report.subjects(catalogue.metrics(), definitions),
            options.seed,
            options.run_at,
        )
    except (RedTeamError, verdicts.DecisionError, catalogue.CatalogueError) as error:
        logger.error("error: %s", error)  # noqa: TRY400 - the message is for the author
        return 1
    if not options.attacks:
        report.write(made)
        PAGE.write_text(page(made, known, definitions), encoding="utf-8")
        catalogue.write()
    sys.stdout.write(report.summary(made, known, definitions) + "\n")
    return 0


def _all(options: argparse.Namespace) -> Found:
    known = attacks.all_attacks()
    metric_ids = [str(meta["metric_id"]) for meta in catalogue.metrics()]
    attacks.check_aims(known, metric_ids, [each.naive_id for each in naive.all_naive()])
    names = set(filter(None, options.attacks.split(",")))
    wanted = [attack for attack in known if not names or attack.attack_id in names]
    plan = Plan(options.solo, options.sustained)
    started, found = time.monotonic(), []
    for number, (attack, moved) in enumerate(
        run(options.home, plan, wanted, options.processes), start=1
    ):
        found += [(attack, shift) for shift in moved]
        logger.info(
            "%3d of %d, %4.0f s: %s",
            number,
            len(wanted),
            time.monotonic() - started,
            attack.attack_id,
        )
    return found


if __name__ == "__main__":
    sys.exit(main())
