"""What GitHub should send us.

Here: one builder a stream, named like it. Not here: allowed values (`sig_schema_drift`).

Only what GitHub's own server guarantees is expected. A git author may write any date, so nothing
is said of `authored_at` and `committed_at` but that they are there.
"""

from __future__ import annotations

from collections.abc import Callable

from expectations.suite import (
    Suite,
    between,
    known,
    known_where,
    matching,
    not_negative,
    ordered,
    suite,
)

OBJECT_NAME = r"^([0-9a-f]{40}|[0-9a-f]{64})$"
REPOSITORY = r"^[^/\s]+/[^/\s]+$"


def _repository() -> tuple[object, ...]:
    return (*known("repository"), *matching("repository", REPOSITORY, "owner/name"))


def _object_name(column: str) -> tuple[object, ...]:
    return matching(column, OBJECT_NAME, "a full git object name")
