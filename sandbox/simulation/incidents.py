"""What a bad deployment leads to: an incident, a repair, a rollback.

Belongs here: times, labels and texts of incidents. Does not belong here: the repairing change
itself (`sandbox.simulation.repairs`).
"""

from dataclasses import dataclass

import numpy as np

from sandbox.behaviour import Behaviour
from sandbox.entities.accounts import Account
from sandbox.scenario_parts import ServiceSpec
from sandbox.simulation.drafts import ChangeDraft, DeploymentDraft, IssueDraft
from sandbox.simulation.mainline import Landing
from sandbox.simulation.randomness import chance, lognormal, pick
from sandbox.simulation.repairs import repair
from sandbox.simulation.setting import Setting
from sandbox.simulation.working_time import DAY, HOUR, MINUTE

_DECLARED_SHARE = 0.8
_REVERT_SHARE = 0.35
_HOTFIX_SHARE = 0.4
_SEVERITIES = (1, 2, 3)
_SEVERITY_WEIGHTS = (0.2, 0.55, 0.25)
_MILD = 3
_LATEST_DETECTION = 20 * HOUR
_DETECTION_SIGMA = 0.9
_RECOVERY_SIGMA = 0.8
_START_OF_REPAIR = 0.35
_SYMPTOMS = (
    "Errors above threshold",
    "Latency doubled",
    "Orders stuck in queue",
    'Customers see "500" <after login>',
    "🔥 memory climbing until restart",
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """The consequences of one bad deployment; `rollback_at` in seconds since 1970."""

    issue: IssueDraft | None
    repair: ChangeDraft | None
    rollback_at: int | None


def trouble(
    setting: Setting,
    service: ServiceSpec,
    deployment: DeploymentDraft,
    finish: int,
    carried: list[Landing],
) -> Trouble:
    """Decide how a bad deployment is noticed and repaired."""
    draw = setting.draw("trouble", deployment.key)
    owner = setting.owner(service.service_id, finish)
    behaviour = setting.behaviour(owner, finish)
    noticed = round(lognormal(draw, behaviour.detection_minutes * MINUTE, _DETECTION_SIGMA))
    detected = finish + MINUTE + min(noticed, _LATEST_DETECTION)
    recovery = round(lognormal(draw, behaviour.recovery_minutes * MINUTE, _RECOVERY_SIGMA))
    is_declared = chance(draw, _DECLARED_SHARE)
    kind = pick(
        draw,
        ("revert", "hotfix", "other"),
        (_REVERT_SHARE, _HOTFIX_SHARE, (1 - _REVERT_SHARE - _HOTFIX_SHARE) * is_declared),
    )
    start = detected + round(recovery * _START_OF_REPAIR)
    change = None
    if kind != "other":
        change = repair(setting, service, deployment.key, (kind, start), carried)
    issue = None
    if is_declared:
        issue = incident(setting, service, deployment.key, detected)
        if change is None:
            issue.closed = detected + MINUTE + recovery
        if chance(draw, setting.scenario.quirks.explicit_link_share):
            issue.deployment = deployment.key
    is_rolled_back = kind != "revert" and chance(draw, setting.scenario.quirks.rollback_share)
    return Trouble(issue, change, start if is_rolled_back else None)


def incident(setting: Setting, service: ServiceSpec, key: str, created: int) -> IssueDraft:
    """An incident issue of a service, open unless the team closes it early."""
    draw = setting.draw("incident", key)
    owner = setting.owner(service.service_id, created)
    behaviour = setting.behaviour(owner, created)
    issue = IssueDraft(
        key=f"incident/{key}",
        title=f"{service.service_id}: {pick(draw, _SYMPTOMS)}",
        body="Opened from the alert; timeline below.",
        author=_reporter(setting, owner, created, draw),
        created=created,
    )
    issue.labels = _labels(setting, service, issue, behaviour, draw)
    if chance(draw, behaviour.early_close_share):
        issue.closed = created + int(draw.integers(3 * MINUTE, 8 * MINUTE))
    else:
        issue.is_forgotten = chance(draw, setting.scenario.quirks.forgotten_incident_share)
    return issue


def _reporter(setting: Setting, owner: str, created: int, draw: np.random.Generator) -> Account:
    """The pager's account, or somebody of the team."""
    members = setting.members(owner, created)
    if not members or chance(draw, 0.5):
        return setting.actors.pager
    return pick(draw, members).account


def _labels(
    setting: Setting,
    service: ServiceSpec,
    issue: IssueDraft,
    behaviour: Behaviour,
    draw: np.random.Generator,
) -> tuple[str, ...]:
    """The labels as they are now: a relabelled severity has replaced the declared one."""
    quirks = setting.scenario.quirks
    severity = pick(draw, _SEVERITIES, _SEVERITY_WEIGHTS)
    is_relabelled = chance(draw, behaviour.severity_relabel_share) and severity != _MILD
    delay = int(draw.integers(DAY, 3 * DAY))
    if is_relabelled:
        severity = _MILD
        issue.edited = issue.created + delay
    labels = ["incident"]
    if is_relabelled or not chance(draw, quirks.unlabelled_severity_share):
        labels.append(f"severity:{severity}")
    if service.path_prefix or not chance(draw, quirks.unlabelled_service_share):
        labels.append(f"service:{service.service_id}")
    return tuple(labels)
