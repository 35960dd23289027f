"""Projects, boards and sprints: one project a team, two-week sprints from the first change on.

Belongs here: what exists before any issue does. Does not belong here: issues.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sandbox.jira import catalogue
from sandbox.jira.entities import Board, Named, Project, Sprint
from sandbox.simulation.randomness import generator
from sandbox.texts.naming import Texts
from sandbox.world import World

SPRINT_LENGTH = timedelta(days=14)
_START_HOUR = 9
_KANBAN_EVERY = 3
_KEY_LENGTH = 3
_LATEST_CLOSING = 55


def projects(world: World) -> dict[str, Project]:
    """The projects by key, in the order of the organisation's teams."""
    found: dict[str, Project] = {}
    teams = [team for team in world.directory.teams if team.team_type is not None]
    for number, team in enumerate(teams):
        key = _key(team.team_id, found)
        services = [
            service.service_id
            for service in world.directory.services
            if any(owner.team_id == team.team_id for owner in service.owners)
        ]
        found[key] = Project(
            project_id=10000 + number,
            key=key,
            name=team.team_name,
            team_id=team.team_id,
            workflow=catalogue.WORKFLOWS[number % len(catalogue.WORKFLOWS)],
            components=tuple(
                Named(item_id=10000 + 100 * number + place, name=name)
                for place, name in enumerate(services)
            ),
            is_team_managed=number % len(catalogue.WORKFLOWS) == 1,
        )
    return found


def _key(team_id: str, taken: Iterable[str]) -> str:
    letters = "".join(letter for letter in team_id.upper() if letter.isalpha()) or "TEAM"
    length = _KEY_LENGTH
    while letters[:length] in taken and length < len(letters):
        length += 1
    key, number = letters[:length], 2
    while key in taken:
        key, number = f"{letters}{number}", number + 1
    return key


def boards(texts: Texts, found: Iterable[Project]) -> dict[int, Board]:
    """The boards by id: scrum for most projects, and one kanban board more for the first."""
    kinds = [
        (project, "kanban" if number % _KANBAN_EVERY == _KANBAN_EVERY - 1 else "scrum")
        for number, project in enumerate(found)
    ]
    kinds += [(project, "kanban") for project, _ in kinds[:1]]
    return {
        number: Board(
            board_id=number,
            name=texts.name("board", f"{project.key} {kind}"),
            kind=kind,
            project_key=project.key,
        )
        for number, (project, kind) in enumerate(kinds, start=1)
    }


def sprints(world: World, as_of: datetime, found: Iterable[Board]) -> dict[int, Sprint]:
    """The sprints by id: closed, active, and one that is still to come, for every scrum board.

    Args:
        world: The whole story; ids are given over all of its sprints.
        as_of: When they are looked at; the end of the story at the latest.
        found: The boards.
    """
    first = _first_monday(world)
    sprint_id = 0
    made: dict[int, Sprint] = {}
    for board in found:
        if board.kind != "scrum":
            continue
        draw = generator(world.seed, "jira", "sprints", board.board_id)
        start, number = first, 1
        while start < world.as_of + SPRINT_LENGTH:
            late = timedelta(minutes=int(draw.integers(1, _LATEST_CLOSING)))
            sprint_id += 1
            if start < as_of + SPRINT_LENGTH:
                name = world.texts.name("sprint", f"{board.project_key} Sprint {number}")
                made[sprint_id] = _sprint(as_of, (sprint_id, board.board_id, name), start, late)
            start, number = start + SPRINT_LENGTH, number + 1
    return made


def _sprint(
    as_of: datetime, known_by: tuple[int, int, str], start: datetime, late: timedelta
) -> Sprint:
    end = start + SPRINT_LENGTH - timedelta(hours=1)
    is_future, is_closed = start > as_of, end + late <= as_of
    sprint_id, board_id, name = known_by
    return Sprint(
        sprint_id=sprint_id,
        board_id=board_id,
        name=name,
        state="future" if is_future else "closed" if is_closed else "active",
        start_at=None if is_future else start,
        end_at=None if is_future else end,
        complete_at=end + late if is_closed else None,
    )


def _first_monday(world: World) -> datetime:
    created = [pr.created_at for r in world.repositories for pr in r.pull_requests]
    day = min(created, default=world.as_of).date()
    monday = day - timedelta(days=day.weekday())
    return datetime(monday.year, monday.month, monday.day, _START_HOUR, tzinfo=UTC)
