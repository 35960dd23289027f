"""Which failures end a run, and which only their scope."""

from __future__ import annotations

import pytest

from extract.core.errors import (
    AuthenticationError,
    ExtractError,
    PermissionDeniedError,
    UnavailableError,
)
from extract.core.progress import Progress
from extract.core.scopes import read_scopes


def reading(errors: dict[str, ExtractError], seen: list[str]):  # type: ignore[no-untyped-def]
    def read(scope: str) -> None:
        seen.append(scope)
        if scope in errors:
            raise errors[scope]

    return read


def test_a_scope_that_cannot_be_read_does_not_stop_the_others() -> None:
    seen: list[str] = []
    errors: dict[str, ExtractError] = {
        "b": PermissionDeniedError("no"),
        "c": UnavailableError("down"),
    }
    assert read_scopes("abcd", reading(errors, seen), Progress()) == ["b: no", "c: down"]
    assert seen == ["a", "b", "c", "d"]


def test_what_concerns_everything_ends_the_run() -> None:
    seen: list[str] = []
    with pytest.raises(AuthenticationError):
        read_scopes("abc", reading({"b": AuthenticationError("who?")}, seen), Progress())
    assert seen == ["a", "b"]


def test_a_tool_that_is_down_is_not_asked_for_every_scope() -> None:
    seen: list[str] = []
    down: dict[str, ExtractError] = {scope: UnavailableError("down") for scope in "abcd"}
    with pytest.raises(UnavailableError):
        read_scopes("abcd", reading(down, seen), Progress())
    assert seen == ["a", "b"]
