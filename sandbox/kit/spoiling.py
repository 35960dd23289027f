"""True answers, damaged on the way.

Does not belong here: answers that stand in place of a true one (`sandbox.kit.gate`).
"""

import json
import time
from email.utils import formatdate
from typing import Any

from sandbox.kit.answers import Answer
from sandbox.kit.drift import pages
from sandbox.kit.faults import Fault


def spoiled(answer: Answer, fault: Fault, names: tuple[str, ...]) -> Answer:
    """The answer after the fault.

    Args:
        answer: A true answer.
        fault: One of `sandbox.kit.faults.SPOILING`.
        names: Keys under which the records of a page lie.
    """
    half = answer.body[: len(answer.body) // 2]
    if fault.kind == "truncated":
        # The client waits for the announced rest and sees the connection end.
        headers = {**answer.headers, "content-length": str(len(answer.body)), "connection": "close"}
        return Answer(answer.status, half, headers)
    if fault.kind == "malformed":
        return Answer(answer.status, half, answer.headers)
    if fault.kind == "skewed_clock":
        return late(answer, fault.seconds)
    return _shuffled(answer, fault.kind, names)


def late(answer: Answer, seconds: int) -> Answer:
    """The answer of a server whose clock is so many seconds ahead."""
    headers = {**answer.headers, "date": formatdate(time.time() + seconds, usegmt=True)}
    return Answer(answer.status, answer.body, headers)


def shuffle(page: list[Any], kind: str) -> None:
    """Repeat records of a page (`duplicated`), or turn their order around (`reordered`)."""
    if kind == "duplicated":
        page.extend(page[: len(page) // 2 + 1])
    else:
        page.reverse()


def _shuffled(answer: Answer, kind: str, names: tuple[str, ...]) -> Answer:
    if not answer.headers.get("content-type", "").startswith("application/json"):
        return answer
    content = json.loads(answer.body)
    for page in pages(content, names):
        shuffle(page, kind)
    body = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    return Answer(answer.status, body, answer.headers)
