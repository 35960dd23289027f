"""The limits of the sandboxed GitLab; a test sets small ones to meet them soon.

Belongs here: the numbers. Does not belong here: keeping them (`paging`, `sandbox.kit.gate`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GitlabLimits:
    """What a server allows.

    Attributes:
        largest_page: The most records on a page, whatever is asked for.
        counted: Above so many records GitLab no longer says how many there are.
        offset: As far down a list as paging by number may go, where keyset paging is offered.
        requests_per_minute: For each token; None as on a self-managed server by default.
    """

    largest_page: int = 100
    counted: int = 10_000
    offset: int = 50_000
    requests_per_minute: int | None = None
