"""A tool that does not exist, made of the kit alone: it lists things.

Belongs here: the smallest tool there can be. Does not belong here: assertions.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, request

from sandbox.kit import control, gate
from sandbox.kit.answers import html_answer, json_answer
from sandbox.kit.dialect import Dialect
from sandbox.kit.gate import require, written
from sandbox.kit.service import Hosting, ToolService
from sandbox.kit.store import ChangeError, Truth

DIALECT = Dialect(
    unauthorised=lambda: json_answer({"message": "who are you?"}, 401),
    forbidden=lambda: json_answer({"message": "not for you"}, 403),
    limited=lambda seconds: json_answer({}, 429, {"retry-after": str(seconds)}),
    failed=html_answer,
    rate_headers=lambda limit, remaining, left: {"x-left": f"{remaining} of {limit}, {left:.0f} s"},
    list_names=("", "things"),
    deletable=("things",),
    drifting=(("state", "/things"),),
    permissions=frozenset({"things", "prices"}),
    limit=5,
    window_seconds=60,
)


class Things:
    """Numbered things with a state."""

    def __init__(self) -> None:
        self.things = {str(number): {"id": number, "state": "new"} for number in range(4)}
        self.touched = 0

    def truth(self) -> Truth:
        return {"things": {key: {"state": thing["state"]} for key, thing in self.things.items()}}

    def touch(self, share: float) -> int:
        self.touched += 1
        return max(1, round(share * len(self.things)))

    def delete(self, stream: str, key: str) -> None:
        if key not in self.things:
            raise ChangeError(f"there is no {stream} {key}")
        del self.things[key]


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def shop(clock: Clock) -> tuple[Flask, ToolService]:
    """The tool, freshly made."""
    things = Things()
    service = ToolService("shop", things, DIALECT, Hosting(clock=clock))
    app = Flask("shop")
    gate.install(app, service)
    app.register_blueprint(control.blueprint(service))

    @app.get("/things")
    def listed() -> Response:
        require("things")
        content: Any = {"things": list(things.things.values())}
        return written(json_answer(content["things"] if "bare" in request.args else content))

    return app, service
