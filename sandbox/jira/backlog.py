"""The issues around the work: epics, parts of stories, ideas nobody has begun, moved issues.

Belongs here: adding these to the plans. Does not belong here: the plans of work.
"""

from collections.abc import Sequence
from datetime import timedelta

from sandbox.jira import catalogue
from sandbox.jira.entities import Project
from sandbox.jira.plans import Plan, estimate
from sandbox.simulation.randomness import chance, generator, lognormal, pick

_EPIC_LENGTH = timedelta(days=42)
_PARTS = 0.08
_IDEAS_FOR_EACH = 6
_MOVED = 0.03
_IDEAS = ("Look into slow reports", "Tidy up old flags", "Ask users about the form")


def with_epics(seed: int, plans: Sequence[Plan]) -> list[Plan]:
    """Epics, one for every project and six weeks; most stories and tasks get one as parent."""
    epics: dict[tuple[str, int], Plan] = {}
    for plan in plans:
        window = int(plan.created_at.timestamp() // _EPIC_LENGTH.total_seconds())
        draw = generator(seed, "jira", "epic", plan.name)
        if plan.issue_type == catalogue.INCIDENT or not chance(draw, 0.7):
            continue
        key = (plan.project.key, window)
        if key not in epics:
            epics[key] = _epic(plan, window)
        plan.parent = epics[key]
        epics[key].created_at = min(epics[key].created_at, plan.created_at - timedelta(days=1))
    for epic in epics.values():
        flow = epic.project.workflow
        epic.happens(epic.created_at + timedelta(days=2), epic.reporter, status=flow.doing)
        over = epic.created_at + _EPIC_LENGTH + timedelta(days=14)
        epic.happens(over, epic.reporter, status=flow.done, resolution=catalogue.FIXED)
    return list(epics.values())


def _epic(first: Plan, window: int) -> Plan:
    return Plan(
        name=f"epic {first.project.key} {window}",
        project=first.project,
        summary=f"Goal {window} of {first.project.name}",
        issue_type=catalogue.EPIC,
        created_at=first.created_at,
        reporter=first.reporter,
    )


def parts(seed: int, plans: Sequence[Plan]) -> list[Plan]:
    """Sub-tasks of some stories, done before their story is."""
    found = []
    for story in plans:
        draw = generator(seed, "jira", "parts", story.name)
        moves = [event for event in story.events if "status" in event.values]
        if story.issue_type != catalogue.STORY or not moves or not chance(draw, _PARTS):
            continue
        begun, over = moves[0].at, moves[-1].at
        flow, worker = story.project.workflow, moves[0].author
        part = Plan(
            name=f"part of {story.name}",
            project=story.project,
            summary=f"Part of: {story.summary}",
            issue_type=catalogue.SUB_TASK,
            created_at=begun + timedelta(minutes=3),
            reporter=worker,
            parent=story,
        )
        part.happens(begun + timedelta(minutes=9), worker, status=flow.doing, assignee=worker)
        if over > begun + timedelta(minutes=20):
            at = over - timedelta(minutes=5)
            part.happens(at, worker, status=flow.done, resolution=catalogue.FIXED)
        found.append(part)
    return found


def ideas(seed: int, plans: Sequence[Plan]) -> list[Plan]:
    """Issues that nobody has begun to work on."""
    found = []
    for number, other in enumerate(plans):
        if number % _IDEAS_FOR_EACH:
            continue
        draw = generator(seed, "jira", "idea", other.name)
        idea = Plan(
            name=f"idea {other.name}",
            project=other.project,
            summary=pick(draw, _IDEAS),
            issue_type=catalogue.TASK,
            created_at=other.created_at + timedelta(hours=lognormal(draw, 30, 1.0)),
            reporter=other.reporter if chance(draw, 0.9) else None,
            priority=pick(draw, (catalogue.LOW, catalogue.LOWEST)),
        )
        estimate(idea, draw)
        found.append(idea)
    return found


def move_some(seed: int, plans: Sequence[Plan], projects: Sequence[Project]) -> None:
    """Let some issues be created in another team's project, and moved to their own later."""
    for plan in plans:
        draw = generator(seed, "jira", "move", plan.name)
        others = [project for project in projects if project.key != plan.project.key]
        if not others or plan.parent is not None or plan.issue_type == catalogue.EPIC:
            continue
        if chance(draw, _MOVED):
            home, plan.project = plan.project, pick(draw, others)
            before = min((event.at for event in plan.events), default=None)
            at = plan.created_at + timedelta(minutes=4)
            if before is not None:
                at = min(at, before - timedelta(seconds=20))
            components = plan.values.pop("components", ())
            arrival = {"project": home, "status": home.workflow.to_do, "components": components}
            plan.happens(at, plan.reporter, **arrival)
