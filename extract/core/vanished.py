"""Tells records that were deleted from records that we may no longer see.

Belongs here: the bound beyond which a loss is not believed. Does not belong here: listing.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from extract.core.errors import VisibilityError
from extract.core.source import RunRequest

_FEW = 10
_SHARE = 0.1


def vanished(known: Collection[Any], seen: Collection[Any], request: RunRequest) -> set[Any]:
    """Return the keys of records that were deleted: known, but no longer listed.

    A tool that takes a permission away often just lists less. So a large loss at once is not
    taken for deletions unless the run was told to.

    Args:
        known: Keys of the landed live records.
        seen: Keys of a complete listing.
        request: Says whether to believe a large loss.

    Raises:
        VisibilityError: More than ten records and more than a tenth are gone.
    """
    gone = set(known) - set(seen)
    if len(gone) > max(_FEW, _SHARE * len(known)) and not request.accept_deletions:
        raise VisibilityError(
            f"{len(gone)} of {len(known)} landed records are no longer listed; that looks like a "
            "lost permission, so they are kept. If they were deleted, run the source once with "
            "--accept-deletions."
        )
    return gone
