"""Rules between the entries of organisation.yml that a schema cannot say.

Here: one function a section, from entries the schema accepts to findings by the entry's prefix.
Of two entries that exclude each other the first stays and the later one is wrong.
Not here: what one entry must look like (schemas/organisation.schema.json).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from extract.sources.file_drops.entries import Entry, interval_findings
from extract.sources.file_drops.schema import Finding, Path

Findings = dict[str, list[Finding]]
Check = Callable[[Sequence[Entry]], Findings]


def declared(entries: Sequence[Entry], column: str) -> frozenset[str]:
    """Every name that stands in a column of a section, in right and in wrong entries."""
    named = (entry.value.get(column) for entry in entries if isinstance(entry.value, dict))
    return frozenset(name for name in named if isinstance(name, str))


def team_findings(entries: Sequence[Entry], team_ids: Collection[str]) -> Findings:
    """Repeated teams and slugs, parents that do not exist or go in a circle, wrong calendars."""
    found = repeated(entries, lambda team: team["team_id"], "team_id", "team_id")
    found = _joined(found, _repeated_names(entries, _slugs, "GitHub team"))
    found = _joined(found, _repeated_names(entries, _aliases, "alias"))
    parents: dict[str, str | None] = {}
    for entry in entries:
        parents.setdefault(entry.value["team_id"], entry.value.get("parent_team_id"))
    for entry in entries:
        team = entry.value
        parent = team.get("parent_team_id")
        more = interval_findings(team.get("calendar", []), "calendar")
        if _in_circle(team["team_id"], parents):
            reason = "the team is its own parent, directly or through others"
            remedy = "Let parent_team_id of the topmost team be null"
            more.append(Finding(("parent_team_id",), parent, reason, remedy))
        elif parent is not None and parent not in team_ids:
            more.append(unknown_team(("parent_team_id",), parent))
        found[entry.prefix] = found.get(entry.prefix, []) + more
    return found


def service_findings(entries: Sequence[Entry], team_ids: Collection[str]) -> Findings:
    """Repeated services and paths, owners that do not exist or overlap."""
    found = repeated(entries, lambda service: service["service_id"], "service_id", "service_id")
    found = _joined(found, repeated(entries, _place, "path of the repository", "path_prefix"))
    found = _joined(found, _repeated_names(entries, _aliases, "alias"))
    for entry in entries:
        owners = entry.value["owners"]
        more = [
            unknown_team(("owners", place, "team_id"), owner["team_id"])
            for place, owner in enumerate(owners)
            if owner["team_id"] not in team_ids
        ]
        more += interval_findings(owners, "owners")
        found[entry.prefix] = found.get(entry.prefix, []) + more
    return found


def repeated(
    entries: Sequence[Entry], key: Callable[[Any], object], what: str, field: str = ""
) -> Findings:
    """The entries whose key an earlier entry has.

    Args:
        entries: entries of one section.
        key: what must be unique among them.
        what: how messages call the key.
        field: the field the finding points at; nothing for the entry itself.
    """
    first: dict[object, Entry] = {}
    found: Findings = {}
    for entry in entries:
        other = first.setdefault(key(entry.value), entry)
        if other is not entry:
            value = entry.value.get(field, "") if field else entry.value
            reason = f"the same {what} stands already in line {other.row_number} ({other.prefix})"
            path = (field,) if field else ()
            found[entry.prefix] = [Finding(path, value, reason, "Keep one of the two")]
    return found


def unknown_team(path: tuple[str | int, ...], team_id: object) -> Finding:
    """The finding that a team is named which organisation.yml does not have."""
    remedy = "Add the team to organisation.yml, or write one that stands there"
    return Finding(path, team_id, "organisation.yml has no such team", remedy)


def _place(service: dict[str, Any]) -> tuple[str, str]:
    return service["repository"].lower(), service.get("path_prefix", "").rstrip("/")


def _slugs(entry: Any) -> Iterator[tuple[Path, str]]:
    for place, slug in enumerate(entry.get("github_teams", [])):
        yield ("github_teams", place), slug


def _aliases(entry: Any) -> Iterator[tuple[Path, str]]:
    for source, names in entry.get("aliases", {}).items():
        for place, name in enumerate(names):
            yield ("aliases", source, place), f"{source}:{name}"


def _repeated_names(
    entries: Sequence[Entry], names: Callable[[Any], Iterator[tuple[Path, str]]], what: str
) -> Findings:
    """The names an earlier entry has: what a tool calls by one name belongs to one entry.

    Only services of one repository share a name: a tool that knows repositories cannot tell them
    apart, their folders do.
    """
    first: dict[str, Entry] = {}
    found: Findings = {}
    for entry in entries:
        for path, name in names(entry.value):
            owner = first.setdefault(name, entry)
            if owner is not entry and not _is_same_repository(owner.value, entry.value):
                reason = f"{owner.prefix} has this {what} already"
                finding = Finding(path, name, reason, "Keep one of the two")
                found.setdefault(entry.prefix, []).append(finding)
    return found


def _is_same_repository(one: Any, other: Any) -> bool:
    repository = one.get("repository")
    return repository is not None and repository.lower() == other["repository"].lower()


def _in_circle(team_id: str, parents: dict[str, str | None]) -> bool:
    """Whether the way up from a team comes back to it."""
    seen: set[str] = set()
    above = parents.get(team_id)
    while above is not None and above not in seen:
        if above == team_id:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


def _joined(one: Findings, other: Findings) -> Findings:
    return {prefix: one.get(prefix, []) + other.get(prefix, []) for prefix in {**one, **other}}
