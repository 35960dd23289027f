"""What rests on the evidence about people's work: assessments, growth signals, promotion cases.

Belongs here: these three files; notes are written, so that tests can show that nothing lands them.
Does not belong here: the evidence itself (`evidence.py`). Chance decides every word about
everybody, and none of the three files looks at another.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from sandbox.file_drops.evidence import DESCRIPTORS, DIMENSIONS, LEVELS, evidence_log
from sandbox.file_drops.view import Row, View, half_year
from sandbox.simulation.randomness import chance, pick

_YEAR = timedelta(days=365)
_HALF = timedelta(days=182)
_DESCRIPTOR_WEIGHTS = (1.0, 6.0, 2.5, 0.5)
_GROWTH_DIMENSIONS = ("delivery", "quality", "ownership", "collaboration", "growth")
_SIGNAL_KINDS = ("stretch", "learning", "breadth")
_LEAST_PIECES = 2
_MOST_PIECES = 4
_NOTES = (
    "Ran the incident review for the first time and wants to run two more",
    "Read the storage engine over a weekend and explained it on Monday",
    "Helped the mobile team with its first pipeline",
)


def level_assessments(view: View) -> list[Row]:
    """Two cycles half a year apart, for each dimension of which there is enough evidence."""
    days = [view.last_day - timedelta(days=14) - _HALF, view.last_day - timedelta(days=14)]
    return [
        row
        for person_id, pieces in _by_person(view).items()
        for day in days
        for row in _assessments(view, person_id, pieces, day)
    ]


def _assessments(view: View, person_id: str, pieces: list[Row], day: date) -> Iterator[Row]:
    for dimension in DIMENSIONS:
        named = [
            piece["evidence_id"]
            for piece in pieces
            if piece["dimension"] == dimension and day - _YEAR < piece["happened_on"] <= day
        ]
        if len(named) < _LEAST_PIECES:
            continue
        draw = view.draw("assessment", person_id, dimension, day.isoformat())
        yield {
            "cycle_id": half_year(day),
            "person_id": person_id,
            "dimension": dimension,
            "level_id": _level(view, person_id),
            "descriptor": pick(draw, DESCRIPTORS, _DESCRIPTOR_WEIGHTS),
            "evidence_ids": ";".join(named[:_MOST_PIECES]),
            "assessed_on": day,
        }


def growth_signals(view: View) -> list[Row]:
    """A few signals for everybody over the last year, about half of them with a plan."""
    return [
        _signal(view, person_id, number)
        for person_id in _by_person(view)
        for number in range(1 + int(view.draw("growth", person_id).poisson(2)))
    ]


def _signal(view: View, person_id: str, number: int) -> Row:
    draw = view.draw("growth", person_id, number)
    noted = view.last_day - timedelta(days=int(draw.integers(0, _YEAR.days)))
    has_plan = chance(draw, 0.5)
    return {
        "signal_id": f"{person_id}-growth-{number + 1}",
        "person_id": person_id,
        "dimension": pick(draw, _GROWTH_DIMENSIONS),
        "signal_kind": pick(draw, _SIGNAL_KINDS),
        "noted_on": noted,
        "has_plan": has_plan,
        "plan_due_on": noted + _HALF if has_plan else None,
        "note": pick(draw, _NOTES),
    }


def promotion_cases(view: View) -> list[Row]:
    """A case for one person in five of whose work at the next level anything is written down."""
    day = view.last_day - timedelta(days=21)
    rows = []
    for person_id, pieces in _by_person(view).items():
        target = LEVELS[LEVELS.index(_level(view, person_id)) + 1]
        named = [
            piece["evidence_id"]
            for piece in pieces
            if piece["level_id"] == target and piece["happened_on"] <= day
        ]
        if named and chance(view.draw("promotion", person_id), 0.2):
            rows.append(
                {
                    "case_id": f"{person_id}-{target}",
                    "person_id": person_id,
                    "target_level_id": target,
                    "opened_on": day,
                    "evidence_ids": ";".join(named),
                }
            )
    return rows


def _level(view: View, person_id: str) -> str:
    return pick(view.draw("level", person_id), LEVELS[:-1])


def _by_person(view: View) -> dict[str, list[Row]]:
    """The pieces of evidence of everybody who has any."""
    found: dict[str, list[Row]] = {}
    for piece in evidence_log(view):
        found.setdefault(piece["person_id"], []).append(piece)
    return found
