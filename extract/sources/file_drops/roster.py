"""What a roster must be beyond its schema: stays that follow each other, one post at most.

Here: the rules between the rows of inputs/roster.csv. Not here: its declaration (csv_files.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extract.sources.file_drops.entries import Interval, reversed_interval
from extract.sources.file_drops.schema import Finding
from extract.sources.file_drops.tables import Cells, Tables

# Shares written with two decimals may sum to a little above 1 in binary.
_FULL_TIME = 1 + 1e-9


def stay(row: Cells, tables: Tables) -> Finding | None:
    """What is wrong with a stay, seen beside the person's earlier rows."""
    interval = Interval.of(row)
    if interval.start >= interval.last:
        return reversed_interval(("valid_to",), row)
    earlier = tables.find("roster", person_id=row["person_id"])
    beside = [other for other in earlier if interval.overlaps(Interval.of(other))]
    for other in beside:
        if other["team_id"] == row["team_id"]:
            reason = f"the person is in this team already from {other['valid_from']}"
            remedy = "Give the earlier row a valid_to that is not after this valid_from"
            return Finding(("valid_from",), row["valid_from"], reason, remedy)
        if other["time_zone"] != row["time_zone"]:
            reason = f"another row of the same days says {other['time_zone']}"
            remedy = "Write one time zone for a person at a time"
            return Finding(("time_zone",), row["time_zone"], reason, remedy)
    total = _peak_share(row, beside)
    if total > _FULL_TIME:
        reason = f"with the person's other rows of the same days it makes {total:.2f} posts"
        return Finding(("fte",), row["fte"], reason, "Lower the shares to 1 together, or end one")
    return None


def _peak_share(row: Cells, beside: Sequence[Cells]) -> float:
    """The largest sum of shares on any day of a stay; it is reached on a day one of them begins."""
    stays = [row, *beside]
    starts = [max(Interval.of(row).start, Interval.of(stay).start) for stay in stays]
    shares = (sum(float(stay["fte"]) for stay in stays if _covers(stay, day)) for day in starts)
    return max(shares)


def _covers(stay: Cells, day: date) -> bool:
    interval = Interval.of(stay)
    return interval.start <= day < interval.last
