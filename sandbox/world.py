"""What GitHub would hold about the fictional organisation at one instant.

Belongs here: plain, immutable records of that state and look-ups over it.
Does not belong here: how the state comes about (`sandbox.simulation`), how it is served over
HTTP, and what the organisation knows about itself (`sandbox.directory`).

Every datetime is timezone-aware UTC with whole seconds, as GitHub's API shows it. Node ids are
opaque strings, unique across the world; `database_id` numbers are unique per kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sandbox.directory import Directory
from sandbox.entities.accounts import Account, Organisation, Team, TeamMember
from sandbox.entities.changes import ChangedFile, Commit, PullRequest, Review, TimelineEvent
from sandbox.entities.operations import (
    Deployment,
    DeploymentStatus,
    Issue,
    Push,
    Release,
    WorkflowJob,
    WorkflowRun,
)
from sandbox.texts.naming import Texts

__all__ = [
    "Account",
    "ChangedFile",
    "Commit",
    "Deployment",
    "DeploymentStatus",
    "Issue",
    "Organisation",
    "PullRequest",
    "Push",
    "Release",
    "Repository",
    "Review",
    "Team",
    "TeamMember",
    "TimelineEvent",
    "WorkflowJob",
    "WorkflowRun",
    "World",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository and all it holds; commits are those of the default branch, oldest first."""

    node_id: str
    database_id: int
    full_name: str
    created_at: datetime
    updated_at: datetime
    pushed_at: datetime
    default_branch: str = "main"
    is_archived: bool = False
    is_fork: bool = False
    labels: tuple[str, ...] = ()
    pull_requests: tuple[PullRequest, ...] = ()
    commits: tuple[Commit, ...] = ()
    pushes: tuple[Push, ...] = ()
    issues: tuple[Issue, ...] = ()
    releases: tuple[Release, ...] = ()
    deployments: tuple[Deployment, ...] = ()
    workflow_runs: tuple[WorkflowRun, ...] = ()

    @property
    def name(self) -> str:
        """The name without its owner."""
        return self.full_name.partition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The whole state at `as_of`: nothing in it is later.

    `limits` are the scenario's server limits, `episodes` the applied episodes for the truth;
    `texts` names what the tools make of the world. `outcome` is the same story at the end of its
    period, where `as_of` cuts it short: a ticket is there before the change it will lead to.
    """

    scenario: str
    as_of: datetime
    organisation: Organisation
    repositories: tuple[Repository, ...]
    directory: Directory
    accounts: tuple[Account, ...] = ()
    limits: Mapping[str, Any] = field(default_factory=dict)
    episodes: tuple[Mapping[str, Any], ...] = ()
    seed: int = 0
    texts: Texts = field(default_factory=Texts)
    outcome: "World | None" = None

    def repository(self, full_name: str) -> Repository | None:
        """The repository `owner/name`, or `None`."""
        return next((r for r in self.repositories if r.full_name == full_name), None)

    def with_repository(self, repository: Repository) -> "World":
        """A world in which `repository` stands in the place of the one of the same name."""
        kept = tuple(
            repository if known.full_name == repository.full_name else known
            for known in self.repositories
        )
        return replace(self, repositories=kept)
