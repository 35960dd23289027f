"""What happens in a repository besides pull requests and production.

Belongs here: the history before the period, direct commits, staging, releases, ordinary issues
and incidents that no deployment caused. Does not belong here: production (`rollout`).
"""

from sandbox.scenario_parts import ServiceSpec
from sandbox.simulation import content
from sandbox.simulation.drafts import (
    CommitDraft,
    DeploymentDraft,
    IssueDraft,
    ReleaseDraft,
    RepositoryDraft,
    StatusDraft,
)
from sandbox.simulation.incidents import incident
from sandbox.simulation.mainline import Landing, Mainline
from sandbox.simulation.people import Person
from sandbox.simulation.randomness import chance, commit_sha, lognormal, negative_binomial, pick
from sandbox.simulation.setting import Setting
from sandbox.simulation.working_time import DAY, HOUR, MINUTE, WEEK

_FIRST_COMMITS = 7
_FIRST_COMMIT_DAYS = 75
_TWO_COMMITS_SHARE = 0.15
_STAGING_MINUTES = 5.0
_STAGING_FAILS_SHARE = 0.06
_PRERELEASE_SHARE = 0.12
_UNPUBLISHED_SHARE = 0.06
_ISSUE_OPEN_HOURS = 30.0
_STAYS_OPEN_SHARE = 0.2
_NOT_PLANNED_SHARE = 0.15
_ISSUE_LABELS = (("bug",), ("enhancement",), ("question",), ())
_ISSUE_WEIGHTS = (0.4, 0.35, 0.1, 0.15)
_UNRELATED_RECOVERY_MINUTES = 80.0


