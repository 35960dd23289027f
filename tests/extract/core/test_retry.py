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


@pytest.mark.parametrize("payload", [None, [], "text", {"message": None}, {"message": 5}])
def test_a_body_without_a_message_is_no_obstacle(payload: object) -> None:
    assert judge(Answer(403, {}, payload)).reason == "HTTP 403"
