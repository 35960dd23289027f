"""What goes wrong in a run, or with the format of what it reads.

Here: permissions, tokens, pages, runs that stay away, fields and values. Not here: rows that are
wrong (`breakages_of_rows.py`).
"""

# ruff: noqa: S608 - every name is our own manifest's, and the database is in memory

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from bench.breakages import ENOUGH, Breakage, Planter
from bench.replay_streams import NO_RECORDS

SPOILED = "NEVER_SEEN_BEFORE"


class RunPlanter(Planter):
    """Plants what goes wrong in a run."""

    @property
    def _kinds(self) -> Sequence[Callable[[str], Iterator[Breakage]]]:
        return (self._run_breaks, self._stale, self._silent, self._format)

    def _run_breaks(self, source: str) -> Iterator[Breakage]:
        """A permission is gone, a token expired, a run stopped, pages are missing."""
        log = self._replay.streams[source, "extraction_log"].table
        latest = f"extracted_at = timestamp '{self._read_at}'"
        found = self._query(f"select distinct scope, stream from {log} where {latest} order by all")
        if not found:
            return
        scope, stream = self._random.choice(found)
        changed = f"update {log} set status = '%s', failure = %s, detail = '%s' where {latest}"
        one = f" and scope = '{scope}'"
        for kind, told, place in (
            ("permission lost", ("failed", "'permission'", "403"), one),
            ("token expired", ("failed", "'authentication'", "401"), ""),
            (
                "run cut short",
                ("partial", "null", "stopped early"),
                f"{one} and stream = '{stream}'",
            ),
        ):
            yield Breakage(kind, source, (changed % told + place,), (log,))
        counted = f"update {log} set expected_count = 200, known_count = 150 where {latest}{one}"
        yield Breakage("pages missing", source, (counted,), (log,))
        if len({scope for scope, _ in found}) > 1:
            hidden = f"delete from {log} where {latest}{one}"
            yield Breakage("scope hidden", source, (hidden,), (log,))

    def _stale(self, source: str) -> Iterator[Breakage]:
        log = self._replay.streams[source, "extraction_log"].table
        since = self._read_at - timedelta(days=2)
        yield Breakage(
            "source stale",
            source,
            (f"delete from {log} where extracted_at >= timestamp '{since}'",),
            (log,),
        )

    def _silent(self, source: str) -> Iterator[Breakage]:
        """Runs go on and are complete, and bring nothing any more."""
        streams = [s for s in self._records(source) if s.happened_at]
        since = f"timestamp '{self._read_at - timedelta(days=21)}'"
        if streams:
            statements = (
                f"delete from {s.table} where {s.happened_at} >= {since}" for s in streams
            )
            tables = tuple(s.table for s in streams)
            yield Breakage("extractor silent", source, tuple(statements), tables)

    def _format(self, source: str) -> Iterator[Breakage]:
        """A field vanishes, a value or a field is new."""
        fill, columns = "landing.column_fill", "landing.columns"
        places = ('"landing"."column_fill"', '"landing"."columns"')
        full = self._query(
            f"select stream, column_name from {fill} where source = '{source}' "
            f"and stream not in {NO_RECORDS} and column_name not like '\\_dlt%' escape '\\' "
            "and column_name not in ('raw_json', 'is_deleted', 'extracted_at') "
            f"group by all having bool_and(n_known = n_records) and sum(n_records) >= {ENOUGH} "
            "order by all"
        )
        if full:
            stream, column = self._random.choice(full)
            row = f"'{source}', '{stream}', '9999999999', '{column}', 0, 50"
            emptied = f"insert into {fill} values ({row})"
            of_column = f"source = '{source}' and stream = '{stream}' and column_name = '{column}'"
            yield Breakage("field empty", source, (emptied,), places[:1])
            yield Breakage(
                "field vanished", source, (f"delete from {columns} where {of_column}",), places[1:]
            )
            yield Breakage(
                "field new",
                source,
                (f"insert into {columns} values ('{source}', '{stream}', 'brand_new')",),
                places[1:],
            )
        enumerated = [
            (s.table, column)
            for s in self._records(source)
            for column in s.values
            if self._count(s, f"{column} is not null")
        ]
        if enumerated:
            table, column = self._random.choice(enumerated)
            one = f"(select min(rowid) from {table} where {column} is not null)"
            spoiled = f"update {table} set {column} = '{SPOILED}' where rowid = {one}"
            yield Breakage("value new", source, (spoiled,), (table,))