class Background:
    """The small things of one repository, put into its queue by `plan`."""

    def __init__(self, setting: Setting, services: list[ServiceSpec], mainline: Mainline) -> None:
        self._setting = setting
        self._services = services
        self._mainline = mainline
        self._repository: RepositoryDraft = mainline.repository
        self._releases = 0

    def plan(self) -> None:
        """Put everything into the queue, and listen for what reaches the default branch."""
        self._plan_history()
        self._plan_releases()
        for service in self._services:
            self._plan_direct_commits(service)
            self._plan_issues(service)
            self._plan_unrelated_incidents(service)
        self._mainline.on_landing.append(self._stage)

    def _plan_history(self) -> None:
        """The commits from before the period; some lie within a month before it."""
        draw = self._setting.draw("history", self._repository.full_name)
        ages = sorted(int(draw.integers(3, _FIRST_COMMIT_DAYS)) for _ in range(_FIRST_COMMITS))
        for number, age in enumerate(reversed(ages)):
            at = self._setting.start - age * DAY + int(draw.integers(DAY))
            self._plan_direct(f"history/{self._repository.full_name}/{number}", at, 1)

    def _plan_direct_commits(self, service: ServiceSpec) -> None:
        rate = self._setting.scenario.quirks.direct_commits_per_week / len(self._services)
        for week in range(self._setting.weeks):
            draw = self._setting.draw("direct", service.service_id, week)
            for number in range(int(draw.poisson(rate))):
                opening = self._setting.first_week + week * WEEK
                owner = self._setting.owner(service.service_id, opening)
                days = self._setting.clocks[owner].workdays(opening - DAY // 2, opening + WEEK)
                count = 2 if chance(draw, _TWO_COMMITS_SHARE) else 1
                offset = int(draw.integers(8 * HOUR))
                if days:
                    at = pick(draw, days) + offset
                    key = f"direct/{service.service_id}/{week}/{number}"
                    self._plan_direct(key, max(at, self._setting.start), count, service)

    def _plan_direct(
        self, key: str, at: int, count: int, service: ServiceSpec | None = None
    ) -> None:
        chosen = service or self._services[0]
        author = self._somebody(chosen, at, key)

        def land(now: int) -> None:
            commits = [
                CommitDraft(
                    sha=commit_sha(key, position),
                    authored=now - (count - position) * 9 * MINUTE,
                    committed=now - (count - position) * 9 * MINUTE,
                    seen=now,
                    author=author.account if author else None,
                    author_name=author.name if author else "ghost",
                    message=f"Adjust {chosen.service_id} settings ({position + 1} of {count})",
                    additions=3 + position,
                    deletions=1,
                    changed_files=1,
                )
                for position in range(count)
            ]
            account = author.account if author else None
            self._mainline.commit_directly(commits, chosen.service_id, account, now)

        self._mainline.schedule(at, f"direct {key}", land)

    def _somebody(self, service: ServiceSpec, at: int, key: str) -> Person | None:
        owner = self._setting.owner(service.service_id, at)
        members = self._setting.members(owner, at)
        return pick(self._setting.draw("somebody", key), members) if members else None

    def _stage(self, landing: Landing, at: int) -> None:
        draw = self._setting.draw("staging", landing.sha)
        if not chance(draw, self._setting.scenario.volume.staging_share):
            return
        created = at + round(lognormal(draw, _STAGING_MINUTES * MINUTE, 0.4))
        finish = created + 5 + round(lognormal(draw, _STAGING_MINUTES * MINUTE, 0.4))
        state = "FAILURE" if chance(draw, _STAGING_FAILS_SHARE) else "SUCCESS"
        self._repository.deployments.append(
            DeploymentDraft(
                key=f"staging/{landing.sha}",
                environment="staging",
                sha=landing.sha,
                created=created,
                statuses=[StatusDraft("IN_PROGRESS", created + 4), StatusDraft(state, finish)],
            )
        )

    def _plan_releases(self) -> None:
        every = self._setting.scenario.volume.weeks_between_releases
        if every <= 0:
            return
        draw = self._setting.draw("releases", self._repository.full_name)
        at = self._setting.start + round(every * WEEK * float(draw.random()))
        while at < self._setting.end:
            self._mainline.schedule(at, f"release {at}", self._release)
            at += round(lognormal(draw, every * WEEK, 0.2))

    def _release(self, at: int) -> None:
        self._releases += 1
        key = f"{self._repository.full_name}/{self._releases}"
        draw = self._setting.draw("release", key)
        is_prerelease = chance(draw, _PRERELEASE_SHARE)
        is_published = not chance(draw, _UNPUBLISHED_SHARE)
        tag = f"v1.{self._releases}.0{'-rc.1' if is_prerelease else ''}"
        published = at + 2 * MINUTE if is_published else None
        self._repository.releases.append(
            ReleaseDraft(key, tag, self._mainline.head, at, published, is_prerelease)
        )

    def _plan_issues(self, service: ServiceSpec) -> None:
        rate = self._setting.scenario.volume.issues_per_week / len(self._services)
        for week in range(self._setting.weeks):
            draw = self._setting.draw("issues", service.service_id, week)
            for number in range(negative_binomial(draw, rate, 2.0)):
                at = self._setting.first_week + week * WEEK + int(draw.integers(WEEK))
                if at >= self._setting.start:
                    self._repository.issues.append(self._issue(service, week, number, at))

    def _issue(self, service: ServiceSpec, week: int, number: int, at: int) -> IssueDraft:
        key = f"issue/{service.service_id}/{week}/{number}"
        draw = self._setting.draw("issue", key)
        author = self._somebody(service, at, key)
        clock = self._setting.clocks[self._setting.owner(service.service_id, at)]
        closed = clock.advance(at, lognormal(draw, _ISSUE_OPEN_HOURS, 1.0)) + MINUTE
        return IssueDraft(
            key=key,
            title=content.title(draw, self._setting.scenario.quirks),
            body=content.body(draw, self._setting.scenario.quirks),
            author=author.account if author else None,
            created=at,
            labels=pick(draw, _ISSUE_LABELS, _ISSUE_WEIGHTS),
            closed=None if chance(draw, _STAYS_OPEN_SHARE) else closed,
            state_reason="NOT_PLANNED" if chance(draw, _NOT_PLANNED_SHARE) else "COMPLETED",
        )

    def _plan_unrelated_incidents(self, service: ServiceSpec) -> None:
        """Incidents of the infrastructure: nothing that was deployed caused them."""
        length = self._setting.whole_end - self._setting.start
        draw = self._setting.draw("unrelated", service.service_id)
        rate = self._setting.scenario.volume.unrelated_incidents_per_week
        for number in range(int(draw.poisson(rate * length / WEEK))):
            at = self._setting.start + int(draw.integers(length))
            key = f"unrelated/{service.service_id}/{number}"
            issue = incident(self._setting, service, key, at)
            if issue.closed is None:
                own = self._setting.draw("recovery", key)
                issue.closed = at + round(lognormal(own, _UNRELATED_RECOVERY_MINUTES * MINUTE, 0.9))
            self._repository.issues.append(issue)
