"""Reads a list oldest first in windows, so that nothing can slip between its pages.

Belongs here: moving the window. Does not belong here: what is done with the records.

Paging by number loses records: one that is touched while we read moves to the end of the list,
and all after it move up by one, over the edge of a page we have read already. It also grows slow,
and is refused, far down a list. So the next request asks for what was touched since the last
record of the page, again as the first page. Only where a whole page has one and the same time
does it follow the ``Link`` to the page after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from extract.core import fields
from extract.core.errors import RecordError
from extract.sources.gitlab.client import GitlabClient, Page, Question

_PRECISION = timedelta(milliseconds=1)
"""GitLab shows milliseconds and compares microseconds, and may mean "at" or only "after"."""


@dataclass(frozen=True)
class Window:
    """A list that can be read oldest first.

    Attributes:
        path: Below the API's base URL.
        parameters: That choose the records.
        order: The field it is ordered by, ``updated_at`` or ``created_at``.
        filter_name: The parameter that leaves out what is older.
        id_field: What tells records apart.
    """

    path: str
    parameters: dict[str, Any]
    order: str = "updated_at"
    filter_name: str = "updated_after"
    id_field: str = "id"

    def question(self, after: datetime) -> Question:
        """Return the first question for what is not older than an instant (naive UTC)."""
        parameters = {
            **self.parameters,
            "order_by": self.order,
            "sort": "asc",
            self.filter_name: f"{after.isoformat(timespec='milliseconds')}Z",
        }
        return Question(self.path, parameters)

    def value(self, raw: Any) -> datetime | None:
        """Return what a record is ordered by; None for one that cannot be parsed."""
        try:
            return fields.optional_instant(fields.record(raw, self.path), self.order)
        except RecordError:
            return None


def read(
    client: GitlabClient, window: Window, after: datetime, first: Page | None = None
) -> Iterator[list[Any]]:
    """Yield the records of a list page by page, each version of a record once.

    Args:
        client: Asks GitLab.
        window: The list.
        after: Leave out what is older (naive UTC).
        first: The answer to the first question, if it has been asked already.

    Raises:
        ExtractError: As ``HttpClient.send``.
    """
    page = first or client.page(window.question(after))
    seen: set[tuple[Any, datetime | None]] = set()
    while True:
        following = page.next_url
        versions = [(_identity(raw, window), window.value(raw)) for raw in page.records]
        yield [
            raw
            for raw, version in zip(page.records, versions, strict=True)
            if version[0] is None or version not in seen
        ]
        seen |= set(versions)
        if following is None:
            return
        reached = max((value for _, value in versions if value is not None), default=after)
        if reached - _PRECISION > after:
            after = reached - _PRECISION
            seen = {version for version in versions if version[1] is None or version[1] >= after}
            page = client.page(window.question(after))
        else:
            page = client.after(following)


def _identity(raw: Any, window: Window) -> Any:
    return raw.get(window.id_field) if isinstance(raw, dict) else None
