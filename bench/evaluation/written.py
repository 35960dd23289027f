"""Writes what was measured where the registry of detectors reads it.

Here: `expectations/detectors/measured.yml`. Not here: what a detector does with it (the registry).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bench.evaluation.gates import Rates
from bench.evaluation.study import WHOLES, Study
from expectations.detectors.registry import MEASURED

HEAD = """\
# Written by `make evaluate`, from seeds that no threshold was chosen with. Do not edit by hand.
# A detector whose files changed since (fingerprint) counts as not measured.
"""


def entry(found: Rates, study: Study, measured_on: date) -> dict[str, Any]:
    """What is written about one detector."""
    measured = found.measured
    return {
        "fingerprint": measured.fingerprint,
        "false_alarm_rate": _rounded(measured.false_alarm_rate),
        "false_alarm_upper": _rounded(measured.false_alarm_upper),
        "n_team_quarters": found.false_alarms.testable,
        "honest_change_rate": _rounded(measured.honest_change_rate),
        "honest_change_worst": found.worst_kind,
        "recall": _rounded(measured.recall),
        "n_planted": found.recall.testable,
        "testable_share": _rounded(found.recall.testable / max(found.recall.looked_at, 1)),
        "dose": dict(found.detector.dose),
        "seeds": f"{study.first_seed}-{study.first_seed + WHOLES + study.volume.wholes - 1}",
        "measured_on": measured_on,
    }


def write(
    found: Sequence[Rates], study: Study, measured_on: date, path: Path = MEASURED
) -> Mapping[str, Any]:
    """Write all detectors; those that were not measured are gone."""
    rows = {rates.detector.detector_id: entry(rates, study, measured_on) for rates in found}
    text = yaml.safe_dump(rows, sort_keys=False, allow_unicode=True, width=100)
    path.write_text(HEAD + text, encoding="utf-8")
    return rows


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 5)
