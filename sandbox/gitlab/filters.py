"""Which records of a list are asked for, and in which order.

Belongs here: the parameters that lists share. Does not belong here: pages (`paging`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Parameters = Mapping[str, Any]


class BadParameter(Exception):  # noqa: N818 - a refusal, not an error of the sandbox
    """A parameter that GitLab refuses; the text is GitLab's."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a list may be ordered.

    Attributes:
        fields: What `order_by` may say.
        default: The field it is ordered by unless asked otherwise.
        sort: The direction unless asked otherwise.
    """

    fields: tuple[str, ...]
    default: str
    sort: str


NOTEABLES = Order(("created_at", "updated_at", "title"), "created_at", "desc")
NOTES = Order(("created_at", "updated_at"), "created_at", "desc")
PIPELINES = Order(("id", "status", "ref", "updated_at", "user_id"), "id", "desc")
DEPLOYMENTS = Order(("id", "iid", "created_at", "updated_at", "ref", "finished_at"), "id", "asc")
PROJECTS = Order(("id", "name", "path", "created_at", "last_activity_at"), "created_at", "desc")


def ordered(records: Iterable[Any], parameters: Parameters, order: Order) -> list[Any]:
    """The records in the order asked for; ties by id.

    Raises:
        BadParameter: That order is not offered.
    """
    name, sort = parameters.get("order_by", order.default), parameters.get("sort", order.sort)
    if name not in order.fields:
        raise BadParameter("order_by does not have a valid value")
    if sort not in {"asc", "desc"}:
        raise BadParameter("sort does not have a valid value")

    def key(record: Any) -> tuple[Any, int]:
        return getattr(record, name, None) or record.created_at, record.id

    return sorted(records, key=key, reverse=sort == "desc")


def within(records: Iterable[Any], parameters: Parameters) -> list[Any]:
    """The records whose instants lie within the bounds asked for, bounds included."""
    found = list(records)
    for field in ("created_at", "updated_at"):
        stem = field.removesuffix("_at")
        after = moment(parameters, f"{stem}_after")
        before = moment(parameters, f"{stem}_before")
        if after is not None:
            found = [record for record in found if getattr(record, field) >= after]
        if before is not None:
            found = [record for record in found if getattr(record, field) <= before]
    return found


def noteables(records: Iterable[Any], parameters: Parameters) -> list[Any]:
    """Merge requests or issues in the state, by the author and with the numbers asked for."""
    state = parameters.get("state", "all")
    if state not in {"all", "opened", "closed", "locked", "merged"}:
        raise BadParameter("state does not have a valid value")
    iids = {str(iid) for iid in parameters.get("iids[]", ())}
    return [
        record
        for record in within(records, parameters)
        if state in {"all", record.state} and (not iids or str(record.iid) in iids)
    ]


def moment(parameters: Parameters, name: str) -> datetime | None:
    """An instant that a parameter names, if it is given.

    Raises:
        BadParameter: It is no instant.
    """
    text = parameters.get(name)
    if not text:
        return None
    try:
        found = datetime.fromisoformat(str(text).replace(" ", "+"))
    except ValueError as error:
        raise BadParameter(f"{name} is invalid") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
