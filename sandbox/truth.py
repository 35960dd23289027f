"""The ground truth of a world as JSON: raw events, never a metric's value.

Belongs here: the plain form of every record. Does not belong here: any computation from them.

Names are those of the records in `sandbox.world` and `sandbox.directory`. An account is
`{"login", "kind"}` or null; an instant is ISO text ending in `Z`, a date `YYYY-MM-DD`. Pull
requests and issues also carry what the records derive (`state`, `head_sha`, `additions`,
`deletions`).
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sandbox.inputs import organisation_document
from sandbox.world import Account, Issue, PullRequest, World

_DERIVED: dict[type[Any], tuple[str, ...]] = {
    PullRequest: ("state", "head_sha", "additions", "deletions"),
    Issue: ("state",),
}


def write(world: World, path: str | Path) -> None:
    """Write the truth to a file; the same world gives the same bytes."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document(world), ensure_ascii=False)
    target.write_text(text + "\n", encoding="utf-8")


def document(world: World) -> dict[str, Any]:
    """The truth as plain dicts, lists, texts and numbers."""
    return {
        "scenario": world.scenario,
        "seed": world.seed,
        "as_of": _plain(world.as_of),
        "organisation": _plain(organisation_document(world)),
        "github_organisation": _plain(world.organisation),
        "roster": _plain(world.directory.roster),
        "identities": _plain(world.directory.identities),
        "repositories": _plain(world.repositories),
        "episodes": _plain(world.episodes),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Account):
        return {"login": value.login, "kind": value.kind}
    if is_dataclass(value) and not isinstance(value, type):
        return _record(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return _time(value) if isinstance(value, date) else value


def _time(value: date) -> str:
    """ISO text of an instant (datetimes are dates too) or of a date."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat()


def _record(record: Any) -> dict[str, Any]:
    names = [field.name for field in fields(record)]
    names += _DERIVED.get(type(record), ())
    return {name: _plain(getattr(record, name)) for name in names}
