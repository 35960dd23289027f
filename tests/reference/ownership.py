"""Which service a change belongs to, and which team owns a service at an instant.

Belongs here: services, paths and owners. Does not belong here: people (`identity.py`).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from tests.reference.identity import is_in_force
from tests.reference.organisation import Organisation, as_date
from tests.reference.records import PullRequest


@dataclass(frozen=True)
class Service:
    """A service: a path of a repository, with its production environments."""

    service_id: str
    repository: str
    path_prefix: str
    environments: frozenset[str]
    owners: tuple[tuple[str, date, date | None], ...]

    def holds(self, path: str) -> bool:
        """Whether a file lies under the service's folder (`api` does not hold `api-v2/x`)."""
        folder = self.path_prefix.rstrip("/")
        return not folder or path == folder or path.startswith(f"{folder}/")


class Ownership:
    """The services of an organisation."""

    def __init__(self, organisation: Organisation) -> None:
        self.services = tuple(
            Service(
                service_id=entry["service_id"],
                repository=entry["repository"],
                path_prefix=entry.get("path_prefix") or "",
                environments=frozenset(entry["production_environments"]),
                owners=tuple(
                    (
                        owner["team_id"],
                        as_date(owner["valid_from"]),
                        as_date(owner["valid_to"]) if owner.get("valid_to") else None,
                    )
                    for owner in entry["owners"]
                ),
            )
            for entry in organisation.document["services"]
        )

    def of_repository(self, repository: str) -> list[Service]:
        """The services that live in a repository."""
        return [service for service in self.services if service.repository == repository]

    def of_path(self, repository: str, path: str) -> Service | None:
        """The service with the longest prefix of a path."""
        fitting = [each for each in self.of_repository(repository) if each.holds(path)]
        return max(fitting, key=lambda service: len(service.path_prefix), default=None)

    def of_whole_repository(self, repository: str) -> Service | None:
        """The service that a whole repository is."""
        return next((each for each in self.of_repository(repository) if not each.path_prefix), None)

    def of_change(self, repository: str, change: PullRequest) -> Service | None:
        """The service in which a pull request changes most lines; the first by id in a tie."""
        if not change.files:
            return self.of_whole_repository(repository)
        lines: Counter[str] = Counter()
        found = {}
        for file in change.files:
            service = self.of_path(repository, file.path)
            if service:
                found[service.service_id] = service
                lines[service.service_id] += file.lines
        if not found:
            return None
        return found[min(found, key=lambda service_id: (-lines[service_id], service_id))]

    def owner(self, service: Service | None, instant: datetime) -> str | None:
        """The team that owns a service on the UTC day of an instant."""
        for team_id, valid_from, valid_to in service.owners if service else ():
            if is_in_force(valid_from, valid_to, instant.date()):
                return team_id
        return None
