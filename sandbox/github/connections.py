"""Pages of GraphQL connections: cursors that stay true while the data changes.

Belongs here: cutting a page out of an ordered list. Does not belong here: which records are in
the list and in what order (`sandbox.github.store`, `sandbox.github.resolvers`).

A cursor is a position: either (order value, id) or a plain offset for lists that never change
their order. A record that moves or vanishes between two pages therefore shifts nobody else.
"""

import base64
import binascii
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.github.errors import GraphQLRefusal
from sandbox.github.text import timestamp

Key = tuple[str, int]
_PREFIX = "cursor:v2:"


@dataclass(slots=True)
class Edge:
    """A record with the cursor after which the next page starts."""

    node: Any
    cursor: str
    role: str | None = None


class Page:
    """A connection's answer; it is its own `pageInfo`, so an unread cursor is never computed."""

    __slots__ = ("_cursor", "has_next_page", "has_previous_page", "nodes", "total_count")

    def __init__(
        self,
        nodes: Sequence[Any],
        total_count: int,
        bounds: tuple[bool, bool],
        cursor: Callable[[int], str],
    ) -> None:
        self.nodes = nodes
        self.total_count = total_count
        self.has_previous_page, self.has_next_page = bounds
        self._cursor = cursor

    @property
    def page_info(self) -> "Page":
        """This page."""
        return self

    @property
    def start_cursor(self) -> str | None:
        """The first record's cursor; `None` on an empty page."""
        return self._cursor(0) if self.nodes else None

    @property
    def end_cursor(self) -> str | None:
        """The last record's cursor; `None` on an empty page."""
        return self._cursor(len(self.nodes) - 1) if self.nodes else None

    @property
    def edges(self) -> list[Edge]:
        """The records with their cursors."""
        return [Edge(node, self._cursor(index)) for index, node in enumerate(self.nodes)]


class RoleEdges(Page):
    """A page of (account, role) pairs: the role stands on the edge."""

    __slots__ = ("_roles",)

    def __init__(self, page: Page) -> None:
        super().__init__(
            [account for account, _ in page.nodes],
            page.total_count,
            (page.has_previous_page, page.has_next_page),
            page._cursor,  # noqa: SLF001 - the same class
        )
        self._roles = [role for _, role in page.nodes]

    @property
    def edges(self) -> list[Edge]:
        """The accounts with cursor and role."""
        return [
            Edge(node, self._cursor(index), self._roles[index])
            for index, node in enumerate(self.nodes)
        ]


@dataclass(frozen=True, slots=True)
class Ordered:
    """Records in ascending order of their keys; `keys[i]` belongs to `records[i]`."""

    keys: Sequence[Key]
    records: Sequence[Any]

    @classmethod
    def of(cls, records: Sequence[Any], key: Callable[[Any], Key]) -> "Ordered":
        """`records`, sorted."""
        pairs = sorted(((key(record), record) for record in records), key=lambda pair: pair[0])
        return cls([pair[0] for pair in pairs], [pair[1] for pair in pairs])

    def where(self, keep: Callable[[Any], bool]) -> "Ordered":
        """The records that `keep` holds for, in the same order."""
        kept = [index for index, record in enumerate(self.records) if keep(record)]
        return Ordered([self.keys[i] for i in kept], [self.records[i] for i in kept])


def encode(position: Sequence[str | int]) -> str:
    """An opaque cursor."""
    return base64.b64encode((_PREFIX + json.dumps(list(position))).encode()).decode()


def decode(cursor: str, length: int) -> list[Any]:
    """The position in a cursor of `length` parts.

    Raises:
        GraphQLRefusal: the text is not a cursor of this kind of connection.
    """
    try:
        text = base64.b64decode(cursor, validate=True).decode()
        position = json.loads(text.removeprefix(_PREFIX))
    except (binascii.Error, ValueError):
        position = None
    if not isinstance(position, list) or len(position) != length:
        message = f"`{cursor}` does not appear to be a valid cursor."
        raise GraphQLRefusal("INVALID_CURSOR_ARGUMENTS", message)
    return position


def _cut(low: int, high: int, first: int | None, last: int | None) -> tuple[int, int]:
    """The half-open part of [low, high) that a page shows."""
    if first is not None:
        high = min(high, low + first)
    if last is not None:
        low = max(low, high - last)
    return low, max(low, high)


def keyed_page(ordered: Ordered, args: dict[str, Any], *, descending: bool = False) -> Page:
    """The page of `ordered` that first, last, after and before ask for."""
    keys, records, size = ordered.keys, ordered.records, len(ordered.records)
    low, high = 0, size
    floor, ceiling = args.get("after"), args.get("before")
    first, last = args.get("first"), args.get("last")
    if descending:
        floor, ceiling, first, last = ceiling, floor, last, first
    if floor is not None:
        low = bisect_right(keys, _key(floor))
    if ceiling is not None:
        high = bisect_left(keys, _key(ceiling))
    low, high = _cut(low, max(low, high), first, last)
    shown = range(low, high)
    bounds = (low > 0, high < size)
    if descending:
        shown, bounds = shown[::-1], bounds[::-1]
    return Page([records[i] for i in shown], size, bounds, lambda i: encode(keys[shown[i]]))


def _key(cursor: str) -> Key:
    value, number = decode(cursor, 2)
    if not isinstance(value, str) or not isinstance(number, int):
        message = f"`{cursor}` does not appear to be a valid cursor."
        raise GraphQLRefusal("INVALID_CURSOR_ARGUMENTS", message)
    return value, number


def timed_page(
    records: Sequence[Any], time_of: Callable[[Any], datetime], args: dict[str, Any]
) -> Page:
    """A page of records that already stand in order of time; no key is computed needlessly."""

    def key(index: int) -> Key:
        record = records[index]
        return timestamp(time_of(record)), getattr(record, "database_id", index)

    if args.get("after") or args.get("before"):
        return keyed_page(Ordered([key(i) for i in range(len(records))], records), args)
    low, high = _cut(0, len(records), args.get("first"), args.get("last"))
    bounds = (low > 0, high < len(records))
    return Page(records[low:high], len(records), bounds, lambda i: encode(key(low + i)))


def offset_page(records: Sequence[Any], args: dict[str, Any]) -> Page:
    """A page of a list whose order never changes; cursors count from 1."""
    size = len(records)
    after, before = args.get("after"), args.get("before")
    low = 0 if after is None else min(size, _offset(after))
    high = size if before is None else min(size, _offset(before) - 1)
    low, high = _cut(low, max(low, high), args.get("first"), args.get("last"))
    return Page(records[low:high], size, (low > 0, high < size), lambda i: encode([low + i + 1]))


def _offset(cursor: str) -> int:
    (offset,) = decode(cursor, 1)
    if not isinstance(offset, int) or offset < 1:
        message = f"`{cursor}` does not appear to be a valid cursor."
        raise GraphQLRefusal("INVALID_CURSOR_ARGUMENTS", message)
    return offset
