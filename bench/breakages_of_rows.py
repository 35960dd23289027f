"""What is wrong with rows although the run was whole.

Here: duplicates, clocks, units, registries, events that are missing. Not here: runs that break
(`breakages_of_runs.py`).
"""

# ruff: noqa: S608 - every name is our own manifest's, and the database is in memory

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta

from bench.breakages import ENOUGH, Breakage, Planter

ACTS: Mapping[str, Sequence[str]] = {
    "github": ("pull_requests", "pull_request_reviews", "issues", "pushes"),
    "gitlab": ("merge_requests", "merge_request_notes", "issues", "issue_notes"),
    "git": ("commits",),
    "jira": ("issues", "issue_changes"),
    "jenkins": ("builds",),
}
"""The streams that tell at what hours people and machines act."""
SIZES: Mapping[str, tuple[str, str, str]] = {
    "github": ("pull_requests", "additions", "merged_at"),
    "gitlab": ("jobs", "duration_seconds", "finished_at"),
    "jenkins": ("builds", "duration_milliseconds", "completed_at"),
    "jira": ("issues", "story_points", "resolved_at"),
    "junit": ("test_reports", "duration_seconds", "generated_at"),
}
"""A size of each source that tells one, and the instant from which it holds."""


class RowPlanter(Planter):
    """Plants rows that are wrong."""

    @property
    def _kinds(self) -> Sequence[Callable[[str], Iterator[Breakage]]]:
        return (self._duplicates, self._clock, self._drift, self._identities, self._files)

    def _duplicates(self, source: str) -> Iterator[Breakage]:
        """The newest rows come twice in one load, or all again under other keys."""
        recent = f"extracted_at >= timestamp '{self._read_at - timedelta(days=35)}'"
        large = [s for s in self._records(source) if self._count(s) >= ENOUGH and s.happened_at]
        if not large:
            return
        chosen = self._random.choice([s for s in large if self._count(s, recent)] or large)
        again = f"insert into {chosen.table} select * from {chosen.table} where {recent}"
        yield Breakage("rows doubled", source, (again,), (chosen.table,))
        key = (
            f"{chosen.key} || ' again'"
            if chosen.columns[chosen.key] == "varchar"
            else f"{chosen.key} + 1000000000000"
        )
        twins = (
            f"insert into {chosen.table} "
            f"select * replace ({key} as {chosen.key}) from {chosen.table}"
        )
        yield Breakage("records doubled", source, (twins,), (chosen.table,))

    def _clock(self, source: str) -> Iterator[Breakage]:
        """The tool's clock jumped as long ago as the check looks back.

        It looks back one week where that holds 100 acts, and up to four where less is done.
        """
        days = self._query(
            "select recent_days from intermediate.int_identity__site_hours "
            f"where source = '{source}' group by all order by sum(n_recent) desc limit 1"
        )
        looked_back = int(days[0][0]) if days else 28
        since = f"timestamp '{self._read_at - timedelta(days=looked_back)}'"
        streams = [self._replay.streams[source, name] for name in ACTS.get(source, ())]
        for hours in (2, -5) if streams else ():
            shift = f"interval '{hours} hours'"
            moved = tuple(
                f"update {s.table} set {s.happened_at} = {s.happened_at} + {shift} "
                f"where {s.happened_at} >= {since}"
                for s in streams
            )
            tables = tuple(s.table for s in streams)
            yield Breakage(
                f"clock moved {hours:+} h", source, moved, tables, is_alone=True, check_id="B6"
            )

    def _drift(self, source: str) -> Iterator[Breakage]:
        """A size is told in another unit, or has doubled."""
        if source not in SIZES:
            return
        name, column, told_at = SIZES[source]
        table = self._replay.streams[source, name].table
        since = f"timestamp '{self._read_at - timedelta(days=28)}'"
        for kind, factor in (("unit changed", 1000), ("sizes drift", 3)):
            grown = f"update {table} set {column} = {column} * {factor} where {told_at} >= {since}"
            yield Breakage(kind, source, (grown,), (table,), check_id="B11")

    def _identities(self, source: str) -> Iterator[Breakage]:
        """Four of five accounts are no longer registered."""
        identities = self._replay.streams["file_drops", "identities"].table
        lost = f"delete from {identities} where source = '{source}' and hash(account) % 5 != 0"
        if source in ACTS and self._query(f"from {identities} where source = '{source}' limit 1"):
            yield Breakage("identities lost", source, (lost,), (identities,))

    def _files(self, source: str) -> Iterator[Breakage]:
        """Services change hands; the ends of changes are lost."""
        if source == "file_drops":
            yield self._remap()
        elif source == "github":
            timeline = self._replay.streams["github", "pull_request_timeline"].table
            ends = "event_type in ('ClosedEvent', 'MergedEvent') and rowid % 3 = 0"
            lost = f"delete from {timeline} where {ends}"
            yield Breakage("closings lost", "github", (lost,), (timeline,))

    def _remap(self) -> Breakage:
        owners = self._replay.streams["file_drops", "service_owners"].table
        day = f"date '{self._read_at - timedelta(days=10):%Y-%m-%d}'"
        held = f"valid_from <= {day} and coalesce(valid_to > {day}, true)"
        ((giver,), (taker,)) = self._query(
            f"select distinct team_id from {owners} where {held} order by all limit 2"
        )
        new = f"service_owner_id || ' again' as service_owner_id, '{taker}' as team_id"
        its = f"from {owners} where team_id = '{giver}' and {held}"
        gains = f"insert into {owners} select * replace ({new}, {day} as valid_from) {its}"
        loses = f"update {owners} set valid_to = {day} where team_id = '{giver}' and {held}"
        return Breakage("team remapped", "file_drops", (gains, loses), (owners,))
