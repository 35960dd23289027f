"""Departures from an OpenAPI description, and which of them are known and why.

Here: one departure, and setting known ones aside. Not here: finding them (``openapi.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Problem:
    """One way in which a request or an answer departs from the description.

    Attributes:
        operation: Method and described path, such as ``GET /incidents/{id}``.
        where: ``path``, ``query <name>``, ``body``, ``body.<member>...``, ``<status>`` or
            ``<status>.<member>...``; members of a list are ``[]`` whatever their place.
        text: What is wrong, in one line.
    """

    operation: str
    where: str
    text: str


class Exceptions:
    """What a description is known to say wrongly, or what we knowingly do beside it.

    Args:
        reasons: Why, by the operation and the place of a problem; both may be shell patterns
            in which ``[`` stands for itself.
    """

    def __init__(self, reasons: Mapping[tuple[str, str], str]) -> None:
        self._reasons = reasons
        self._met: set[tuple[str, str]] = set()

    def unexplained(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return the problems that no exception covers."""
        return [problem for problem in problems if not self._covers(problem)]

    def unmet(self) -> set[tuple[str, str]]:
        """Return the exceptions that covered nothing so far: they are not needed."""
        return set(self._reasons) - self._met

    def _covers(self, problem: Problem) -> bool:
        covering = {
            (operation, where)
            for operation, where in self._reasons
            if fnmatchcase(problem.operation, operation.replace("[", "[[]"))
            and fnmatchcase(problem.where, where.replace("[", "[[]"))
        }
        self._met |= covering
        return bool(covering)
