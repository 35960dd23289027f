"""Staged rows of small made-up teams, added to a warehouse.

Here: a service, a change that is shipped, a push without a pull request, an incident, a revert, as
the rows that staging would hold of them. Not here: which of them make a case (`planted.py`).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from bench.dora.staged_rows import StagedRows, made_up_sha

HOUR = timedelta(hours=1)
LONG_AGO = date(2020, 1, 1)
FIRST_EVENT = datetime.fromisoformat("2026-01-05T09:00:00")
AUTHOR = "planted-author"


class Planting(StagedRows):
    """Services and what happens to them."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self._heads: dict[str, str] = {}
        self._counts: dict[str, int] = defaultdict(int)

    def team(self, team: str, zone: str = "UTC") -> None:
        """A team whose clock is in `zone`."""
        self.add("stg_file_drops__teams", team_id=team, team_name=team, valid_from=LONG_AGO)
        self.add(
            "stg_file_drops__team_calendars",
            team_calendar_id=f"{team}:{LONG_AGO}",
            team_id=team,
            time_zone=zone,
            valid_from=LONG_AGO,
        )

    def service(
        self, service: str, team: str, repository: str, prefix: str = "", since: date = LONG_AGO
    ) -> None:
        """A service of a folder of a repository, deployed to an environment of its own name."""
        known = any(each["service_id"] == service for each in self.rows["stg_file_drops__services"])
        if known:
            for owner in self.rows["stg_file_drops__service_owners"]:
                if owner["service_id"] == service:
                    owner["valid_to"] = since
        else:
            self._service(service, repository, prefix)
        self.add(
            "stg_file_drops__service_owners",
            service_owner_id=f"{service}:{team}:{since}",
            service_id=service,
            team_id=team,
            valid_from=since,
        )

    def _service(self, service: str, repository: str, prefix: str) -> None:
        self.add(
            "stg_file_drops__services",
            service_id=service,
            repository=repository,
            path_prefix=prefix,
        )
        self.add(
            "stg_file_drops__deployment_environments",
            deployment_environment_id=f"{service}:{service}",
            service_id=service,
            environment=service,
        )
        if repository not in self._heads:
            self._heads[repository] = ""
            self.add(
                "stg_github__repositories",
                repository_id=f"R-{repository}",
                repository=repository,
                default_branch="main",
            )
            # The team is covered from its first event on, which is before what is asked of it.
            self._pull_request(repository, FIRST_EVENT, None, "", None)

    def ship(
        self,
        service: str,
        at: datetime,
        *,
        hours: float = 24,
        authored: timedelta = timedelta(0),
        reverts: int | None = None,
    ) -> str:
        """Push, review, merge and deploy one change; gives the deployment.

        Args:
            service: What is deployed.
            at: When the deployment is through.
            hours: How long before that the commit was pushed.
            authored: How long before the push its author's clock says it was written.
            reverts: The number of the pull request it takes back.
        """
        repository, prefix = self._place(service)
        pushed, merged = at - hours * HOUR, at - HOUR / 2
        identifier, merge = self._pull_request(repository, pushed, merged, prefix, reverts)
        commit = made_up_sha(f"{identifier}:commit")
        self.add(
            "stg_github__pull_request_commits",
            pull_request_commit_id=f"{identifier}:{commit}",
            pull_request_id=identifier,
            repository=repository,
            commit_sha=commit,
            position=1,
            author_login=AUTHOR,
            authored_at=pushed - authored,
            committed_at=pushed - authored,
            parent_count=1,
        )
        self._push(repository, f"topic-{identifier}", commit, pushed)
        self._commit(repository, merge, merged)
        return self.deploy(service, at, merge)

    def push(self, service: str, at: datetime, hours: float) -> str:
        """Push to the default branch without a pull request, and deploy; gives the deployment."""
        repository, _ = self._place(service)
        commit = made_up_sha(f"{repository}:{at}:direct")
        self._commit(repository, commit, at - hours * HOUR)
        self._push(repository, "main", commit, at - hours * HOUR)
        return self.deploy(service, at, commit)

    def deploy(self, service: str, at: datetime, commit: str | None = None) -> str:
        """Deploy a commit, else the head of the default branch; gives the deployment."""
        repository, _ = self._place(service)
        deployment = f"DE-{service}-{at:%Y%m%d%H%M}"
        self.add(
            "stg_github__deployments",
            deployment_id=deployment,
            repository=repository,
            environment=service,
            commit_sha=commit or self._heads[repository],
            created_at=at - HOUR / 12,
            creator_login=AUTHOR,
        )
        self.add(
            "stg_github__deployment_statuses",
            deployment_status_id=f"{deployment}-success",
            deployment_id=deployment,
            repository=repository,
            state="SUCCESS",
            created_at=at,
        )
        return deployment

    def incident(
        self, service: str, opened: datetime, closed: datetime | None, names: str | None = None
    ) -> None:
        """An urgent incident of a service, which may name the deployment that caused it."""
        repository, _ = self._place(service)
        labels = ["incident", f"service:{service}", "severity:1"]
        said = ",".join(sorted([*labels, f"deployment:{names}"] if names else labels))
        self.add(
            "stg_github__issues",
            issue_id=f"I-{service}-{opened:%Y%m%d%H%M}",
            repository=repository,
            number=self._next(repository),
            author_login=AUTHOR,
            author_type="User",
            state="CLOSED" if closed else "OPEN",
            created_at=opened,
            closed_at=closed,
            labels=said,
            labels_when_first_read=said,
        )

    def latest_number(self, service: str) -> int:
        """The number of the service's repository's latest pull request."""
        return self._counts[self._place(service)[0]]

    def _pull_request(
        self,
        repository: str,
        created: datetime,
        merged: datetime | None,
        prefix: str,
        reverts: int | None,
    ) -> tuple[str, str]:
        """A pull request of one file; gives its identifier and its merge commit."""
        number = self._next(repository)
        identifier = f"PR-{repository}-{number}"
        merge = made_up_sha(f"{identifier}:merge")
        self.add(
            "stg_github__pull_requests",
            pull_request_id=identifier,
            repository=repository,
            number=number,
            author_login=AUTHOR,
            author_type="User",
            state="MERGED" if merged else "OPEN",
            created_at=created,
            merged_at=merged,
            merge_commit_sha=merge if merged else None,
            head_branch=f"topic-{identifier}",
            reverts_number=reverts,
            labels="",
        )
        self.add(
            "stg_github__pull_request_files",
            pull_request_file_id=f"{identifier}:file",
            pull_request_id=identifier,
            repository=repository,
            path=f"{prefix}file.py",
            additions=10,
            deletions=0,
        )
        return identifier, merge

    def _commit(self, repository: str, commit: str, at: datetime) -> None:
        self.add(
            "stg_github__commits",
            commit_id=f"{repository}:{commit}",
            repository=repository,
            commit_sha=commit,
            parent_shas=self._heads[repository],
            author_login=AUTHOR,
            authored_at=at,
            committed_at=at,
        )
        self._heads[repository] = commit

    def _push(self, repository: str, branch: str, commit: str, at: datetime) -> None:
        self.add(
            "stg_github__pushes",
            push_id=f"push-{commit}",
            repository=repository,
            ref=f"refs/heads/{branch}",
            after_sha=commit,
            pushed_at=at,
            activity_type="push",
            actor_login=AUTHOR,
        )

    def _place(self, service: str) -> tuple[str, str]:
        for each in self.rows["stg_file_drops__services"]:
            if each["service_id"] == service:
                return each["repository"], each["path_prefix"]
        raise KeyError(service)

    def _next(self, repository: str) -> int:
        self._counts[repository] += 1
        return self._counts[repository]
