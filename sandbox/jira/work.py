"""The issues behind the world's changes: its pull requests and its GitHub issues.

Belongs here: which issue stands behind which change, and its times. Does not belong here: issues
nobody has worked on (`sandbox.jira.backlog`).
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from sandbox.jira import catalogue
from sandbox.jira.entities import Named, Project, Sprint
from sandbox.jira.people import People
from sandbox.jira.plans import Course, Plan, estimate, put_in_sprints, work_through
from sandbox.simulation.randomness import chance, generator, lognormal, pick
from sandbox.world import Issue, PullRequest, Repository, World

_WITH_ISSUE = 0.85
_ASKED_BY_OTHERS = 0.2
_LEAD_HOURS = 70.0
_LABELS = ("customer", "tech-debt", "security", "performance")
_TYPES = (catalogue.STORY, catalogue.TASK, catalogue.BUG)
_TYPE_WEIGHTS = (0.5, 0.3, 0.2)
_SEVERITIES = {"1": catalogue.HIGHEST, "2": catalogue.HIGH}


class Owners:
    """Which team's project a repository or a service belongs to, on a day."""

    def __init__(self, world: World, projects: Mapping[str, Project]) -> None:
        self._services = world.directory.services
        self._projects = {project.team_id: project for project in projects.values()}

    def of_team(self, team_id: str | None) -> Project | None:
        """The project of a team."""
        return self._projects.get(team_id or "")

    def of_repository(self, full_name: str, day: date) -> Project | None:
        """The project of the team that owns the first service in a repository."""
        found = (s.service_id for s in self._services if s.repository == full_name)
        return self.of_service(next(found, ""), day)

    def of_service(self, service_id: str, day: date) -> Project | None:
        """The project of the team that owns a service."""
        for service in self._services:
            for owner in service.owners if service.service_id == service_id else ():
                if owner.valid_from <= day and (owner.valid_to is None or day < owner.valid_to):
                    return self.of_team(owner.team_id)
        return None


class Work:
    """Makes the plans of issues that work was done on.

    Args:
        world: Whose changes.
        people: The site's accounts.
        projects: By key.
        sprints: By project key, in order of time.
    """

    def __init__(
        self,
        world: World,
        people: People,
        projects: Mapping[str, Project],
        sprints: Mapping[str, list[Sprint]],
    ) -> None:
        self._world = world
        self._people = people
        self._sprints = sprints
        self._owners = Owners(world, projects)

    def plans(self) -> Iterator[Plan]:
        """Every plan, repository by repository."""
        for repository in self._world.repositories:
            for pull_request in repository.pull_requests:
                plan = self._of_change(repository, pull_request)
                if plan is not None:
                    yield plan
            for issue in repository.issues:
                plan = self._of_issue(repository, issue)
                if plan is not None:
                    yield plan

    def _of_change(self, repository: Repository, change: PullRequest) -> Plan | None:
        name = f"{repository.full_name}#{change.number}"
        draw = generator(self._world.seed, "jira", "change", name)
        login = change.author.login if change.author else None
        worker, day = self._people.of_login(login), change.created_at.date()
        project = self._owners.of_team(self._people.team_of(login, day))
        project = project or self._owners.of_repository(repository.full_name, day)
        is_machine = worker is not None and worker.is_app
        # Whoever cuts a change in parts has one issue for all of them.
        is_tracked = not is_machine and not change.is_later_part
        if project is None or not is_tracked or not chance(draw, _WITH_ISSUE):
            return None
        began = min((c.authored_at for c in change.commits), default=change.created_at)
        began = max(began, change.created_at - timedelta(days=10))
        created = began - timedelta(hours=lognormal(draw, _LEAD_HOURS, 1.0))
        is_hotfix = "hotfix" in change.labels
        plan = Plan(
            name=name,
            project=project,
            summary=change.title,
            issue_type=catalogue.BUG if is_hotfix else pick(draw, _TYPES, _TYPE_WEIGHTS),
            created_at=created,
            reporter=pick(draw, self._people.of_team(project.team_id, day) or [worker]),
            priority=catalogue.HIGH if is_hotfix else catalogue.MEDIUM,
        )
        plan.values["labels"] = tuple(label for label in _LABELS if chance(draw, 0.1))
        plan.values["components"] = tuple(project.components[:1])
        estimate(plan, draw)
        course = Course(
            started_at=began,
            review_at=change.created_at,
            ended_at=change.closed_at,
            is_rejected=change.closed_at is not None and change.merged_at is None,
        )
        work_through(plan, course, worker, draw)
        put_in_sprints(plan, self._sprints.get(project.key, []), draw)
        others = self._people.outside_team(project.team_id, created.date())
        if others and chance(draw, _ASKED_BY_OTHERS):
            plan.reporter = pick(draw, others)
        return plan

    def _of_issue(self, repository: Repository, issue: Issue) -> Plan | None:
        name = f"{repository.full_name}#{issue.number}"
        draw = generator(self._world.seed, "jira", "issue", name)
        day, service = issue.created_at.date(), _value(issue.labels, "service:")
        project = self._owners.of_service(service, day)
        project = project or self._owners.of_repository(repository.full_name, day)
        if project is None:
            return None
        team = self._people.of_team(project.team_id, day)
        reporter = self._people.of_login(issue.author.login if issue.author else None)
        plan = Plan(
            name=name,
            project=project,
            summary=issue.title,
            issue_type=catalogue.TASK,
            created_at=issue.created_at + timedelta(minutes=int(draw.integers(1, 20))),
            reporter=reporter,
            priority=_SEVERITIES.get(_value(issue.labels, "severity:"), catalogue.MEDIUM),
        )
        plan.values["components"] = _named(project, service)
        worker = pick(draw, team) if team else None
        if "incident" in issue.labels:
            plan.issue_type = catalogue.INCIDENT
            begun = plan.created_at + timedelta(minutes=int(draw.integers(1, 15)))
            work_through(plan, _directly(begun, issue.closed_at), worker, draw)
        else:
            plan.issue_type = catalogue.BUG if "bug" in issue.labels else catalogue.STORY
            estimate(plan, draw)
            if issue.closed_at is not None:
                begun = plan.created_at + (issue.closed_at - issue.created_at) * draw.uniform(0, 1)
                work_through(plan, _directly(begun, issue.closed_at), worker, draw)
                put_in_sprints(plan, self._sprints.get(project.key, []), draw)
        return plan


def _directly(begun: datetime, ended: datetime | None) -> Course:
    return Course(started_at=begun, review_at=begun + timedelta(minutes=1), ended_at=ended)


def _value(labels: tuple[str, ...], prefix: str) -> str:
    return next((label.removeprefix(prefix) for label in labels if label.startswith(prefix)), "")


def _named(project: Project, name: str) -> tuple[Named, ...]:
    return tuple(component for component in project.components if component.name == name)
