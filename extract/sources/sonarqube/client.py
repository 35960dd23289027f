"""Speaks SonarQube's web API: one answer, or all pages of a list.

Belongs here: paging and its cap. Does not belong here: what is asked for, or how it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extract.core import fields
from extract.core.errors import RecordError
from extract.core.fields import Raw
from extract.core.http import HttpClient

REACHABLE = 10_000
"""Results that can be paged to; beyond them SonarQube refuses."""

_READINGS = 3
"""How often a list is read again because it changed between its pages."""


@dataclass
class Listed:
    """All pages of a list.

    Attributes:
        records: In the order of the pages, repeated ones included.
        total: How many there are, as last said.
        is_whole: Whether they are all there.
    """

    records: list[Any] = field(default_factory=list)
    total: int = 0
    is_whole: bool = True


class SonarqubeClient:
    """Asks one server.

    Args:
        http: How to send.
    """

    def __init__(self, http: HttpClient) -> None:
        self._http = http

    @property
    def request_count(self) -> int:
        """Requests sent so far, failed attempts included."""
        return self._http.request_count

    def get(self, path: str, parameters: Mapping[str, Any]) -> Raw:
        """Return one answer.

        Args:
            path: Below the address, such as ``/api/components/show``.
            parameters: Those without a value are left out.

        Raises:
            ExtractError: As ``HttpClient.send``; RecordError if the answer is no object.
        """
        given = {name: value for name, value in parameters.items() if value is not None}
        answer = self._http.get(path, given)
        try:
            return fields.record(answer.payload, "answer")
        except RecordError as error:
            raise RecordError(f"SonarQube's answer from {path}: {error}") from error

    def listed(
        self,
        path: str,
        parameters: Mapping[str, Any],
        name: str,
        size: int,
        key: Callable[[Any], Any],
    ) -> Listed:
        """Return a whole list, read again if it changed while it was read.

        Args:
            path: As of ``get``.
            parameters: As of ``get``.
            name: The key that the records of a page lie under.
            size: Records of a page.
            key: Tells the records apart.
        """
        found = Listed()
        for _ in range(_READINGS):
            found = self._once(path, parameters, name, size)
            distinct = len({key(record) for record in found.records})
            found.is_whole = distinct >= found.total
            if found.is_whole or found.total > REACHABLE:
                break
        return found

    def _once(self, path: str, parameters: Mapping[str, Any], name: str, size: int) -> Listed:
        found, page = Listed(), 1
        while True:
            answer = self.get(path, {**parameters, "p": page, "ps": size})
            found.records += records(answer, name, path)
            found.total = total(answer)
            if page * size >= min(found.total, REACHABLE):
                return found
            page += 1


def records(answer: Raw, name: str, path: str) -> list[Any]:
    """Return the records of a page; one without the list is no page.

    Raises:
        RecordError: The list is missing.
    """
    if answer.get(name) is None:
        raise RecordError(f"SonarQube's answer from {path} lacks its list of {name}")
    return fields.listed(answer, name)


def total(answer: Raw) -> int:
    """Return how many records there are in all; older endpoints say so outside of ``paging``."""
    paging = fields.child(answer, "paging")
    return fields.integer(answer if paging is None else paging, "total")
