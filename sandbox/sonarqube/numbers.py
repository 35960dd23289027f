"""The numbers of an analysis: how a project's size and coverage go on.

Belongs here: slowly varying measures that agree with each other. Does not belong here: when there
is an analysis (`derivation`).
"""

import numpy as np

from sandbox.simulation.randomness import lognormal
from sandbox.sonarqube.records import Values

METRICS = (
    "alert_status",
    "cognitive_complexity",
    "complexity",
    "coverage",
    "duplicated_lines_density",
    "lines_to_cover",
    "ncloc",
    "new_coverage",
    "new_lines",
    "new_lines_to_cover",
    "new_uncovered_lines",
    "new_violations",
    "uncovered_lines",
    "violations",
)
"""The metrics the server knows."""

_COVERABLE = 0.45
_LEAST_NEW_COVERAGE = 70.0
_MOST_NEW_VIOLATIONS = 4
_SMALLEST = 400


def percent(part: int, whole: int) -> str | None:
    """A share as the server writes it; None of nothing."""
    return None if whole == 0 else f"{100 * part / whole:.1f}"


class Progress:
    """A project on its way through the commits.

    Args:
        draw: The project's own chance.
    """

    def __init__(self, draw: np.random.Generator) -> None:
        self._draw = draw
        self._code_lines = round(lognormal(draw, 9_000, 0.5))
        self._uncovered_share = float(draw.uniform(0.12, 0.35))
        self._duplicated = float(draw.uniform(1.0, 6.0))
        self._added = 0

    def change(self, additions: int, deletions: int) -> None:
        """Take a commit in."""
        self._code_lines = max(_SMALLEST, self._code_lines + (additions - deletions) // 2)
        self._added += additions
        step = float(self._draw.normal(0.0, 0.004))
        self._uncovered_share = min(0.6, max(0.05, self._uncovered_share + step))

    def values(self, *, is_first: bool) -> Values:
        """What an analysis finds now; the first one has nothing to compare new code with."""
        coverable = round(self._code_lines * _COVERABLE)
        uncovered = round(coverable * self._uncovered_share)
        complexity = round(self._code_lines * 0.17)
        found: dict[str, str | None] = {
            "ncloc": str(self._code_lines),
            "lines_to_cover": str(coverable),
            "uncovered_lines": str(uncovered),
            "coverage": percent(coverable - uncovered, coverable),
            "complexity": str(complexity),
            "cognitive_complexity": str(round(complexity * 0.8)),
            "duplicated_lines_density": f"{self._duplicated:.1f}",
            "violations": str(self._code_lines // 60),
            "alert_status": "OK",
        }
        if not is_first:
            found |= self._new()
        self._added = 0
        return {metric: value for metric, value in found.items() if value is not None}

    def _new(self) -> dict[str, str | None]:
        coverable = round(self._added * _COVERABLE)
        uncovered = min(coverable, int(self._draw.binomial(coverable, self._uncovered_share)))
        violations = int(self._draw.poisson(self._added / 150))
        coverage = percent(coverable - uncovered, coverable)
        is_low = coverage is not None and float(coverage) < _LEAST_NEW_COVERAGE
        is_bad = is_low or violations > _MOST_NEW_VIOLATIONS
        return {
            "new_lines": str(self._added),
            "new_lines_to_cover": str(coverable),
            "new_uncovered_lines": str(uncovered),
            "new_coverage": coverage,
            "new_violations": str(violations),
            "alert_status": "ERROR" if is_bad else "OK",
        }


def file_values(draw: np.random.Generator, growth: int) -> Values:
    """The measures of a file; a file that cannot be covered has no coverage."""
    code_lines = max(3, round(lognormal(draw, 120, 0.8)) + growth)
    coverable = 0 if code_lines < 12 else round(code_lines * _COVERABLE)  # noqa: PLR2004 - a stub
    uncovered = round(coverable * float(draw.beta(1.2, 3.0)))
    complexity = max(1, round(code_lines * float(draw.uniform(0.08, 0.3))))
    found = {
        "ncloc": str(code_lines),
        "complexity": str(complexity),
        "cognitive_complexity": str(round(complexity * float(draw.uniform(0.4, 1.3)))),
        "duplicated_lines_density": "0.0",
        "lines_to_cover": str(coverable) if coverable else None,
        "uncovered_lines": str(uncovered) if coverable else None,
        "coverage": percent(coverable - uncovered, coverable),
    }
    return {metric: value for metric, value in found.items() if value is not None}
