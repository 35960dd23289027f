"""The figures of a study as text and as JSON.

Here: what is printed and kept for machines. Not here: curves (`page.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.evaluation.discovery import Discovery
from bench.evaluation.gates import Rates
from bench.evaluation.naive import PSI_RULE, SIGMA_RULE, rule_id
from bench.evaluation.rates import Tally
from bench.evaluation.rounds import registered
from bench.evaluation.study import Score, Study

HEAD = (
    "{:<5}{:<32}{:>13}{:>9}{:>13}{:<18}{:>9}{:>12}{:>7}  {}"
)  # fmt: skip
TITLES = (
    "id", "signal of", "false alarms", "at most", "worst change", "  of kind", "recall", "tellable",
    "weeks", "misses",
)  # fmt: skip


def percent(rate: float | None) -> str:
    """A share in per cent; a dash where nothing was seen."""
    return "-" if rate is None else f"{100 * rate:.2f}%"


def counted(tally: Tally) -> str:
    """Asked of those that could be told about."""
    return f"{tally.asked}/{tally.testable}"


def text(found: Sequence[Rates], discoveries: Sequence[Discovery], study: Study) -> str:
    """One line a detector, then discovery, then the usual monitors."""
    lines = [HEAD.format(*TITLES)]
    lines += [_line(rates) for rates in found]
    good = sum(not rates.misses for rates in found)
    lines += ["", f"{good} of {len(found)} detectors hold every gate."]
    for each in discoveries:
        lines.append(
            f"At {percent(each.prevalence)} of teams under attack, {each.quarters} quarters: "
            f"{percent(each.found_share)} of {each.attacked} attacks asked about; of all questions "
            f"{percent(each.false_share)} about honest teams ({each.false})."
        )
    lines += ["", *_beside(found, study)]
    return "\n".join(lines)


def _line(rates: Rates) -> str:
    return HEAD.format(
        rates.detector.detector_id,
        rates.detector.name[:31],
        counted(rates.false_alarms),
        percent(rates.false_alarms.limits[1]),
        counted(rates.worst_change),
        f"  {rates.worst_kind}"[:18],
        percent(rates.recall.rate),
        counted(rates.recall),
        rates.weeks_to_see or "-",
        "; ".join(rates.misses) or "none",
    )


def _beside(found: Sequence[Rates], study: Study) -> list[str]:
    """What the usual monitors say of the same data, all signals together."""
    return [
        f"{rule}: false alarms {percent(still.rate)} ({counted(still)}), at honest change "
        f"{percent(changed.rate)} ({counted(changed)}), recall {percent(recall.rate)} "
        f"({counted(recall)})."
        for rule, still, changed, recall in together(found, study)
    ]


def together(found: Sequence[Rates], study: Study) -> list[tuple[str, Tally, Tally, Tally]]:
    """Our detectors and both usual rules, over the signals that a monitor can watch."""
    watched = [r for r in found if rule_id(r.detector.detector_id, SIGMA_RULE) in study.scores]
    rows = []
    for rule in ("ours", SIGMA_RULE, PSI_RULE):
        still, changed, recall = Tally(), Tally(), Tally()
        for rates in watched:
            name = rates.detector.detector_id
            rule_name = name if rule == "ours" else rule_id(name, rule)
            score = study.scores.get(rule_name, Score())
            still += score.still
            changed += score.changed_pooled
            recall += score.recall(registered(rates.detector))
        rows.append((rule, still, changed, recall))
    return rows


def document(
    found: Sequence[Rates], discoveries: Sequence[Discovery], study: Study
) -> dict[str, Any]:
    """Everything, for machines."""
    return {
        "first_seed": study.first_seed,
        "volume": vars(study.volume),
        "detectors": {rates.detector.detector_id: _detector(rates, study) for rates in found},
        "discovery": [
            vars(each) | {"false_share": each.false_share, "found_share": each.found_share}
            for each in discoveries
        ],
        "compared": [
            {
                "rule": rule,
                "still": _tally(still),
                "changed": _tally(changed),
                "recall": _tally(seen),
            }
            for rule, still, changed, seen in together(found, study)
        ],
    }


def _detector(rates: Rates, study: Study) -> dict[str, Any]:
    name = rates.detector.detector_id
    score = study.scores[name]
    return {
        "name": rates.detector.name,
        "fingerprint": rates.detector.fingerprint,
        "dose": dict(rates.detector.dose),
        "misses": rates.misses,
        "still": _tally(rates.false_alarms),
        "still_organisations": _tally(score.still_organisations),
        "changed": {kind: _tally(tally) for kind, tally in sorted(score.changed.items())},
        "recall": _tally(rates.recall),
        "weeks_to_see": rates.weeks_to_see,
        "doses": [
            {"people": cell.people, "weeks": cell.weeks, "size": cell.size, "team_size": size}
            | _tally(tally)
            for (cell, size), tally in sorted(score.planted.items())
        ],
        "monitors": {
            rule: {
                "still": _tally(study.scores[rule_id(name, rule)].still),
                "changed": _tally(study.scores[rule_id(name, rule)].changed_pooled),
                "recall": _tally(
                    study.scores[rule_id(name, rule)].recall(registered(rates.detector))
                ),
            }
            for rule in (SIGMA_RULE, PSI_RULE)
            if rule_id(name, rule) in study.scores
        },
    }


def _tally(tally: Tally) -> dict[str, Any]:
    low, high = tally.limits
    return vars(tally) | {"rate": tally.rate, "low": low, "high": high}
