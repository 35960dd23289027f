"""What people answered to audits, and what they try out.

Belongs here: accepted actions and the registry of pilots. Does not belong here: which metrics were
cited in decisions (`metrics.py`).
"""

from datetime import timedelta

from sandbox.file_drops.view import WEEK, Row, View

_MONTH = timedelta(days=30)
_FEWEST_TEAMS = 3


def actions(view: View) -> list[Row]:
    """One answer, to an audit before the first day that is played."""
    return [
        {
            "audit_id": f"{view.first_day.year - 1}Q4-1",
            "metric_id": "issue_lead_time",
            "action": "clarify",
            "accepted_by_role": "head of engineering",
            "accepted_on": view.first_day + _MONTH,
            "reason": "definition_fixed",
            "evidence": "https://wiki.harbour.example/audits/1",
        }
    ]


def pilots(view: View) -> list[Row]:
    """One pilot, in a team that does not do anything else because of it."""
    teams = [team.team_id for team in view.world.directory.teams]
    halfway = view.first_day + (view.last_day - view.first_day) / 2
    go_live = halfway - timedelta(days=halfway.weekday())
    if len(teams) < _FEWEST_TEAMS or go_live - 2 * WEEK < view.first_day:
        return []
    tried = view.teams[0].team_id
    return [
        {
            "pilot_id": "smaller-changes",
            "hypothesis": "Smaller changes shorten the lead time",
            "metric_id": "change_lead_time",
            "direction": "down",
            "min_effect": 1.5,
            "analysis": "level",
            "registered_on": go_live - 2 * WEEK,
            "go_live": go_live,
            "teams": tried,
            "comparison_teams": ";".join(team for team in teams if team != tried),
            "stop_rules": "harm:1.5;participation:0.6",
        }
    ]
