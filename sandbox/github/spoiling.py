"""True answers, damaged on the way.

Does not belong here: answers that stand in place of a true one (`sandbox.github.gate`).
"""

import json
from typing import Any

from sandbox.github.faults import Fault
from sandbox.github.pages import pages
from sandbox.kit.answers import Answer
from sandbox.kit.spoiling import late, shuffle

_WENT_WRONG = "Something went wrong while executing your query."


def spoiled(answer: Answer, fault: Fault) -> Answer:
    """The answer after the fault, which is one of `sandbox.github.faults.SPOILING_KINDS`."""
    half = answer.body[: len(answer.body) // 2]
    if fault.kind == "truncated":
        # The client waits for the announced rest and sees the connection end.
        headers = {**answer.headers, "content-length": str(len(answer.body)), "connection": "close"}
        return Answer(answer.status, half, headers)
    if fault.kind == "malformed":
        return Answer(answer.status, half, answer.headers)
    if fault.kind == "skewed_clock":
        return late(answer, fault.seconds)
    if not answer.body:
        return answer
    return _partial(answer) if fault.kind == "partial" else _shuffled(answer, fault.kind)


def _shuffled(answer: Answer, kind: str) -> Answer:
    content = json.loads(answer.body)
    for page in pages(content):
        shuffle(page, kind)
    return _with_content(answer, content)


def _with_content(answer: Answer, content: Any) -> Answer:
    body = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    return Answer(answer.status, body, answer.headers)


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
    return _with_content(answer, content)


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
