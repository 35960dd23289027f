"""Where the records lie in an answer of GitHub's: in lists of REST, and in connections of GraphQL.

Belongs here: finding them. Does not belong here: changing or spoiling them
(`sandbox.github.spoiling`).
"""

import json
from collections.abc import Iterator
from typing import Any

from sandbox.kit.answers import Answer
from sandbox.kit.drift import Drift, change

_REST_LISTS = ("workflow_runs", "jobs")


def pages(content: Any) -> Iterator[list[Any]]:
    """The lists that a client pages through, outermost ones only.

    What hangs on a record keeps its order and comes once whatever moves between two pages; so does
    the answer to a question for a given `node` or for given ids.
    """
    if isinstance(content, list):
        yield content
    elif isinstance(content, dict):
        found = [content[name] for name in _REST_LISTS if isinstance(content.get(name), list)]
        yield from found
        if "pageInfo" in content and isinstance(content.get("nodes"), list):
            yield content["nodes"]
        else:
            for name, inner in content.items():
                if isinstance(inner, dict) and name != "node":
                    yield from pages(inner)


def records(content: Any) -> Iterator[dict[str, Any]]:
    """The records of an answer at any depth; a REST answer without a list is a record itself."""
    if isinstance(content, dict) and "data" in content:
        yield from _nodes(content["data"])
        return
    lists = list(pages(content))
    for found in lists or [[content]]:
        yield from (record for record in found if isinstance(record, dict))


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for member in value:
            yield from _nodes(member)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in {"nodes", "edges"} and isinstance(inner, list):
                yield from (record for record in inner if isinstance(record, dict))
            yield from _nodes(inner)


def drifted(answer: Answer, drifts: list[Drift], *names: str) -> Answer:
    """The answer as the changed vendor gives it.

    Args:
        answer: A true answer.
        drifts: What has changed.
        names: The path and the operation that were asked for; a change's `match` is part of one.
    """
    wanted = [drift for drift in drifts if any(drift.match in name for name in names)]
    if not wanted:
        return answer
    content = json.loads(answer.body)
    for drift in wanted:
        for record in records(content):
            change(record, drift)
    body = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    return Answer(answer.status, body, answer.headers)
