"""What GitHub says inside an answer of status 200, its settings and addresses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from extract.core.errors import (
    ExtractError,
    NotFoundError,
    PermissionDeniedError,
    RejectedError,
    SettingsError,
)
from extract.core.retry import Answer, Verdict
from extract.sources.github.client import judge_graphql
from extract.sources.github.settings import GithubSettings

COMPLETE = {"GITHUB_TOKEN": "canary", "GITHUB_ORGANISATION": "harbour"}


def failed(data: Any = None, **error: Any) -> Answer:
    return Answer(200, {}, {"data": data, "errors": [error]})


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (Answer(200, {}, {"data": {"a": 1}}), Verdict.ACCEPT),
        (failed(message="Something went wrong while executing your query."), Verdict.SHRINK),
        (failed({"a": 1}, message="Something went wrong", path=["a"]), Verdict.SHRINK),
        (failed(type="MAX_NODE_LIMIT_EXCEEDED", message="too many nodes"), Verdict.SHRINK),
        (failed(type="RATE_LIMITED", message="API rate limit exceeded"), Verdict.WAIT),
        (failed(message="You have exceeded a secondary rate limit."), Verdict.WAIT),
        (failed({"a": 1}, message="Field is broken", path=["a"]), Verdict.RETRY),
        (failed(), Verdict.RETRY),
        (Answer(200, {}, {"data": None}), Verdict.RETRY),
        (Answer(200, {}, {"errors": "odd"}), Verdict.RETRY),
        (Answer(200, {}, ["odd"]), Verdict.RETRY),
        (Answer(200, defect="HTML instead of JSON"), Verdict.RETRY),
        (Answer(502), Verdict.SHRINK),
        (Answer(403, {"retry-after": "1"}, {"message": "no"}), Verdict.WAIT),
    ],
)
def test_an_answer_with_errors_is_never_accepted(answer: Answer, verdict: Verdict) -> None:
    assert judge_graphql(answer).verdict is verdict


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ({"type": "NOT_FOUND", "message": "Could not resolve", "path": ["a"]}, NotFoundError),
        ({"type": "FORBIDDEN", "message": "no", "path": ["a"]}, PermissionDeniedError),
        ({"type": "INSUFFICIENT_SCOPES", "message": "read:org"}, PermissionDeniedError),
        ({"type": "INVALID_CURSOR_ARGUMENTS", "message": "bad cursor"}, RejectedError),
        ({"message": "Field 'x' doesn't exist", "locations": [{"line": 1}]}, RejectedError),
    ],
)
def test_refusals_inside_an_answer(error: dict[str, Any], expected: type[ExtractError]) -> None:
    judgement = judge_graphql(Answer(200, {}, {"data": None, "errors": [error]}))
    assert (judgement.verdict, judgement.error) == (Verdict.FAIL, expected)


def test_a_primary_limit_inside_an_answer_waits_for_the_reset() -> None:
    headers = {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": "1767693630",
        "date": "Tue, 06 Jan 2026 10:00:00 GMT",
    }
    error = {"type": "RATE_LIMITED", "message": "API rate limit exceeded"}
    assert judge_graphql(Answer(200, headers, {"errors": [error]})).wait_seconds == 31.0


def test_settings() -> None:
    settings = GithubSettings.from_environment(
        {
            **COMPLETE,
            "GITHUB_API_URL": "https://git.example/api/v3/",
            "GITHUB_REPOSITORIES": " harbour/a , harbour/b,harbour/a,",
            "GITHUB_JOB_HISTORY_DAYS": "30",
        }
    )
    assert settings.graphql_url == "https://git.example/api/graphql"
    assert settings.repositories == ("harbour/a", "harbour/b")
    assert settings.job_history == timedelta(days=30)
    assert "canary" not in repr(settings)
    assert "canary" not in repr(settings.tool())


def test_the_default_address_is_githubs() -> None:
    assert GithubSettings.from_environment(COMPLETE).graphql_url == "https://api.github.com/graphql"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("GITHUB_TOKEN", "", "GITHUB_TOKEN is not set"),
        ("GITHUB_TOKEN", "two words", "GITHUB_TOKEN holds characters no token has"),
        ("GITHUB_ORGANISATION", "", "GITHUB_ORGANISATION is not set"),
        ("GITHUB_ORGANISATION", "a/b", "GITHUB_ORGANISATION is 'a/b'"),
        ("GITHUB_API_URL", "api.github.com", "GITHUB_API_URL is 'api.github.com'"),
        ("GITHUB_API_URL", "http://git.example", "the token would travel unencrypted"),
        ("GITHUB_REPOSITORIES", "harbour/a,b", "GITHUB_REPOSITORIES holds 'b'"),
        ("GITHUB_JOB_HISTORY_DAYS", "a week", "GITHUB_JOB_HISTORY_DAYS is 'a week'"),
        ("GITHUB_JOB_HISTORY_DAYS", "99999", "GITHUB_JOB_HISTORY_DAYS is '99999'"),
    ],
)
def test_a_bad_setting_is_named(name: str, value: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message) as caught:
        GithubSettings.from_environment({**COMPLETE, name: value})
    assert "two words" not in str(caught.value)
