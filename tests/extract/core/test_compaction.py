"""Small files become one a quarter; no row, version or load is lost, whenever it is killed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extract.core import compaction, small_files
from extract.core.clock import Clock
from extract.core.compaction import Compacted
from extract.core.errors import LandingError
from extract.core.landed import Landed
from extract.core.landed_sql import relation
from extract.core.landing import Landing
from extract.core.run import compact_source
from extract.core.settings import CoreSettings
from tests.extract.core.examples import EXAMPLE, PARTS, THINGS

FIRST = datetime(2026, 3, 29, 6, tzinfo=UTC)
NOW = datetime(2026, 4, 5, 6, tzinfo=UTC)
DAYS = 8
FILL = """
    select stream, load_id, column_name, n_known, n_records from ({found}) order by all
"""
Rows = list[tuple[Any, ...]]


class Killed(BaseException):
    """What a process that ends at once does not survive."""


def land(home: Path, load: str, at: datetime, keys: str, *, is_recorded: bool = True) -> None:
    """One load of one version of each thing, and a part, as dlt leaves them."""
    folder = home / "landing" / "example"
    stamp = {"extracted_at": at.replace(tzinfo=None), "is_deleted": False, "raw_json": "{}"}
    things = [
        {"thing_id": key, "repository": "a/b", "size": number, "weight": at.day / 3, **stamp}
        for number, key in enumerate(keys)
    ]
    for stream, rows in ((THINGS, things), (PARTS, [{"part_id": load, **stamp}])):
        (folder / stream.name).mkdir(parents=True, exist_ok=True)
        table = pa.Table.from_pylist(rows, schema=stream.schema)
        pq.write_table(table, folder / stream.name / f"{load}.0123456789.parquet")
    records = folder / "_dlt_loads"
    records.mkdir(exist_ok=True)
    record = {"load_id": load, "status": 0, "inserted_at": at.isoformat()}
    text = json.dumps(record)
    (records / f"example__{load}.jsonl").write_text(text if is_recorded else text[:20])


@pytest.fixture(name="home")
def home_with_a_week_of_loads(tmp_path: Path) -> Path:
    """Three days of one quarter, five of the next, the last one today's; and a killed load."""
    home = tmp_path / "o'home"
    for number in range(DAYS):
        land(home, f"17000000{number:02}.5", FIRST + timedelta(days=number), "ab" + "c" * number)
    land(home, "1700000099.5", FIRST, "z", is_recorded=False)
    return home


def settings(home: Path) -> CoreSettings:
    return CoreSettings(home, NOW, "off")


def compacted(home: Path, many: int = 2) -> Compacted | None:
    return compact_source(EXAMPLE, settings(home), many)


def landed(home: Path) -> Landed:
    return Landed(home / "landing" / "example")


def versions(home: Path) -> dict[str, Rows]:
    """Every row of every stream with the load it came in, as a reader finds it now."""
    found = {}
    for stream in (THINGS, PARTS):
        columns = ", ".join(f'"{name}"' for name in (*stream.schema.names, "_load_id"))
        rows = f"select {columns} from {relation(landed(home).files(stream))} order by all"
        found[stream.name] = duckdb.sql(rows).fetchall()
    return found


def names(home: Path, stream: str = "things") -> list[str]:
    return sorted(path.name for path in (home / "landing/example" / stream).glob("*.parquet"))


def test_every_row_keeps_its_key_version_and_load(home: Path) -> None:
    before, loads = versions(home), landed(home).records().loads
    assert len(before["things"]) == sum(range(2, 2 + DAYS))
    done = compacted(home)
    assert done is not None
    assert done.rows == sum(range(2, 1 + DAYS)) + DAYS - 1
    assert versions(home) == before
    assert landed(home).records().loads == loads
    # That load brings the thing several times; any of them is its latest version.
    latest = landed(home).live_rows(THINGS)["c"]["extracted_at"]
    assert latest == (FIRST + timedelta(days=DAYS - 1)).replace(tzinfo=None)


