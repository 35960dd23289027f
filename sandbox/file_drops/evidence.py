"""Evidence about people's work, and how managers rate the same vignettes.

Belongs here: these two files; claims are written, so that tests can show that nothing lands them.
Does not belong here: any rating of a real person.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from sandbox.file_drops.view import Row, View, half_year
from sandbox.simulation.randomness import chance, lognormal, pick

_DIMENSIONS = (
    "business_impact",
    "technical_quality",
    "operational_excellence",
    "collaboration",
)
_PATTERNS = ("initiative", "collaboration", "technical_depth", "execution_consistency")
_WORK_KINDS = ("delivery", "mentoring", "architecture", "operations")
_WORK_WEIGHTS = (6.0, 1.5, 1.0, 1.5)
_SOURCE_KINDS = ("self", "peer", "artifact", "stakeholder", "incident")
_SOURCE_WEIGHTS = (3.0, 3.0, 4.0, 1.5, 1.0)
_LEVELS = ("engineer", "senior", "staff")
_DESCRIPTORS = ("not_yet", "meets", "exceeds", "strongly_exceeds")
_CLAIMS = (
    "Untangled the retry logic with two colleagues, and it stayed untangled",
    "Wrote the design that three teams now build on",
    "Kept the rota calm through the migration weekend",
    "Asked the question that made us drop the second database",
)
_YEAR = timedelta(days=365)
_VIGNETTES = 6
_ITEMS_EACH = 9


def evidence_log(view: View) -> list[Row]:
    """Some entries for everybody who is there, over the last year."""
    return [
        _entry(view, person_id, lead, number)
        for team in view.teams
        for lead in (view.lead(team.team_id),)
        for person_id in view.members(team.team_id, view.last_day)
        for number in range(_amount(view, person_id))
    ]


def _amount(view: View, person_id: str) -> int:
    return int(view.draw("evidence", person_id).poisson(_ITEMS_EACH))


def _entry(view: View, person_id: str, lead: str, number: int) -> Row:
    draw = view.draw("evidence", person_id, number)
    happened = view.last_day - timedelta(days=int(_YEAR.days * float(draw.random()) ** 1.3))
    delay = timedelta(days=round(lognormal(draw, 4.0, 1.0)))
    source = pick(draw, _SOURCE_KINDS, _SOURCE_WEIGHTS)
    return {
        "evidence_id": f"{person_id}-{number + 1}",
        "person_id": person_id,
        "manager_id": None if person_id == lead else lead,
        "happened_on": happened,
        "logged_on": min(view.last_day, happened + delay),
        "dimension": pick(draw, _DIMENSIONS),
        "pattern": pick(draw, _PATTERNS) if chance(draw, 0.7) else None,
        "level_id": pick(draw, _LEVELS) if chance(draw, 0.6) else None,
        "work_kind": pick(draw, _WORK_KINDS, _WORK_WEIGHTS),
        "source_kind": source,
        "project_id": f"project-{int(draw.integers(1, 5))}",
        "stakeholder_id": "stakeholder-product-1" if source == "stakeholder" else None,
        "artefact_url": _artefact(view, draw) if chance(draw, 0.75) else None,
        "claim": pick(draw, _CLAIMS),
    }


def _artefact(view: View, draw: np.random.Generator) -> str | None:
    """The address of a pull request, if there is any."""
    repository = pick(draw, view.world.repositories)
    if not repository.pull_requests:
        return None
    number = pick(draw, repository.pull_requests).number
    return f"https://github.example/{repository.full_name}/pull/{number}"


def vignette_ratings(view: View) -> list[Row]:
    """Every lead rates every vignette before the discussion and after it, where they agree more."""
    day = view.last_day - timedelta(days=30)
    return list(_ratings(view, day))


def _ratings(view: View, day: date) -> Iterator[Row]:
    raters = sorted({view.lead(team.team_id) for team in view.teams})
    for vignette in range(1, _VIGNETTES + 1):
        for dimension in _DIMENSIONS:
            worth = float(view.draw("vignette", vignette, dimension).normal(1.4, 0.9))
            for rater in raters:
                severity = float(view.draw("severity", rater).normal(0, 0.5))
                for number, name in enumerate(("before_discussion", "after_discussion")):
                    draw = view.draw("rating", vignette, dimension, rater, name)
                    noise = severity + float(draw.normal(0, 0.5))
                    place = round(worth + noise * (0.3 if number else 1.0))
                    yield {
                        "cycle_id": half_year(day),
                        "vignette_id": f"vignette-{vignette}",
                        "rater_id": rater,
                        "dimension": dimension,
                        "rating_round": name,
                        "descriptor": _DESCRIPTORS[min(max(place, 0), len(_DESCRIPTORS) - 1)],
                        "rated_on": day + timedelta(days=7 * number),
                    }
