"""Two surveys: a pulse twice a year, and the clarity items before and after a pilot.

Belongs here: waves, item slots and answers. Does not belong here: any wording of an item.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sandbox.file_drops.view import Row, View, first_monday
from sandbox.simulation.randomness import chance, generator

_PULSE = "team-pulse"
_PILOT = "pilot-clarity"
_OPEN = timedelta(days=11)
_WAVES = 3
_MONTHS = (3, 9)
_RESPONSE_SHARE = 0.86
_REVERSED = (1, 3, 5)
_TOPICS = ("ci_trust", "focus", "docs", "release_ease")
_REVERSED_TOPIC = "focus"
_USES = ("knows_use", "safe_to_report")
_ASKED_METRICS = ("change_lead_time", "deploy_freq", "review_response")
_PILOT_WAVES = (("before", timedelta(days=120)), ("after", timedelta(days=20)))
_SEVEN, _FIVE = 7, 5


@dataclass(frozen=True, slots=True)
class _Wave:
    survey_id: str
    wave_id: str
    opened: date
    closed: date
    team_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    survey_id: str
    slot: str
    instrument: str
    topic: str | None = None
    metric_id: str | None = None
    highest: int = _FIVE
    is_reversed: bool = False


def waves(view: View) -> list[Row]:
    """One row a wave and team."""
    return [
        {
            "survey_id": wave.survey_id,
            "wave_id": wave.wave_id,
            "team_id": team_id,
            "opened_on": wave.opened,
            "closed_on": wave.closed,
            "invited_count": len(view.members(team_id, wave.opened)),
        }
        for wave in _waves(view)
        for team_id in wave.team_ids
    ]


def items(_: View) -> list[Row]:
    """One row an item slot."""
    return [
        {
            "survey_id": item.survey_id,
            "item_slot": item.slot,
            "instrument": item.instrument,
            "topic": item.topic,
            "metric_id": item.metric_id,
            "scale_min": 1,
            "scale_max": item.highest,
            "is_reverse_keyed": item.is_reversed,
        }
        for item in _items()
    ]


def responses(view: View) -> list[Row]:
    """One row an answer, in the order of the hashes so that the file tells nobody's place."""
    rows = [
        row
        for wave in _waves(view)
        for team_id in wave.team_ids
        for person_id in view.members(team_id, wave.opened)
        for row in _answers(view, wave, team_id, person_id)
    ]
    return sorted(rows, key=lambda row: (row["wave_id"], row["respondent_hash"], row["item_slot"]))


def _waves(view: View) -> list[_Wave]:
    last = view.last_day - _OPEN
    years = range(last.year - _WAVES, last.year + 1)
    starts = [first_monday(year, month) for year in years for month in _MONTHS]
    teams = tuple(team.team_id for team in view.teams)
    pulses = [
        _Wave(_PULSE, f"{day:%Y-%m}", day, day + _OPEN, teams)
        for day in [start for start in starts if start <= last][-_WAVES:]
    ]
    pilots = [
        _Wave(_PILOT, wave_id, opened, opened + _OPEN, teams[:1])
        for wave_id, before in _PILOT_WAVES
        for opened in (view.last_day - before,)
    ]
    return [wave for wave in (*pulses, *pilots) if _is_anyone_there(view, wave)]


def _is_anyone_there(view: View, wave: _Wave) -> bool:
    return all(view.members(team_id, wave.opened) for team_id in wave.team_ids)


def _items() -> list[_Item]:
    safety = [
        _Item(
            _PULSE,
            f"safety_{number}",
            "psychological_safety",
            highest=_SEVEN,
            is_reversed=number in _REVERSED,
        )
        for number in range(1, _SEVEN + 1)
    ]
    friction = [
        _Item(_PULSE, f"friction_{number}", "friction", topic, is_reversed=topic == _REVERSED_TOPIC)
        for number, topic in enumerate(_TOPICS, start=1)
    ]
    uses = [(topic, None) for topic in _USES] + [("helps_choices", m) for m in _ASKED_METRICS]
    use = [
        _Item(_PULSE, f"use_{number}", "metric_use", topic, metric_id)
        for number, (topic, metric_id) in enumerate(uses, start=1)
    ]
    clarity = [_Item(_PILOT, f"clarity_{n}", "pilot_clarity") for n in range(1, _FIVE + 1)]
    return [*safety, *friction, *use, *clarity]


def _answers(view: View, wave: _Wave, team_id: str, person_id: str) -> list[Row]:
    """A person's answers in a wave; none where the person does not answer."""
    draw = view.draw("answers", wave.survey_id, wave.wave_id, person_id)
    if not chance(draw, _RESPONSE_SHARE):
        return []
    mood = _mood(view, team_id, person_id) + (wave.wave_id == "after") * 0.6
    mark = _mark(view, "respondent", wave.survey_id, wave.wave_id, person_id)
    code = _mark(view, "pair", person_id) if wave.survey_id == _PILOT else None
    return [
        {
            "survey_id": wave.survey_id,
            "wave_id": wave.wave_id,
            "team_id": team_id,
            "item_slot": item.slot,
            "respondent_hash": mark,
            "value": _value(draw, item, mood),
            "pair_code": code,
        }
        for item in _items()
        if item.survey_id == wave.survey_id
    ]


def _mood(view: View, team_id: str, person_id: str) -> float:
    """How favourably somebody answers, in standard deviations; shared in part by a team."""
    team = float(view.draw("mood", team_id).standard_normal())
    person = float(view.draw("mood", person_id).standard_normal())
    return 0.4 * team + 0.5 * person


def _mark(view: View, *keys: str) -> str:
    """Thirty-two hexadecimal digits; a respondent's hold for one wave only."""
    return generator(view.world.seed, "file_drops", "mark", *keys).bytes(16).hex()


def _value(draw: np.random.Generator, item: _Item, mood: float) -> int:
    middle = 1 + (item.highest - 1) * 0.66
    spread = (item.highest - 1) / 5
    answer = round(middle + spread * (mood + 0.7 * float(draw.standard_normal())))
    answer = min(max(answer, 1), item.highest)
    return item.highest + 1 - answer if item.is_reversed else answer
