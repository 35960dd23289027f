"""Writes a landed lake again, as it would have been landed day by day.

Here: on which day a record was read, and in which version. Not here: building over it.

A record is read on the day of its last instant; one in ten comes up to nine days late. If it had
begun before that, it was read then, too, without what came later. One in two hundred is deleted
three days after. All files are written at once: a load counts from the instant its record lies in
the lake, so that a day is landed by landing records.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
from tqdm import tqdm

from bench.bulk.world import landed_files, last_read
from expectations.files import literal

RECORDS = "_dlt_loads"
LATE_DAYS = 9


@dataclass(frozen=True)
class Lake:
    """A lake of which the first days are landed.

    Attributes:
        folder: The landing folder.
        last: The instant at which the last day is read.
        days: How many days follow the first load, which holds everything before them.
        is_orderly: Nothing comes late, and nothing is deleted.
    """

    folder: Path
    last: datetime
    days: int
    is_orderly: bool = False

    def read_at(self, day: int) -> datetime:
        """When a day was read; day 0 is the first load."""
        return self.last - timedelta(days=self.days - day)

    def land(self, day: int) -> None:
        """Let the loads of a day count."""
        for record in self._waiting.glob(f"*/{self._load(day)}.jsonl"):
            folder = self.folder / record.parent.name / RECORDS
            folder.mkdir(parents=True, exist_ok=True)
            record.rename(folder / record.name)

    def take_back(self, day: int) -> None:
        """Let the loads of a day no longer count, as if they were not landed yet."""
        for record in self.folder.glob(f"*/{RECORDS}/{self._load(day)}.jsonl"):
            folder = self._waiting / record.parents[1].name
            folder.mkdir(parents=True, exist_ok=True)
            record.rename(folder / record.name)

    @classmethod
    def of(cls, original: Path, folder: Path, days: int, *, is_orderly: bool = False) -> Lake:
        """Write the files of all days of a landed lake; none of them counts yet.

        Raises:
            BulkError: `original` holds nothing.
        """
        streams = sorted({file.parent for file in landed_files(original)})
        lake = cls(folder, _utc(last_read(duckdb.connect(), original)), days, is_orderly)
        lake._write(streams)
        return lake

    def _write(self, streams: Sequence[Path]) -> None:
        connection = duckdb.connect(config={"threads": 2})
        for stream in tqdm(streams, desc=f"{self.days} days", unit="stream"):
            self._write_stream(connection, stream)
        for source in sorted({stream.parent for stream in streams}):
            shutil.copytree(source / "_dlt_version", self.folder / source.name / "_dlt_version")
            self._write_records(source.name)

    @property
    def _waiting(self) -> Path:
        return self.folder.parent / "records"

    def _load(self, day: int) -> str:
        return f"{self.read_at(day).timestamp():.1f}"

    def _write_records(self, source: str) -> None:
        (self._waiting / source).mkdir(parents=True)
        for day in range(self.days + 1):
            inserted = f"{self.read_at(day).isoformat()}+00:00"
            record = {"load_id": self._load(day), "status": 0, "inserted_at": inserted}
            file = self._waiting / source / f"{self._load(day)}.jsonl"
            file.write_text(json.dumps(record), encoding="utf-8")

    def _write_stream(self, connection: duckdb.DuckDBPyConnection, stream: Path) -> None:
        landed = f"read_parquet({literal(stream / '*.parquet')}, union_by_name = true)"
        described = connection.execute(f"describe from {landed}").fetchall()
        instants = [
            row[0]
            for row in described
            if row[1].startswith("TIMESTAMP") and row[0] != "extracted_at"
        ]
        connection.execute(
            f"create or replace temp table versions as {self._versions(landed, instants)}"
        )
        folder = self.folder / stream.parent.name / stream.name
        folder.mkdir(parents=True, exist_ok=True)
        found = connection.execute("select distinct day from versions order by day").fetchall()
        for (day,) in found:
            file = folder / f"{self._load(day)}.{stream.name}.parquet"
            connection.execute(
                f"""
                copy (
                    select * exclude (day) replace (
                        timestamp {literal_instant(self.read_at(day))} as extracted_at
                    )
                    from versions where day = {day}
                ) to {literal(file)} (format parquet, compression zstd)
                """  # noqa: S608 - our own days and paths
            )

    def _versions(self, landed: str, instants: list[str]) -> str:
        first = f"timestamp {literal_instant(self.read_at(0))}"
        last = f"timestamp {literal_instant(self.last)}"
        known = ", ".join(f'if("{name}" <= {last}, "{name}", null)' for name in instants) or "null"
        day = "least(greatest(coalesce(ceil(epoch({0} - {1}) / 86400), 0), 0), {2})::integer"
        ended = day.format(f"greatest({known}, null::timestamp)", first, self.days)
        begun = day.format(f"least({known}, null::timestamp)", first, self.days)
        read = f"{first} + to_days(day)"
        late = f"if(chance % 10 = 0, chance % {LATE_DAYS} + 1, 0)"
        late, doomed = ("0", "false") if self.is_orderly else (late, "chance % 200 = 7")
        earlier = ", ".join(f'if("{n}" <= {read}, "{n}", null) as "{n}"' for n in instants)
        replaced = f"replace ({earlier})" if earlier else ""
        return f"""
            with placed as (
                select
                    *,
                    {begun} as begun,
                    least({ended} + {late}, {self.days})::integer as ended,
                    {doomed} as is_doomed
                from (select *, hash(raw_json, extracted_at) % 100000 as chance from {landed})
            ),
            said as (
                select * exclude (chance, begun, ended, is_doomed), ended as day from placed
                union all
                select * {replaced}
                from (
                    select * exclude (chance, begun, ended, is_doomed), begun as day
                    from placed where begun < ended
                )
                union all
                select
                    * exclude (chance, begun, ended, is_doomed) replace (true as is_deleted),
                    least(ended + 3, {self.days})::integer as day
                from placed where is_doomed and ended < {self.days}
            )
            select * from said
        """  # noqa: S608 - our own columns and instants


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)


def literal_instant(instant: datetime) -> str:
    """An instant as SQL writes it."""
    return f"'{instant:%Y-%m-%d %H:%M:%S}'"
