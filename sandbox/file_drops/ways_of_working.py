"""How the teams work: retrospectives, milestones, risks and forecasts, as counts and dates.

Belongs here: these four files. Does not belong here: what anybody said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sandbox.directory import TeamEntry
from sandbox.file_drops.view import WEEK, Row, View
from sandbox.simulation.randomness import chance, lognormal, pick

_FRIDAY, _MONDAY = 4, 0
_ATTENDANCE = 0.88
_CONTRIBUTION = 0.85
_OF_NON_LEADS = 0.7
_DONE = 0.6
_MILESTONE_LENGTH = timedelta(weeks=8)
_MILESTONES_BEFORE = 2
_SLIP_SHARE = 0.35
_WATERMELON_SHARE = 0.3
_NOTICE = timedelta(weeks=3)
_LATE_NOTICE = timedelta(days=5)
_FORECAST_CALIBRATION = 0.85


@dataclass(frozen=True, slots=True)
class _Milestone:
    """A milestone; `told` is when its slip showed first, if it slipped."""

    project_id: str
    milestone_id: str
    team_id: str
    begun: date
    due: date
    reached: date
    told: date | None

    def finished(self, day: date) -> date | None:
        """The day it was reached, as far as that is known on a day."""
        return self.reached if self.reached <= day else None

    def colour(self, day: date) -> str:
        """What is reported on a day."""
        if self.told is None or day < self.told:
            return "green"
        return "red" if day >= self.due else "amber"


def retrospectives(view: View) -> list[Row]:
    """Every second Friday of every team."""
    return [
        _retrospective(view, team, day)
        for team in view.teams
        for day in view.days(2 * WEEK, _FRIDAY)
        if view.members(team.team_id, day)
    ]


def _retrospective(view: View, team: TeamEntry, day: date) -> Row:
    draw = view.draw("retrospective", team.team_id, day.isoformat())
    invited = len(view.members(team.team_id, day))
    attended = max(1, int(draw.binomial(invited, _ATTENDANCE)))
    opened = int(draw.integers(0, 5))
    is_counted = chance(draw, 0.9)
    return {
        "retrospective_id": f"{team.team_id}-{day}",
        "team_id": team.team_id,
        "held_on": day,
        "invited_count": invited,
        "attended_count": attended,
        "contributor_count": int(draw.binomial(attended, _CONTRIBUTION)) if is_counted else None,
        "actions_opened_count": opened,
        "actions_by_non_leads_count": int(draw.binomial(opened, _OF_NON_LEADS)),
        "actions_done_count": int(draw.binomial(opened, _DONE * (day < view.last_day - 2 * WEEK))),
    }


def project_statuses(view: View) -> list[Row]:
    """Every Monday of every milestone, until the week after it was reached."""
    return [
        {
            "project_id": milestone.project_id,
            "milestone_id": milestone.milestone_id,
            "team_id": milestone.team_id,
            "reported_on": day,
            "status_colour": milestone.colour(day),
            "due_on": milestone.due,
            "finished_on": milestone.finished(day),
        }
        for milestone in _milestones(view)
        for day in view.days(WEEK, _MONDAY)
        if milestone.begun <= day <= milestone.reached + WEEK
    ]


def risks(view: View) -> list[Row]:
    """A risk for every milestone some weeks ahead, and a slip where it slipped."""
    rows = []
    for milestone in _milestones(view):
        draw = view.draw("risk", milestone.project_id, milestone.milestone_id)
        ahead = timedelta(days=int(draw.integers(7, 42)))
        told = [("risk", milestone.due - ahead), ("slip", milestone.told)]
        for kind, day in told:
            if day is not None and day <= view.last_day:
                rows.append(
                    {
                        "risk_id": f"{milestone.project_id}-{milestone.milestone_id}-{kind}",
                        "project_id": milestone.project_id,
                        "milestone_id": milestone.milestone_id,
                        "team_id": milestone.team_id,
                        "kind": kind,
                        "raised_on": day,
                        "due_on": milestone.due,
                        "is_raised_by_lead": chance(draw, 0.6),
                    }
                )
    return rows


def forecasts(view: View) -> list[Row]:
    """One item a week and team, with a date that holds about as often as it claims."""
    return [
        _forecast(view, team, number, day)
        for team in view.teams
        for number, day in enumerate(view.days(WEEK, _MONDAY), start=1)
    ]


def _forecast(view: View, team: TeamEntry, number: int, day: date) -> Row:
    draw = view.draw("forecast", team.team_id, number)
    started = day + timedelta(days=int(draw.integers(0, 4)))
    length = timedelta(days=max(1, round(lognormal(draw, 9.0, 0.5))))
    holds = chance(draw, _FORECAST_CALIBRATION)
    margin = timedelta(days=int(draw.integers(0, 8) if holds else -draw.integers(1, 7)))
    finished = started + length
    return {
        "forecast_id": f"{team.team_id}-{number}",
        "team_id": team.team_id,
        "item_id": f"{team.team_id.upper()}-{number}",
        "stated_on": day,
        "forecast_on": max(day, finished + margin),
        "started_on": _past(view, started),
        "finished_on": _past(view, finished),
    }


def _past(view: View, day: date) -> date | None:
    return day if day <= view.last_day else None


def _milestones(view: View) -> Iterator[_Milestone]:
    """Milestones one after another in each team, from before the period on."""
    for team in view.teams:
        begun = view.first_day - _MILESTONES_BEFORE * _MILESTONE_LENGTH
        number = 0
        while begun <= view.last_day:
            number += 1
            yield _milestone(view, team.team_id, number, begun)
            begun += _MILESTONE_LENGTH


def _milestone(view: View, team_id: str, number: int, begun: date) -> _Milestone:
    draw = view.draw("milestone", team_id, number)
    due = begun + _MILESTONE_LENGTH
    reached, told = due - timedelta(days=int(draw.integers(0, 6))), None
    if chance(draw, _SLIP_SHARE):
        reached = due + timedelta(days=int(draw.integers(3, 30)))
        is_late = chance(draw, _WATERMELON_SHARE)
        told = due - (_LATE_NOTICE if is_late else _NOTICE)
    name = pick(draw, ("search", "billing", "onboarding"))
    return _Milestone(f"{team_id}-{name}", f"m{number}", team_id, begun, due, reached, told)
