"""Which deployments needed immediate intervention, and which were made because of one.

Belongs here: `change_fail_rate`, `deploy_rework_rate` and the links between incidents, fixes and
deployments. Does not belong here: how long recovery took (`recovery.py`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.reference.deployments import Release, changes_of, starters
from tests.reference.identity import Identities
from tests.reference.incidents import Incident, Incidents
from tests.reference.items import Item, Placing
from tests.reference.organisation import Organisation
from tests.reference.ownership import Ownership
from tests.reference.records import PullRequest, Repository, Truth

INTERVENTION = timedelta(hours=72)
SERVICE_WINDOW = timedelta(hours=24)


@dataclass
class Failure:
    """What followed a failed release: incidents and the pull requests that mended it."""

    incidents: list[Incident] = field(default_factory=list)
    fixes: list[PullRequest] = field(default_factory=list)
    methods: set[str] = field(default_factory=set)


class Rules:
    """The incident rules of an organisation.yml."""

    def __init__(self, organisation: Organisation) -> None:
        self.rules = organisation.document["incident_rules"]

    def labels(self, kind: str) -> set[str]:
        """The labels of one kind of rule."""
        return {rule["label"] for rule in self.rules if rule["kind"] == kind and rule.get("label")}

    def is_hotfix(self, change: PullRequest) -> bool:
        """A pull request with a hotfix label."""
        return bool(self.labels("hotfix_label") & set(change.labels))


def reverted_number(repository: Repository, change: PullRequest) -> int | None:
    """The pull request of the same repository a pull request says it reverts."""
    text = f"{change.title}\n{change.body}"
    found = re.search(rf"\bReverts {re.escape(repository.full_name)}#(\d+)", text, re.IGNORECASE)
    return int(found[1]) if found else None


def reverted_sha(change: PullRequest) -> str | None:
    """The commit a pull request says it reverts."""
    text = f"{change.title}\n{change.body}"
    found = re.search(r"\bThis reverts commit ([0-9a-f]{7,40})", text, re.IGNORECASE)
    return found[1] if found else None


class Linking:
    """Links every intervention to the change-carrying release it belongs to."""

    def __init__(
        self,
        truth: Truth,
        organisation: Organisation,
        ownership: Ownership,
        releases: list[Release],
        incidents: Incidents,
    ) -> None:
        self._ownership = ownership
        self.rules = Rules(organisation)
        self.releases = [release for release in releases if release.carries_change]
        self.failures: dict[tuple[str, str], Failure] = defaultdict(Failure)
        for release in self.releases:
            self._link_reverts(release)
        for incident in incidents.all:
            if incident.is_severe:
                self._link_incident(incident)
        for repository in truth.repositories:
            for change in repository.pull_requests:
                if change.merged_at and self.rules.is_hotfix(change):
                    self._link_hotfix(repository, change)

    def is_fix(self, repository: Repository, change: PullRequest) -> bool:
        """A merged pull request that is a hotfix or a revert."""
        return self.rules.is_hotfix(change) or self._is_revert(repository, change)

    def _is_revert(self, repository: Repository, change: PullRequest) -> bool:
        has_rule = any(rule["kind"] == "revert" for rule in self.rules.rules)
        return has_rule and bool(reverted_number(repository, change) or reverted_sha(change))

    def _link_reverts(self, release: Release) -> None:
        carried = changes_of(release, self._ownership)
        numbers = {change.number for change in carried}
        shas = {change.merge_commit_sha for change in carried} | self._direct(release)
        for change in release.repository.pull_requests:
            if not change.merged_at or not self._is_revert(release.repository, change):
                continue
            is_soon = timedelta() <= change.merged_at - release.finished_at <= INTERVENTION
            reverts_it = (
                reverted_number(release.repository, change) in numbers
                or reverted_sha(change) in shas
            )
            if is_soon and reverts_it:
                self._note(release, "revert", fix=change)

    def _direct(self, release: Release) -> set[str | None]:
        """Commits without a pull request, which belong to the service of a whole repository."""
        whole = self._ownership.of_whole_repository(release.repository.full_name)
        if whole != release.service:
            return set()
        return {commit.sha for commit in release.commits if commit.pull_request_number is None}

    def _note(
        self,
        release: Release,
        method: str,
        incident: Incident | None = None,
        fix: PullRequest | None = None,
    ) -> None:
        failure = self.failures[release.key]
        failure.methods.add(method)
        if incident:
            failure.incidents.append(incident)
        if fix:
            failure.fixes.append(fix)

    def _latest(self, service_id: str, before: datetime, within: timedelta) -> Iterator[Release]:
        """The service's latest change before an instant, if it was that recent."""
        earlier = [
            release
            for release in self.releases
            if release.service.service_id == service_id and release.finished_at < before
        ]
        if earlier and before - earlier[-1].finished_at <= within:
            yield earlier[-1]

    def _link_incident(self, incident: Incident) -> None:
        """Blame the release an incident names; one that names none found, the latest before it."""
        named = [
            release
            for release in self.releases
            if release.deployment.node_id in incident.named_deployments
            and timedelta() <= incident.declared_at - release.finished_at <= INTERVENTION
        ]
        for release in named:
            self._note(release, "explicit_id", incident=incident)
        for service_id in sorted(incident.services) if not named else ():
            for release in self._latest(service_id, incident.declared_at, SERVICE_WINDOW):
                self._note(release, "service_window", incident=incident)

    def _link_hotfix(self, repository: Repository, change: PullRequest) -> None:
        service = self._ownership.of_change(repository.full_name, change)
        if service:
            for release in self._latest(service.service_id, change.created_at, INTERVENTION):
                self._note(release, "hotfix", fix=change)


def place_failures(
    linking: Linking, ownership: Ownership, identities: Identities, placing: Placing
) -> None:
    """Both rates over change-carrying releases."""
    for release in linking.releases:
        team_id = ownership.owner(release.service, release.finished_at)
        carried = changes_of(release, ownership)
        mends = any(linking.is_fix(release.repository, change) for change in carried)
        for metric_id, counts in (
            ("change_fail_rate", release.key in linking.failures),
            ("deploy_rework_rate", mends),
        ):
            item = Item(
                key=release.key,
                people=starters(release, identities),
                numerator=float(counts),
                denominator=1.0,
            )
            placing.add(metric_id, team_id, release.finished_at, item)
