"""Evidence about people's work, and how managers rate the same vignettes.

Belongs here: these two files; claims are written, so that tests can show that nothing lands them.
Does not belong here: any rating of a real person.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from sandbox.file_drops.view import Row, View, half_year
from sandbox.simulation.randomness import chance, lognormal, pick

DIMENSIONS = (
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
LEVELS = ("engineer", "senior", "staff")
DESCRIPTORS = ("not_yet", "meets", "exceeds", "strongly_exceeds")
_CLAIMS = (
    "Untangled the retry logic with two colleagues, and it stayed untangled",
    "Wrote the design that three teams now build on",
    "Kept the rota calm through the migration weekend",
    "Asked the question that made us drop the second database",
)
_YEAR = timedelta(days=365)
_VIGNETTES = 6
_ITEMS_A_YEAR = 9
_YEARS = 3


def evidence_log(view: View) -> list[Row]:
    """Some entries a year for everybody who is there, the first of them the latest."""
    leads = {
        person_id: view.lead(team.team_id)
        for team in view.teams
        for person_id in view.members(team.team_id, view.last_day)
    }
    return [row for person_id, lead in leads.items() for row in _entries(view, person_id, lead)]


def _entries(view: View, person_id: str, lead: str) -> Iterator[Row]:
    number = 0
    for year in range(_YEARS):
        keys = ("evidence", person_id) if year == 0 else ("evidence", person_id, f"year-{year}")
        for _ in range(int(view.draw(*keys).poisson(_ITEMS_A_YEAR))):
            yield _entry(view, (person_id, lead), number, year)
            number += 1


def _entry(view: View, who: tuple[str, str], number: int, year: int) -> Row:
    """One entry about a person, for the lead; the older a year the more evenly it is filled."""
    person_id, lead = who
    draw = view.draw("evidence", person_id, number)
    age = year + float(draw.random()) ** (1.0 if year else 1.3)
    happened = view.last_day - timedelta(days=int(_YEAR.days * age))
    delay = timedelta(days=round(lognormal(draw, 4.0, 1.0)))
    source = pick(draw, _SOURCE_KINDS, _SOURCE_WEIGHTS)
    return {
        "evidence_id": f"{person_id}-{number + 1}",
        "person_id": person_id,
        "manager_id": None if person_id == lead else lead,
        "happened_on": happened,
        "logged_on": min(view.last_day, happened + delay),
        "dimension": pick(draw, DIMENSIONS),
        "pattern": pick(draw, _PATTERNS) if chance(draw, 0.7) else None,
        "level_id": pick(draw, LEVELS) if chance(draw, 0.6) else None,
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
        for dimension in DIMENSIONS:
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
                        "descriptor": DESCRIPTORS[min(max(place, 0), len(DESCRIPTORS) - 1)],
                        "rated_on": day + timedelta(days=7 * number),
                    }
