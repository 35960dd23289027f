"""How metrics are used: decisions that cite one or draw its limits anew, and what people value.

Belongs here: these files. Does not belong here: any metric's value.
"""

from datetime import date, timedelta

from sandbox.file_drops.view import Row, View, half_year
from sandbox.simulation.randomness import pick

_USES = (
    ("deploy_freq", "investment in pipelines"),
    ("change_lead_time", "investment in pipelines"),
    ("change_fail_rate", "release safety"),
    ("failed_deploy_recovery", "release safety"),
    ("review_response", "review routing"),
)
_WEIGHTS = (4.0, 3.0, 3.0, 1.0, 1.0)
_MONTH = timedelta(days=30)
_QUARTER = 3
_STAKEHOLDERS = (("product", 3), ("support", 2), ("finance", 2))
_ROUND_EVERY = timedelta(days=182)
_ROUNDS = 2
_VALUES = (
    ("reliable-checkout", "change_fail_rate"),
    ("quick-fixes", "failed_deploy_recovery"),
    ("ideas-live-soon", "change_lead_time"),
    ("steady-releases", "deploy_freq"),
    ("happy-suppliers", None),
    ("low-running-cost", None),
)


def decisions(view: View) -> list[Row]:
    """A decision a month and team, each citing one metric or two."""
    rows = []
    for team in view.teams:
        for day in view.days(_MONTH):
            draw = view.draw("decision", team.team_id, day.isoformat())
            cited = {pick(draw, _USES, _WEIGHTS) for _ in range(int(draw.integers(1, 3)))}
            rows += [
                {
                    "decision_id": f"{team.team_id}-{day}",
                    "metric_id": metric_id,
                    "decision_kind": kind,
                    "decided_on": day,
                    "meeting_id": "engineering-review",
                    "team_id": team.team_id,
                }
                for metric_id, kind in sorted(cited)
            ]
    return rows


def baseline_decisions(view: View) -> list[Row]:
    """Halfway through, one team draws one chart anew, and everybody that of the deployments."""
    halfway = view.first_day + (view.last_day - view.first_day) / 2
    return [
        {
            "metric_id": metric_id,
            "team_id": team_id,
            "effective_from": halfway,
            "decided_on": min(halfway + _MONTH, view.last_day),
            "decided_by_role": "engineering manager",
            "reason": reason,
            "evidence": "https://wiki.harbour.example/decisions/17",
        }
        for metric_id, team_id, reason in (
            ("change_lead_time", view.teams[0].team_id, "process_change"),
            ("deploy_freq", None, "tool_change"),
        )
    ]


def question_resolutions(view: View) -> list[Row]:
    """One answer, to a question of the quarter before the first one that is played."""
    first = view.first_day
    year, quarter = (
        (first.year - 1, 4)
        if first.month <= _QUARTER
        else (first.year, (first.month - 1) // _QUARTER)
    )
    return [
        {
            "finding_id": f"D5-{year}Q{quarter}-{view.teams[0].team_id}",
            "resolution": "explained_change",
            "resolved_by_role": "engineering manager",
            "resolved_on": first + _MONTH,
        }
    ]


def value_rankings(view: View) -> list[Row]:
    """Two rounds of forced ranking by stakeholders who agree in part."""
    return [
        row
        for number in range(_ROUNDS)
        for row in _round(view, view.last_day - number * _ROUND_EVERY)
    ]


def _round(view: View, day: date) -> list[Row]:
    rows = []
    for group, people in _STAKEHOLDERS:
        shared = view.draw("values", group).standard_normal(len(_VALUES))
        for person in range(1, people + 1):
            draw = view.draw("values", group, person, half_year(day))
            liking = shared + 0.7 * draw.standard_normal(len(_VALUES))
            order = sorted(range(len(_VALUES)), key=lambda place: -float(liking[place]))
            rows += [
                {
                    "ranking_id": half_year(day),
                    "stakeholder_id": f"stakeholder-{group}-{person}",
                    "stakeholder_group": group,
                    "ranked_on": day,
                    "value_id": _VALUES[place][0],
                    "metric_id": _VALUES[place][1],
                    "value_rank": rank,
                }
                for rank, place in enumerate(order, start=1)
            ]
    return rows
