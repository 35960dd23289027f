"""The results of a calibration as lines and files.

Here: words, and which file a result is written to. Not here: the results (calibration.py).

What everybody may see names no manager. A manager's own rows go into a file of that manager alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from expectations.people.calibration import Consistency, OwnDifference

FILE = "calibration.csv"
OWN = "own"
AGREEMENT = {
    "good": "managers read the vignettes alike",
    "tentative": "managers read the vignettes alike, tentatively",
    "low": "managers read the vignettes differently: the rubric needs a talk, not the managers",
    "cannot_tell": "cannot tell how alike",
}
LENIENCY = {
    "differs": "some rate higher than others throughout",
    "no_sign": "no sign that some rate higher throughout",
    "cannot_tell": "cannot tell whether some rate higher throughout",
}


def lines(results: Iterable[Consistency]) -> Iterator[str]:
    """One line a result, for everybody."""
    for each in results:
        place = f"{each.cycle_id}, {each.dimension}, {each.rating_round.replace('_', ' ')}"
        if each.spread is None:
            yield f"{place}: cannot tell with {each.n_managers} managers; three are needed"
            continue
        yield (
            f"{place}: {AGREEMENT[each.agreement]} (alpha {_alpha(each)}); "
            f"{LENIENCY[each.leniency]} (Friedman p {_number(each.friedman_p)}; "
            f"{each.n_managers} managers and {each.n_vignettes} vignettes would show half a level "
            f"of leniency in {each.power.power:.0%} of cycles); "
            f"median spread {_number(each.spread, 1)} places"
        )


def own_lines(own: Iterable[OwnDifference], manager_id: str) -> Iterator[str]:
    """One line a cycle and round, for one manager."""
    for each in own:
        if each.manager_id == manager_id:
            yield (
                f"{each.cycle_id}, {each.rating_round.replace('_', ' ')}: your words lie "
                f"{each.median:+.1f} places from the middle of the others' "
                f"({_limits(each.limits)}; {each.n_vignettes} vignettes)"
            )


def write(results: Sequence[Consistency], own: Sequence[OwnDifference], folder: Path) -> None:
    """One file for everybody, and one a manager for that manager alone."""
    (folder / OWN).mkdir(parents=True, exist_ok=True)
    _write(folder / FILE, [_row(each) for each in results])
    for manager_id in sorted({each.manager_id for each in own}):
        rows = [_own_row(each) for each in own if each.manager_id == manager_id]
        _write(folder / OWN / f"{manager_id}.csv", rows)


def _row(each: Consistency) -> dict[str, Any]:
    low, high = each.limits or (None, None)
    return {
        "cycle_id": each.cycle_id,
        "dimension": each.dimension,
        "rating_round": each.rating_round,
        "n_managers": each.n_managers,
        "n_vignettes": each.n_vignettes,
        "alpha": each.alpha,
        "alpha_low": low,
        "alpha_high": high,
        "agreement": each.agreement,
        "median_spread": each.spread,
        "friedman_p": each.friedman_p,
        "power": each.power.power,
        "leniency": each.leniency,
    }


def _own_row(each: OwnDifference) -> dict[str, Any]:
    low, high = each.limits or (None, None)
    return {
        "manager_id": each.manager_id,
        "cycle_id": each.cycle_id,
        "rating_round": each.rating_round,
        "n_vignettes": each.n_vignettes,
        "median_signed_difference": each.median,
        "difference_low": low,
        "difference_high": high,
    }


def _write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]) if rows else ["cycle_id"])
        writer.writeheader()
        writer.writerows(rows)


def _alpha(each: Consistency) -> str:
    return f"{_number(each.alpha)}, {_limits(each.limits)}"


def _limits(limits: tuple[float, float] | None) -> str:
    return f"95 % limits {limits[0]:.2f} to {limits[1]:.2f}" if limits else "no limits"


def _number(value: float | None, places: int = 2) -> str:
    return "not known" if value is None else f"{value:.{places}f}"
