"""What each kind of answer calls for: the table of the retry policy."""

from __future__ import annotations

import pytest

from extract.core.errors import (
    AuthenticationError,
    ExtractError,
    NotFoundError,
    PermissionDeniedError,
    RejectedError,
)
from extract.core.retry import Answer, Verdict, judge

DATE = "Tue, 06 Jan 2026 10:00:00 GMT"
AT_DATE = 1767693600
EXHAUSTED = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(AT_DATE + 90), "date": DATE}
SECONDARY = {"message": "You have exceeded a secondary rate limit. Please wait."}


@pytest.mark.parametrize(
    ("status", "headers", "message", "wait"),
    [
        (429, {}, None, None),
        (429, {"retry-after": "7"}, None, 7.0),
        (429, {**EXHAUSTED, "retry-after": "7"}, None, 7.0),
        (429, EXHAUSTED, None, 91.0),
        (429, {**EXHAUSTED, "x-ratelimit-remaining": "4000"}, SECONDARY, None),
        (429, {"ratelimit-remaining": "0", "ratelimit-reset": "30", "date": DATE}, None, 31.0),
        (403, EXHAUSTED, {"message": "API rate limit exceeded for user."}, 91.0),
        (403, {"retry-after": "30"}, {"message": "Forbidden"}, 30.0),
        (403, {"x-ratelimit-remaining": "4000"}, SECONDARY, None),
        (403, {}, {"message": "You have triggered an abuse detection mechanism."}, None),
        (429, {"retry-after": "soon"}, None, None),
        (429, {"x-ratelimit-remaining": "0"}, None, None),
    ],
)
def test_rate_limits_wait(
    status: int, headers: dict[str, str], message: object, wait: float | None
) -> None:
    judgement = judge(Answer(status, headers, message))
    assert (judgement.verdict, judgement.wait_seconds) == (Verdict.WAIT, wait)


def test_a_reset_that_has_passed_is_waited_for_one_second() -> None:
    headers = EXHAUSTED | {"x-ratelimit-reset": str(AT_DATE - 10)}
    assert judge(Answer(403, headers)).wait_seconds == 1.0


def test_without_the_tools_own_time_ours_is_used() -> None:
    headers = {name: value for name, value in EXHAUSTED.items() if name != "date"}
    received = {"x-received-at": str(AT_DATE + 80)}
    assert judge(Answer(403, headers | received)).wait_seconds == 11.0


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (410, RejectedError),
        (422, RejectedError),
        (499, RejectedError),
    ],
)
def test_refusals_fail_at_once(status: int, error: type[ExtractError]) -> None:
    headers = {"x-ratelimit-remaining": "4970"}
    judgement = judge(Answer(status, headers, {"message": "Resource not accessible"}))
    assert (judgement.verdict, judgement.error) == (Verdict.FAIL, error)
    assert judgement.reason == "Resource not accessible"


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (Answer(200, payload={}), Verdict.ACCEPT),
        (Answer(200, defect="HTML instead of JSON"), Verdict.RETRY),
        (Answer(500), Verdict.RETRY),
        (Answer(503, defect="HTML instead of JSON"), Verdict.RETRY),
        (Answer(502), Verdict.SHRINK),
        (Answer(504), Verdict.SHRINK),
        (Answer(0, defect="no answer in time", timed_out=True), Verdict.SHRINK),
        (Answer(0, defect="no connection"), Verdict.RETRY),
    ],
)
def test_failures_are_tried_again(answer: Answer, verdict: Verdict) -> None:
    assert judge(answer).verdict is verdict


@pytest.mark.parametrize("payload", [None, [], 7, {"message": None}, {"message": 5}])
def test_a_body_without_a_message_is_no_obstacle(payload: object) -> None:
    assert judge(Answer(403, {}, payload)).reason == "HTTP 403"


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"x-ratelimit-reset": "2026-01-06T10:00:30Z"}, 31.0),
        ({"ratelimit-reset": str(AT_DATE + 12)}, 13.0),
        ({"ratelimit-reset": "17"}, 18.0),
        ({"retry-after": "Tue, 06 Jan 2026 10:00:05 GMT"}, 5.0),
    ],
)
def test_each_tool_says_in_its_own_units_when_to_come_back(
    headers: dict[str, str], wait: float
) -> None:
    assert judge(Answer(429, {"date": DATE, **headers})).wait_seconds == wait


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({"errorMessages": ["No such project."], "errors": {}}, "No such project."),
        ({"error": {"message": "Invalid Input", "code": 2001}}, "Invalid Input"),
        ({"errors": [{"msg": "Unknown metric"}]}, "Unknown metric"),
        ({"error": "insufficient_scope", "error_description": "needs a scope"}, "needs a scope"),
    ],
)
def test_the_words_of_a_refusal_are_found_wherever_a_tool_puts_them(
    payload: object, said: str
) -> None:
    assert judge(Answer(400, {}, payload)).reason == said


def test_a_pause_that_a_failing_server_asks_for_is_kept() -> None:
    judgement = judge(Answer(503, {"retry-after": "9"}))
    assert (judgement.verdict, judgement.wait_seconds) == (Verdict.RETRY, 9.0)
