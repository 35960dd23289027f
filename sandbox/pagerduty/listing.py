"""Parameters, bounds and pages of PagerDuty's lists.

Belongs here: reading a request, refusing it, cutting a page. Does not belong here: the records.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict

from sandbox.kit.answers import Answer, json_answer
from sandbox.pagerduty.limits import Limits

_INVALID = 2001
_ARGUMENTS = 2002

Parameters = MultiDict[str, str]


class Refusal(Exception):  # noqa: N818 - an answer, not an error of the sandbox
    """A request that PagerDuty answers with 400."""

    def __init__(self, code: int, message: str, *errors: str) -> None:
        super().__init__(message)
        self.answer = error(400, code, message, *errors)


def error(status: int, code: int, message: str, *errors: str) -> Answer:
    """A refusal in PagerDuty's words."""
    content: dict[str, Any] = {"code": code, "message": message}
    if errors:
        content["errors"] = list(errors)
    return json_answer({"error": content}, status)


def page(
    name: str,
    records: Sequence[Any],
    write: Callable[[Any], Any],
    parameters: Parameters,
    limits: Limits,
) -> Answer:
    """One page of a list.

    Args:
        name: The field that holds the records.
        records: All of them, in order.
        write: Makes JSON of one.
        parameters: Of the request: limit, offset, total.
        limits: What PagerDuty allows.

    Raises:
        Refusal: The page cannot be reached.
    """
    limit = min(_number(parameters, "limit", limits.default_page, 1), limits.page)
    offset = _number(parameters, "offset", 0, 0)
    if offset + limit > limits.reachable:
        raise Refusal(
            _ARGUMENTS,
            "Arguments Caused Error",
            f"Offset+limit exceeds maximum allowed value of {limits.reachable}.",
        )
    shown = records[offset : offset + limit]
    return json_answer(
        {
            name: [write(record) for record in shown],
            "limit": limit,
            "offset": offset,
            "more": offset + limit < len(records),
            "total": len(records) if parameters.get("total") == "true" else None,
        }
    )


def moment(parameters: Parameters, name: str) -> datetime | None:
    """An instant of a request; without an offset it counts as UTC.

    Raises:
        Refusal: It is none.
    """
    text = parameters.get(name)
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal(_INVALID, "Invalid Input Provided", f"{name} is not a date.") from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def incident_range(
    parameters: Parameters, limits: Limits, now: datetime
) -> tuple[datetime, datetime]:
    """The stretch of time that incidents are listed of: the last month if none is asked for.

    Raises:
        Refusal: It is too long, or ends before it begins.
    """
    if parameters.get("date_range") == "all":
        return datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    until = moment(parameters, "until")
    since = moment(parameters, "since")
    if until is None:
        # What happens at this very moment has happened.
        until = now + timedelta(seconds=1)
    if since is None:
        since = until - limits.default_range
    if until < since:
        raise Refusal(_INVALID, "Invalid Input Provided", "Until must come after since.")
    if until - since > limits.longest_range:
        raise Refusal(_INVALID, "Invalid Input Provided", "The range may span 6 months at most.")
    return since, until


def chosen(parameters: Parameters, name: str, value: str | None) -> bool:
    """Whether a list of wanted values (`name[]`) has this one, or is not given."""
    wanted = parameters.getlist(f"{name}[]")
    return not wanted or value in wanted


def _number(parameters: Parameters, name: str, default: int, least: int) -> int:
    text = parameters.get(name)
    if text is None:
        return default
    if not text.isdecimal() or int(text) < least:
        raise Refusal(_INVALID, "Invalid Input Provided", f"{name} must be a whole number.")
    return int(text)
