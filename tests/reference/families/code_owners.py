"""Which teams a repository's pipelines, tests and changes count for.

Belongs here: owners of repositories, and the changes of default branches as git tells them. Does
not belong here: any metric.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.reference.context import Context


def owners_of_repository(context: Context, repository: str, instant: datetime) -> set[str]:
    """The teams that own a service of a repository on the UTC day of an instant."""
    services = context.ownership.of_repository(repository)
    owners = {context.ownership.owner(service, instant) for service in services}
    return {team_id for team_id in owners if team_id}


@dataclass(frozen=True)
class File:
    """A file that a change wrote in; `lines` are the numbers of the lines it wrote."""

    path: str
    path_before: str
    additions: int
    deletions: int
    lines: frozenset[int]


@dataclass
class Change:
    """A commit with one parent on a default branch."""

    repository: str
    sha: str
    committed_at: datetime
    files: list[File] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        """What tells it apart."""
        return self.repository, self.sha


def numbers(ranges: str | None) -> frozenset[int]:
    """The lines of `1-5,9`."""
    found: set[int] = set()
    for part in (ranges or "").split(","):
        first, _, last = part.partition("-")
        if first:
            found |= set(range(int(first), int(last or first) + 1))
    return frozenset(found)


def _is_written(file: Mapping[str, Any], generated: list[re.Pattern[str]]) -> bool:
    if file["file_type"] != "file" or file["is_binary"]:
        return False
    by_hand = not file["is_generated"] and not file["is_vendored"]
    return by_hand and not any(pattern.search(file["path"]) for pattern in generated)


def changes(context: Context) -> list[Change]:
    """The changes that touch a written file, by repository, commit date and id."""
    tool = context.tool("git")
    found: dict[str, Change] = {}
    for key, commit in tool.get("commits", {}).items():
        if commit["is_on_default_branch"] and not commit["is_merge"]:
            committed_at = datetime.fromisoformat(commit["committed_at"])
            repository = key.removesuffix(f":{commit['commit_sha']}")
            if committed_at <= context.as_of:
                found[key] = Change(repository, commit["commit_sha"], committed_at)
    patterns = [re.compile(text) for text in context.organisation.document["generated_paths"]]
    for key, file in tool.get("file_changes", {}).items():
        change = found.get(key.removesuffix(f":{file['path']}"))
        if change and _is_written(file, patterns):
            change.files.append(
                File(
                    path=file["path"],
                    path_before=file["old_path"] or file["path"],
                    additions=file["additions"],
                    deletions=file["deletions"],
                    lines=numbers(file.get("changed_lines")),
                )
            )
    written = [change for change in found.values() if change.files]
    return sorted(written, key=lambda change: (change.repository, change.committed_at, change.sha))


def owner_of_change(context: Context, change: Change) -> str | None:
    """The team of the service in which a change changes most lines; the first by id in a tie."""
    lines: Counter[str] = Counter()
    services = {}
    for file in change.files:
        service = context.ownership.of_path(change.repository, file.path)
        if service:
            services[service.service_id] = service
            lines[service.service_id] += file.additions + file.deletions
    if not services:
        return None
    most = min(services, key=lambda service_id: (-lines[service_id], service_id))
    return context.ownership.owner(services[most], change.committed_at)
