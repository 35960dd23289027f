"""What people say of bugs afterwards: where they were found, that they are none, or known already.

Belongs here: labels, types and resolutions of bugs that the plans of work do not have. Does not
belong here: which bugs there are (`sandbox.jira.work`).
"""

from collections.abc import Sequence
from datetime import timedelta

from sandbox.jira import catalogue
from sandbox.jira.plans import Plan
from sandbox.simulation.randomness import chance, generator, pick

_PLACED_SHARE = 0.3
_PLACES = ("production", "production", "test", "review")
_RETYPED_SHARE = 0.08
_DUPLICATE_SHARE = 0.12


def judge_bugs(seed: int, plans: Sequence[Plan]) -> None:
    """Let some bugs be found elsewhere than in production, be tasks later, or be duplicates."""
    for plan in plans:
        if plan.issue_type != catalogue.BUG:
            continue
        draw = generator(seed, "jira", "judged", plan.name)
        if chance(draw, _PLACED_SHARE):
            place = f"found-in:{pick(draw, _PLACES)}"
            plan.values["labels"] = (*plan.values.get("labels", ()), place)
        later = plan.created_at + timedelta(hours=int(draw.integers(2, 400)))
        if chance(draw, _RETYPED_SHARE):
            plan.happens(later, plan.reporter, issue_type=catalogue.TASK)
        elif chance(draw, _DUPLICATE_SHARE):
            _close_as_duplicate(plan)


def _close_as_duplicate(plan: Plan) -> None:
    """Let the resolution be another one wherever the plan is resolved."""
    for event in plan.events:
        if event.values.get("resolution") is not None:
            event.values["resolution"] = catalogue.DUPLICATE