def test_of_each_quarter_one_file_is_left_and_today_is_left_alone(home: Path) -> None:
    done = compacted(home)
    assert done is not None
    today, first, second = names(home)
    assert today == f"17000000{DAYS - 1:02}.5.0123456789.parquet"
    assert first.startswith("compacted-2026Q1-")
    assert second.startswith("compacted-2026Q2-")
    (record,) = (home / "landing/example/_dlt_loads").iterdir()
    assert record.name.startswith("compaction__")
    # Two streams of two quarters, what was known of columns, and the record.
    assert done.files_after == 2 * 2 + 1 + 1
    assert done.files_before == 2 * (DAYS - 1) + DAYS
    assert landed(home).orphans() == []


def test_as_long_as_no_stream_has_many_files_nothing_is_touched(home: Path) -> None:
    before = names(home)
    assert compacted(home, many=DAYS - 1) is None
    assert set(names(home)) == set(before) - {"1700000099.5.0123456789.parquet"}
    assert compact_source(EXAMPLE, settings(home / "elsewhere"), 1) is None


def test_the_file_of_the_quarter_takes_in_what_comes_later(home: Path) -> None:
    compacted(home)
    for number in range(DAYS, DAYS + 4):
        land(home, f"17000000{number:02}.5", FIRST + timedelta(days=number), "ab")
    before = versions(home)
    later = CoreSettings(home, NOW + timedelta(days=10), "off")
    done = compact_source(EXAMPLE, later, 2)
    assert done is not None
    assert versions(home) == before
    assert [name[:16] for name in names(home)] == ["compacted-2026Q1", "compacted-2026Q2"]
    assert len(list((home / "landing/example/_dlt_loads").iterdir())) == 1
    assert compact_source(EXAMPLE, later, 2) is None


def test_files_with_other_columns_stay_apart(home: Path) -> None:
    """What columns a stream has is read off its newest file, so no file may get more of them."""
    folder = home / "landing/example/things"
    for path in sorted(folder.glob("17000000*"))[:2]:
        pq.write_table(pq.read_table(path).drop_columns(["never_given"]), path)
    before = versions(home)
    compacted(home)
    assert versions(home) == before
    shapes = [tuple(pq.read_schema(folder / name).names) for name in names(home)]
    # Two of the first quarter, one of the second, and today's.
    assert len(shapes) == 4
    assert sum("never_given" not in shape for shape in shapes) == 1


def test_large_files_are_not_written_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(small_files, "SMALL_BYTES", 10)
    assert compacted(home) is None


def test_how_full_columns_were_is_kept_by_load(home: Path) -> None:
    folder = home / "landing/example"
    plain = [p for s in (THINGS, PARTS) for p in landed(home).files(s)][: DAYS - 1]
    expected = duckdb.sql(
        FILL.format(
            found=compaction._FILL.format(
                source="example",
                files=", ".join(f"'{str(p).replace(chr(39), chr(39) * 2)}'" for p in plain),
            )
        )
    ).fetchall()
    assert ("things", "1700000002.5", "size", 4, 4) in expected
    assert ("things", "1700000002.5", "never_given", 0, 4) in expected
    compacted(home)
    (kept,) = (folder / "_column_fill").iterdir()
    file = str(kept).replace("'", "''")
    found = duckdb.sql(
        FILL.format(found=f"select * from read_parquet('{file}') where stream = 'things'")
    ).fetchall()
    assert found == expected


