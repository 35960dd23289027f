"""`python -m bench.evaluation`: how often detectors ask, and whether they should.

Here: the command. Not here: the study (`study.py`), what is shown of it (`report.py`, `page.py`).

Without `--tuning`, seeds are used that no threshold was chosen with. Exit code 1 if fewer than 20
detectors hold every gate.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.evaluation import page, report, written
from bench.evaluation.discovery import PREVALENCES, discovery
from bench.evaluation.gates import Rates, rates
from bench.evaluation.rounds import known
from bench.evaluation.study import (
    FULL,
    HELD_OUT_SEED,
    SAMPLE,
    TUNING_SEED,
    WORKERS,
    Study,
    run,
)
from expectations.detectors.registry import MEASURED
from extract.core.clock import Clock

LEAST_GOOD = 20


def finish(study: Study, folder: Path, *, write: bool) -> Sequence[Rates]:
    """Print figures, keep them as JSON and as a page, and write the registry's file if asked to.

    Args:
        study: What was played.
        folder: Where `evaluation.json` and `evaluation.html` go.
        write: Whether `expectations/detectors/measured.yml` is written.
    """
    found = [rates(name, study.scores[name]) for name in study.chosen]
    shown = [each.detector.detector_id for each in found if not each.misses]
    discoveries = [
        discovery(study.quiet, study.hit, shown, prevalence, study.first_seed)
        for prevalence in PREVALENCES
    ]
    sys.stdout.write(report.text(found, discoveries, study) + "\n")
    folder.mkdir(parents=True, exist_ok=True)
    kept = json.dumps(report.document(found, discoveries, study), indent=1, default=str)
    (folder / "evaluation.json").write_text(kept + "\n", encoding="utf-8")
    (folder / "evaluation.html").write_text(page.page(found, discoveries, study), encoding="utf-8")
    sys.stdout.write(f"{folder / 'evaluation.html'}, {folder / 'evaluation.json'}\n")
    if write:
        written.write(found, study, Clock().now().date())
        sys.stdout.write(f"{MEASURED} is written.\n")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, print, keep."""
    parser = argparse.ArgumentParser(prog="python -m bench.evaluation", description=__doc__)
    parser.add_argument("--detectors", nargs="+", help="ids such as D1; all of them if not given")
    parser.add_argument(
        "--tuning", action="store_true", help="the seeds thresholds are chosen with"
    )
    parser.add_argument("--sample", action="store_true", help="few rounds, to try the way only")
    parser.add_argument("--write", action="store_true", help="write what the registry reads")
    parser.add_argument("--workers", type=int, default=WORKERS)
    given = parser.parse_args(arguments)
    if given.write and (given.tuning or given.sample or given.detectors):
        parser.error("--write takes the whole study on held-out seeds: leave the other options.")
    chosen = given.detectors or list(known())
    unknown = [name for name in chosen if name not in known()]
    if unknown:
        parser.error(f"{unknown} are no detectors; write them as D1.")
    first = TUNING_SEED if given.tuning else HELD_OUT_SEED
    study = run(chosen, SAMPLE if given.sample else FULL, first, workers=given.workers)
    home = Path(os.environ.get("TEAM_OUTCOMES_HOME", "data"))
    found = finish(study, home / "evaluation", write=given.write)
    good = sum(not each.misses for each in found)
    return 0 if good >= min(LEAST_GOOD, len(found)) else 1


if __name__ == "__main__":
    sys.exit(main())
