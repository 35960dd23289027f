"""A vendor changes its answers: fields vanish, come, or take values nobody knows.

Belongs here: changing the records of true answers from now on. Does not belong here: faults that
pass (`sandbox.kit.faults`).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.kit.answers import Answer
from sandbox.kit.faults import FaultError

KINDS = ("new_field", "new_value", "vanished_field")
NEW_VALUE = "a_value_nobody_knows"


@dataclass(frozen=True, slots=True)
class Drift:
    """What changes in every record of the answers whose path holds `match`.

    `field` may lead inward (`fields.status.name`), through lists as well.
    """

    kind: str
    field: str
    match: str = ""


def read_drift(entry: Any) -> Drift:
    """Check and read a change.

    Raises:
        FaultError: It cannot be made.
    """
    if not isinstance(entry, Mapping) or entry.get("kind") not in KINDS:
        raise FaultError(f"kind must be one of {', '.join(KINDS)}")
    if not isinstance(entry.get("field"), str) or not entry["field"]:
        raise FaultError("field must name a field of the records, such as state or user.type")
    unknown = set(entry) - set(Drift.__slots__)
    if unknown:
        raise FaultError(f"unknown keys: {', '.join(sorted(unknown))}")
    return Drift(**entry)


def drifted(answer: Answer, drifts: list[Drift], path: str, names: tuple[str, ...]) -> Answer:
    """The answer as the changed vendor gives it.

    Args:
        answer: A true answer.
        drifts: What has changed.
        path: What was asked for.
        names: Keys under which the records of a page lie.
    """
    wanted = [drift for drift in drifts if drift.match in path]
    if not wanted or not answer.headers.get("content-type", "").startswith("application/json"):
        return answer
    content = json.loads(answer.body)
    for drift in wanted:
        for record in records(content, names):
            change(record, drift)
    body = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    return Answer(answer.status, body, answer.headers)


def change(record: Any, drift: Drift) -> None:
    """Change one record as the vendor does from now on."""
    _change(record, drift.field.split("."), drift.kind)


def records(content: Any, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The records of a page; an answer without a list of them is a record itself."""
    for page in pages(content, names):
        yield from (record for record in page if isinstance(record, dict))
    if isinstance(content, dict) and not any(name in content for name in names if name):
        yield content


def pages(content: Any, names: tuple[str, ...]) -> Iterator[list[Any]]:
    """The lists of records in an answer."""
    if isinstance(content, list) and "" in names:
        yield content
    if isinstance(content, dict):
        for name in names:
            if name and isinstance(content.get(name), list):
                yield content[name]


def _change(record: Any, path: list[str], kind: str) -> None:
    if isinstance(record, list):
        for member in record:
            _change(member, path, kind)
    elif isinstance(record, dict) and len(path) > 1:
        _change(record.get(path[0]), path[1:], kind)
    elif isinstance(record, dict) and kind == "vanished_field":
        record.pop(path[0], None)
    elif isinstance(record, dict) and (kind == "new_field" or record.get(path[0]) is not None):
        record[path[0]] = NEW_VALUE
