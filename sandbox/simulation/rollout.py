"""How a service reaches its environments, and what goes wrong there.

Belongs here: deployments with their statuses and the consequences of a bad one. Does not belong
here: the texts and times of incidents and repairs (`incidents`, `repairs`).
"""

import numpy as np

from sandbox.behaviour import Behaviour
from sandbox.scenario_parts import ServiceSpec
from sandbox.simulation.drafts import DeploymentDraft, IssueDraft, StatusDraft
from sandbox.simulation.incidents import Trouble, trouble
from sandbox.simulation.mainline import Landing, Mainline
from sandbox.simulation.randomness import chance, lognormal
from sandbox.simulation.setting import Setting
from sandbox.simulation.working_time import DAY, HOUR, MINUTE

_ROLLOUT_MINUTES = 6.0
_PAUSE = 2 * MINUTE
_RETRY_MINUTES = 18.0
_FIX_ROLLOUT_MINUTES = 9.0
_FIX_FAILS_FACTOR = 0.4
_RECOVERY_NOTED_MINUTES = 8.0
_ERROR_SHARE = 0.3
_CONFIGURATION_SHARE = 0.5
_FIRST_SLOT = HOUR
_LAST_SLOT = 15 * HOUR // 2


class Rollout:
    """One service's way to production."""

    def __init__(self, setting: Setting, service: ServiceSpec, mainline: Mainline) -> None:
        self._setting = setting
        self._service = service
        self._mainline = mainline
        self._pending: list[Landing] = []
        self._deployed: str | None = None
        self._previous: str | None = None
        self._current: DeploymentDraft | None = None
        self._busy_until = 0
        self._counts: dict[int, int] = {}
        self._awaiting: dict[str, IssueDraft] = {}
        mainline.on_landing.append(self._landed)

    def plan(self) -> None:
        """Put the deployments of every working day into the queue."""
        for team_id, clock in self._setting.clocks.items():
            for opening in clock.workdays(self._setting.start, self._setting.end):
                if self._setting.owner(self._service.service_id, opening) == team_id:
                    self._plan_day(opening, self._setting.behaviour(team_id, opening))

    def _plan_day(self, opening: int, behaviour: Behaviour) -> None:
        service_id = self._service.service_id
        draw = self._setting.draw("slots", service_id, opening)
        for name, mean, action in (
            ("deploy", behaviour.deployments_per_day, self._deploy_pending),
            ("redeploy", behaviour.noop_deployments_per_day, self._redeploy),
        ):
            count = int(mean) + chance(draw, mean % 1)
            for number in range(count):
                at = opening + int(draw.integers(_FIRST_SLOT, _LAST_SLOT))
                self._mainline.schedule(at, f"{name} {service_id} {opening} {number}", action)

    def _landed(self, landing: Landing, at: int) -> None:
        if self._service.service_id not in landing.services:
            return
        self._pending.append(landing)
        if landing.change is not None and landing.change.key.startswith("repair/"):
            draw = self._setting.draw("fix rollout", landing.change.key)
            later = at + round(lognormal(draw, _FIX_ROLLOUT_MINUTES * MINUTE, 0.5))
            self._mainline.schedule(later, f"fix {landing.change.key}", self._deploy_pending)

    def _deploy_pending(self, at: int) -> None:
        if self._pending:
            self._deploy(at, self._mainline.head, "deploy")

    def _redeploy(self, at: int) -> None:
        if self._deployed is not None:
            draw = self._setting.draw("redeploy", self._service.service_id, at)
            is_configuration = chance(draw, _CONFIGURATION_SHARE)
            self._deploy(at, self._deployed, "deploy:config" if is_configuration else "deploy")

    def _deploy(self, at: int, sha: str, task: str) -> None:
        """Start a deployment, or wait until the one before has ended."""
        service_id = self._service.service_id
        number = self._counts[at // DAY] = self._counts.get(at // DAY, 0) + 1
        key = f"{service_id}/{at // DAY}/{number}"
        if at < self._busy_until:
            self._wait(key, sha, task)
            return
        draw = self._setting.draw("deployment", key)
        behaviour = self._behaviour(at)
        deployment = DeploymentDraft(
            key=key,
            environment=self._service.production_environments[0],
            sha=sha,
            created=at,
            task=task,
            is_recorded=chance(draw, behaviour.recorded_deployment_share),
            statuses=[StatusDraft("IN_PROGRESS", at + 5)],
        )
        self._mainline.repository.deployments.append(deployment)
        finish = at + 6 + round(lognormal(draw, _ROLLOUT_MINUTES * MINUTE, 0.5))
        self._busy_until = finish + _PAUSE
        if chance(draw, self._setting.scenario.quirks.failed_deployment_share):
            state = "ERROR" if chance(draw, _ERROR_SHARE) else "FAILURE"
            deployment.statuses.append(StatusDraft(state, finish))
            retry = finish + _PAUSE + round(lognormal(draw, _RETRY_MINUTES * MINUTE, 0.5))
            self._mainline.schedule(retry, f"retry {key}", self._deploy_pending)
            return
        deployment.statuses.append(StatusDraft("SUCCESS", finish))
        self._succeed(deployment, finish, draw)

    def _wait(self, key: str, sha: str, task: str) -> None:
        """Try again when the running deployment has ended, with what is newest by then."""

        def again(at: int) -> None:
            self._deploy(at, sha, task)

        is_newest = sha == self._mainline.head
        action = self._deploy_pending if is_newest else again
        self._mainline.schedule(self._busy_until, f"wait {key}", action)

    def _succeed(self, deployment: DeploymentDraft, finish: int, draw: np.random.Generator) -> None:
        if self._current is not None and deployment.is_recorded:
            self._current.statuses.append(StatusDraft("INACTIVE", finish + 1))
        if deployment.is_recorded:
            self._current = deployment
        is_change = deployment.sha != self._deployed
        carried = self._pending if deployment.sha == self._mainline.head else []
        self._previous, self._deployed = self._deployed, deployment.sha
        if carried:
            self._pending = []
        is_fix = self._note_recovery(carried, finish, draw)
        if not (is_change and carried):
            return
        owner = self._setting.owner(self._service.service_id, finish)
        share = self._behaviour(finish).change_fail_share
        share *= self._setting.mood("failure", owner, finish)
        share *= _FIX_FAILS_FACTOR if is_fix else 1.0
        if chance(draw, share):
            consequence = trouble(self._setting, self._service, deployment, finish, carried)
            self._suffer(consequence)

    def _note_recovery(
        self, carried: list[Landing], finish: int, draw: np.random.Generator
    ) -> bool:
        """Close the incidents whose repair has just arrived."""
        repairs = [
            landing.change.key
            for landing in carried
            if landing.change is not None and landing.change.key.startswith("repair/")
        ]
        for key in repairs:
            issue = self._awaiting.pop(key, None)
            if issue is not None:
                noted = round(lognormal(draw, _RECOVERY_NOTED_MINUTES * MINUTE, 0.6))
                issue.closed = max(finish + noted, issue.created + MINUTE)
        return bool(repairs)

    def _suffer(self, consequence: Trouble) -> None:
        repository = self._mainline.repository
        if consequence.issue is not None:
            repository.issues.append(consequence.issue)
        if consequence.repair is not None:
            self._mainline.plan(consequence.repair)
            if consequence.issue is not None and consequence.issue.closed is None:
                self._awaiting[consequence.repair.key] = consequence.issue
        previous = self._previous
        if consequence.rollback_at is not None and previous is not None:
            self._mainline.schedule(
                consequence.rollback_at,
                f"rollback {self._service.service_id} {consequence.rollback_at}",
                lambda at: self._deploy(at, previous, "deploy:rollback"),
            )

    def _behaviour(self, at: int) -> Behaviour:
        owner = self._setting.owner(self._service.service_id, at)
        return self._setting.behaviour(owner, at)
