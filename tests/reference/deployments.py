"""Deployments to production, what each brought there first, and how many days saw one.

Belongs here: `deploy_freq` and the deployed sets. Does not belong here: how long commits took
(`lead_time.py`) and whether deployments failed (`failures.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.reference.identity import Identities
from tests.reference.items import Item, Placing
from tests.reference.organisation import Organisation
from tests.reference.ownership import Ownership, Service
from tests.reference.records import Commit, Deployment, PullRequest, Repository, Truth

FIRST_DEPLOYMENT_LOOKS_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Release:
    """A successful deployment of one service to production and what it brought there first.

    `commits` are default-branch commits no earlier release of the service contained.
    """

    service: Service
    repository: Repository
    deployment: Deployment
    finished_at: datetime
    is_first: bool
    carries_change: bool
    commits: tuple[Commit, ...]

    @property
    def key(self) -> tuple[str, str]:
        """The deployment and the service it released."""
        return self.deployment.node_id, self.service.service_id

    def counts(self, seen_at: datetime) -> bool:
        """Whether what was first seen then counts: a service's first release brings old things."""
        return not self.is_first or seen_at >= self.finished_at - FIRST_DEPLOYMENT_LOOKS_BACK


def finished_at(deployment: Deployment) -> datetime | None:
    """When a deployment first reported success."""
    return min(
        (status.created_at for status in deployment.statuses if status.state == "SUCCESS"),
        default=None,
    )


def with_ancestors(repository: Repository, sha: str, known: set[str]) -> set[str]:
    """A default-branch commit and its ancestors, without those already known."""
    found: set[str] = set()
    waiting = [sha]
    while waiting:
        commit = repository.commit_by_sha.get(waiting.pop())
        if commit and commit.sha not in known and commit.sha not in found:
            found.add(commit.sha)
            waiting.extend(commit.parents)
    return found


def _successes(repository: Repository, service: Service) -> list[tuple[datetime, Deployment]]:
    found = []
    for deployment in repository.deployments:
        finished = finished_at(deployment)
        if finished and deployment.environment in service.environments:
            found.append((finished, deployment))
    return sorted(found, key=lambda pair: (pair[0], pair[1].node_id))


def releases_of(repository: Repository, service: Service) -> Iterator[Release]:
    """The releases of one service in order of time."""
    deployed: set[str] = set()
    previous_sha = None
    for finished, deployment in _successes(repository, service):
        new = with_ancestors(repository, deployment.commit_sha, deployed)
        commits = tuple(commit for commit in repository.commits if commit.sha in new)
        yield Release(
            service=service,
            repository=repository,
            deployment=deployment,
            finished_at=finished,
            is_first=previous_sha is None,
            carries_change=deployment.commit_sha != previous_sha,
            commits=commits,
        )
        deployed |= new
        previous_sha = deployment.commit_sha


def all_releases(truth: Truth, ownership: Ownership) -> list[Release]:
    """The releases of every service, each service's in order of time."""
    return [
        release
        for service in ownership.services
        for release in releases_of(truth.repository(service.repository), service)
    ]


def changes_of(release: Release, ownership: Ownership) -> list[PullRequest]:
    """The pull requests of its service that a release brought to production."""
    merged = release.repository.merged_by_sha
    changes = [merged[commit.sha] for commit in release.commits if commit.sha in merged]
    return [
        change
        for change in changes
        if ownership.of_change(release.repository.full_name, change) == release.service
    ]


def place_deploy_freq(
    releases: list[Release],
    organisation: Organisation,
    ownership: Ownership,
    identities: Identities,
    placing: Placing,
) -> None:
    """Days on which at least one change reached production."""
    for release in releases:
        team_id = ownership.owner(release.service, release.finished_at)
        if release.carries_change and team_id:
            item = Item(
                key=release.key,
                people=starters(release, identities),
                counted=organisation.local_day(team_id, release.finished_at),
            )
            placing.add("deploy_freq", team_id, release.finished_at, item)


def starters(release: Release, identities: Identities) -> frozenset[str]:
    """Who started a deployment, as far as that is a known person."""
    return identities.people(identities.actor(release.deployment.creator))
