"""True answers, damaged on the way.

Does not belong here: answers that stand in place of a true one (`sandbox.github.gate`).
"""

import json
from typing import Any

from sandbox.github.answers import Answer

_WENT_WRONG = "Something went wrong while executing your query."


def spoiled(answer: Answer, kind: str) -> Answer:
    """The answer, cut off by the network, cut off by a proxy, or with one record missing."""
    half = answer.body[: len(answer.body) // 2]
    if kind == "truncated":
        # The client waits for the announced rest and sees the connection end.
        headers = {**answer.headers, "content-length": str(len(answer.body)), "connection": "close"}
        return Answer(answer.status, half, headers)
    if kind == "malformed":
        return Answer(answer.status, half, answer.headers)
    return _partial(answer)


def _partial(answer: Answer) -> Answer:
    content = json.loads(answer.body)
    path = _first_record(content.get("data"), [])
    if path is None:
        return answer
    holder: Any = content["data"]
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = None
    error = {"message": _WENT_WRONG, "path": path}
    content.setdefault("errors", []).append(error)
    body = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    return Answer(answer.status, body, answer.headers)


def _first_record(value: Any, path: list[str | int]) -> list[str | int] | None:
    """The path of the first record of the first connection that has one."""
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("nodes"), list) and value["nodes"]:
        return [*path, "nodes", 0]
    for name, inner in value.items():
        found = _first_record(inner, [*path, name])
        if found is not None:
            return found
    return None
