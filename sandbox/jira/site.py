"""The Jira site of an organisation, derived from its world.

Belongs here: putting the parts together. Does not belong here: the parts.
"""

from sandbox.jira import backlog, catalogue, defects, planning
from sandbox.jira.entities import Link, Project, Site, Sprint
from sandbox.jira.people import People
from sandbox.jira.replay import play
from sandbox.jira.work import Work
from sandbox.simulation.randomness import chance, generator, pick
from sandbox.world import World

_LINKED = 0.1
_CLONED = 0.2
_FIRST_LINK = 40001


def build(world: World) -> Site:
    """The site as it is at the world's `as_of`; the same world gives the same site.

    What is planned follows from the story's outcome; of that the site holds what has happened.
    """
    outcome = world.outcome or world
    people = People(world)
    projects = planning.projects(world)
    boards = planning.boards(world.texts, projects.values())
    by_project: dict[str, list[Sprint]] = {key: [] for key in projects}
    for sprint in planning.sprints(outcome, outcome.as_of, boards.values()).values():
        by_project[boards[sprint.board_id].project_key].append(sprint)
    plans = list(Work(outcome, people, projects, by_project).plans())
    sprints = planning.sprints(outcome, world.as_of, boards.values())
    defects.judge_bugs(world.seed, plans)
    plans += backlog.ideas(world.seed, plans)
    plans += backlog.with_epics(world.seed, plans)
    plans += backlog.parts(world.seed, plans)
    backlog.move_some(world.seed, plans, list(projects.values()))
    site = Site(
        seed=world.seed,
        as_of=world.as_of,
        time_zone=catalogue.time_zone(world.seed),
        custom_fields=catalogue.custom_fields(world.seed),
        users=people.users,
        statuses=catalogue.STATUSES,
        issue_types=catalogue.ISSUE_TYPES,
        priorities=catalogue.PRIORITIES,
        resolutions=catalogue.RESOLUTIONS,
        projects=projects,
        boards=boards,
        sprints=sprints,
        issues=play(world.seed, world.as_of, plans, sprints),
    )
    site.links = _links(site, list(projects.values()))
    return site


def _links(site: Site, projects: list[Project]) -> dict[int, Link]:
    """Some issues block, concern or clone an earlier one, mostly of their own project."""
    earlier: dict[str, list[int]] = {project.key: [] for project in projects}
    links: dict[int, Link] = {}
    for issue in site.issues.values():
        draw = generator(site.seed, "jira", "link", issue.issue_id)
        own = issue.project_key
        key = own if chance(draw, 0.8) else pick(draw, sorted(earlier))
        if earlier[key] and chance(draw, _LINKED):
            number = _FIRST_LINK + len(links)
            kind = "Blocks" if chance(draw, 0.5) else "Relates"
            target = pick(draw, earlier[key][-30:])
            kind = "Cloners" if chance(draw, _CLONED) else kind
            links[number] = Link(
                link_id=number, kind=kind, source_id=issue.issue_id, target_id=target
            )
        earlier[own].append(issue.issue_id)
    return links