def test_a_planted_loss_is_caught_before_anything_is_replaced(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = versions(home)
    whole = compaction.Compaction._copy

    def lossy(self: compaction.Compaction, query: str, target: Path) -> None:
        whole(self, f"select * from ({query}) limit 3", target)

    monkeypatch.setattr(compaction.Compaction, "_copy", lossy)
    with pytest.raises(LandingError, match=r"example\.things: merging 3 .* nothing was replaced"):
        compacted(home)
    assert versions(home) == before
    monkeypatch.undo()
    assert compacted(home) is not None
    assert versions(home) == before


def test_a_planted_change_of_one_value_is_caught(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = compaction.Compaction._copy

    def wrong(self: compaction.Compaction, query: str, target: Path) -> None:
        changed = "case when _load_id = '1700000004.5' and size = 2 then 7 else size end as size"
        is_thing = "things" in target.parts
        whole(self, f"select * replace ({changed}) from ({query})" if is_thing else query, target)

    monkeypatch.setattr(compaction.Compaction, "_copy", wrong)
    with pytest.raises(LandingError, match="would have changed rows"):
        compacted(home)


def test_a_full_disk_is_one_clear_error(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = versions(home)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(LandingError, match=r"No space left.*the next run tries again"):
        compacted(home)
    assert versions(home) == before


def steps(monkeypatch: pytest.MonkeyPatch, allowed: int) -> Callable[[], int]:
    """Kill at the step after so many: each is a call that changes what is on the disk."""
    done = 0

    def stepping(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            nonlocal done
            if done >= allowed:
                raise Killed
            done += 1
            return call(*args, **kwargs)

        return step

    monkeypatch.setattr(os, "replace", stepping(os.replace))
    monkeypatch.setattr(Path, "unlink", stepping(Path.unlink))
    monkeypatch.setattr(compaction.Compaction, "_copy", stepping(compaction.Compaction._copy))
    return lambda: done


def killed_homes(home: Path, tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A copy of the home for each step at which a compaction was killed."""
    allowed = 0
    while True:
        copy = tmp_path / f"killed-{allowed}"
        shutil.copytree(home, copy)
        with pytest.MonkeyPatch.context() as patched:
            count = steps(patched, allowed)
            try:
                compacted(copy, many=1)
            except Killed:
                assert count() == allowed
            else:
                return
        yield allowed, copy
        allowed += 1


def test_killed_at_any_step_it_neither_loses_nor_doubles_a_row(tmp_path: Path) -> None:
    home = tmp_path / "home"
    past = [1, 2, 3, 4]
    for number in (*past, DAYS - 1):
        land(home, f"17000000{number:02}.5", FIRST + timedelta(days=number), "ab" + "c" * number)
    before, loads = versions(home), landed(home).records().loads
    killed = 0
    for step, copy in killed_homes(home, tmp_path):
        assert versions(copy) == before, step
        assert landed(copy).records().loads == loads, step
        with Landing(EXAMPLE, copy, Clock(NOW)):
            assert landed(copy).orphans() == [], step
        assert versions(copy) == before, step
        compacted(copy, many=1)
        assert versions(copy) == before, step
        assert landed(copy).records().loads == loads, step
        assert len(names(copy)) == 3, step
        killed += 1
    # Five files are written and six put in their place; every old file and record is removed.
    assert killed == 5 + 6 + 2 * len(past) + len(past) + 1


def test_a_record_that_cannot_be_read_stops_before_anything_is_taken_for_an_orphan(
    home: Path,
) -> None:
    compacted(home)
    before = names(home)
    (record,) = (home / "landing/example/_dlt_loads").iterdir()
    whole = record.read_text()
    record.write_text(whole[:-20])
    with pytest.raises(LandingError, match=f"{record.name} cannot be read.*restore this file"):
        Landing(EXAMPLE, home, Clock(NOW)).__enter__()
    assert names(home) == before
    record.write_text(whole)
    with Landing(EXAMPLE, home, Clock(NOW)):
        assert names(home) == before


def test_of_dlts_schemas_the_newest_stay(home: Path) -> None:
    folder = home / "landing/example/_dlt_version"
    folder.mkdir()
    for number in range(20):
        (folder / f"example__17000000{number:02}.5__hash.jsonl").write_text("{}")
    with Landing(EXAMPLE, home, Clock(NOW)):
        left = sorted(path.name for path in folder.iterdir())
    assert left == [f"example__17000000{number}.5__hash.jsonl" for number in range(12, 20)]
