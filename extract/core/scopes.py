"""Reads one scope after the other, and knows which failures end a run.

Belongs here: the order and what a failure stops. Does not belong here: reading a scope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from extract.core.errors import (
    AuthenticationError,
    ExtractError,
    LandingError,
    SettingsError,
    UnavailableError,
    WaitBudgetError,
)
from extract.core.progress import Progress

STOPPING = (AuthenticationError, SettingsError, WaitBudgetError, LandingError)
"""Failures after which no other scope would fare better."""


def read_scopes(
    scopes: Iterable[str],
    read: Callable[[str], None],
    progress: Progress,
    explain: Callable[[str, ExtractError], str] | None = None,
) -> list[str]:
    """Read every scope, going on after a failure that concerns only one of them.

    Args:
        scopes: Repositories, projects, or whatever the tool is divided into.
        read: Reads and lands one.
        progress: Shows which one is being read.
        explain: Words a problem for people; ``scope: error`` by default.

    Returns:
        One line for each scope that could not be read completely.

    Raises:
        ExtractError: A failure that concerns the whole run, or the second scope in a row for
            which the tool gave no usable answer.
    """
    problems: list[str] = []
    unavailable = 0
    for scope in scopes:
        progress.describe(scope)
        try:
            read(scope)
            unavailable = 0
        except STOPPING:
            raise
        except ExtractError as error:
            problems.append(explain(scope, error) if explain else f"{scope}: {error}")
            unavailable += isinstance(error, UnavailableError)
            if unavailable > 1:
                raise
    return problems
