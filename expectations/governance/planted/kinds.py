"""Every kind of violation that is planted, and everything near a border.

Belongs here: the list, and trying it. Does not belong here: the kinds themselves.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from expectations.governance.planted import (
    borders,
    borders_of_persons,
    doors,
    leaks,
    orders,
    sums,
    watching,
)
from expectations.governance.planted.kind import Planted

PLANTED: tuple[Planted, ...] = (
    *orders.PLANTED,
    *sums.PLANTED,
    *leaks.PLANTED,
    *doors.PLANTED,
    *watching.PLANTED,
)
BORDERS: tuple[Planted, ...] = (*borders.BORDERS, *borders_of_persons.BORDERS)


def tried() -> dict[str, bool]:
    """Whether each kind is found."""
    found = {}
    for planted in PLANTED:
        with tempfile.TemporaryDirectory() as folder:
            found[planted.kind] = planted.is_found(Path(folder))
    return found
