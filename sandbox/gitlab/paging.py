"""GitLab's two ways of paging: by number, and by keyset where it is offered.

Belongs here: cutting a list and naming the pages around it. Does not belong here: which records
a list has (`filters`).
"""

import base64
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sandbox.gitlab.dialect import error
from sandbox.gitlab.limits import GitlabLimits
from sandbox.kit.answers import Answer, json_answer

_DEFAULT_SIZE = 20
_KEYSET_REFUSAL = "Keyset pagination is not yet available for this type of request"
_CURSOR, _ID_AFTER = "cursor", "id_after"

Parameters = Mapping[str, Any]
Write = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list before it is cut into pages.

    Attributes:
        records: All of it, in order.
        write: One record to JSON.
        kind: GitLab's class of the records, where keyset paging is offered for them.
        is_counted: Whether GitLab counts the list at all.
    """

    records: Sequence[Any]
    write: Write
    kind: str | None = None
    is_counted: bool = True


def answer(listing: Listing, parameters: Parameters, address: str, limits: GitlabLimits) -> Answer:
    """The page that the parameters ask for."""
    size = min(_number(parameters, "per_page", _DEFAULT_SIZE), limits.largest_page)
    if parameters.get("pagination") == "keyset" and listing.kind is not None:
        return _keyset(listing, parameters, address, size)
    number = _number(parameters, "page", 1)
    if listing.kind is not None and number * size > limits.offset:
        return error(
            405,
            f"Offset pagination has a maximum allowed offset of {limits.offset} for requests that "
            f"return objects of type {listing.kind}. Remaining records can be retrieved using "
            "keyset pagination.",
        )
    return _numbered(listing, parameters, address, (number, size), limits)


def _numbered(
    listing: Listing,
    parameters: Parameters,
    address: str,
    page: tuple[int, int],
    limits: GitlabLimits,
) -> Answer:
    number, size = page
    total = len(listing.records)
    last = max(1, math.ceil(total / size))
    is_counted = listing.is_counted and total <= limits.counted
    links = {
        **({"prev": number - 1} if number > 1 else {}),
        **({"next": number + 1} if number < last else {}),
        "first": 1,
        **({"last": last} if is_counted else {}),
    }
    headers = {
        "link": _link(address, {n: {**parameters, "page": p} for n, p in links.items()}, size),
        "x-page": str(number),
        "x-per-page": str(size),
        "x-next-page": str(links.get("next", "")),
        "x-prev-page": str(links.get("prev", "")),
    }
    if is_counted:
        headers |= {"x-total": str(total), "x-total-pages": str(last)}
    shown = listing.records[(number - 1) * size : number * size]
    return json_answer([listing.write(record) for record in shown], headers=headers)


def _keyset(listing: Listing, parameters: Parameters, address: str, size: int) -> Answer:
    """Jobs lead on by a cursor, downwards only; projects by the last id."""
    by_cursor = listing.kind != "Project"
    ascending = parameters.get("sort") == "asc"
    if parameters.get("order_by") != "id" or (by_cursor and ascending):
        return error(405, _KEYSET_REFUSAL)
    records = sorted(listing.records, key=lambda record: record.id, reverse=not ascending)
    after = _after(parameters, by_cursor=by_cursor)
    if after is not None:
        records = [r for r in records if (r.id > after if ascending else r.id < after)]
    shown = records[:size]
    headers: dict[str, str] = {}
    if shown and (not by_cursor or len(records) > size):
        last = shown[-1].id
        name = _CURSOR if by_cursor else _ID_AFTER if ascending else "id_before"
        following = {**parameters, name: _cursor(last) if by_cursor else last}
        headers["link"] = _link(address, {"next": following}, size)
    return json_answer([listing.write(record) for record in shown], headers=headers)


def _cursor(last: int) -> str:
    text = json.dumps({"id": str(last), "_kd": "n"}, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode()


def _after(parameters: Parameters, *, by_cursor: bool) -> int | None:
    if not by_cursor:
        text = parameters.get(_ID_AFTER) or parameters.get("id_before")
        return int(text) if text else None
    text = parameters.get(_CURSOR)
    return int(json.loads(base64.urlsafe_b64decode(text))["id"]) if text else None


def _number(parameters: Parameters, name: str, default: int) -> int:
    text = str(parameters.get(name, ""))
    return (int(text) if text.isdecimal() else default) or default


def _link(address: str, pages: Mapping[str, Parameters], size: int) -> str:
    return ", ".join(
        f'<{address}?{urlencode({**parameters, "per_page": size}, doseq=True)}>; rel="{name}"'
        for name, parameters in pages.items()
    )
