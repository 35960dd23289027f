"""Commits: typed, atomic, deduplicated; one run at a time; killed loads do not count."""

from __future__ import annotations

import errno
import json
import logging
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extract.core import dlt_load
from extract.core.clock import Clock
from extract.core.errors import LandingError, LockedError
from extract.core.landed import Landed
from extract.core.landing import Landing
from tests.extract.core.examples import EXAMPLE, PARTS, THINGS

AS_OF = datetime(2026, 1, 31, tzinfo=UTC)


def thing(key: str, **values: Any) -> dict[str, Any]:
    return {"thing_id": key, "repository": "a/b", "raw_json": "{}", **values}


def landed_in(home: Path) -> Landed:
    return Landed(home / "landing" / "example")


def test_columns_have_their_declared_types_even_where_every_value_is_null(tmp_path: Path) -> None:
    berlin = timezone(timedelta(hours=1))
    row = thing(
        "1",
        size=2,
        weight=0.5,
        is_new=True,
        made_on=date(2026, 1, 2),
        seen_at=datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=berlin),
    )
    with Landing(EXAMPLE, tmp_path, Clock(AS_OF)) as landing:
        assert landing.commit({"things": [row]}) == {"things": 1}
    files = str(tmp_path / "landing/example/things/*.parquet")
    parquet = duckdb.read_parquet(files)
    assert dict(zip(parquet.columns, map(str, parquet.types), strict=True)) == {
        "thing_id": "VARCHAR",
        "repository": "VARCHAR",
        "size": "BIGINT",
        "weight": "DOUBLE",
        "is_new": "BOOLEAN",
        "made_on": "DATE",
        "seen_at": "TIMESTAMP",
        "never_given": "VARCHAR",
        "raw_json": "VARCHAR",
        "is_deleted": "BOOLEAN",
        "extracted_at": "TIMESTAMP",
    }
    stored = landed_in(tmp_path).live_rows(THINGS)["1"]
    assert stored["seen_at"] == datetime(2026, 1, 2, 2, 4, 5, 6)  # noqa: DTZ001 - naive UTC
    assert stored["extracted_at"] == AS_OF.replace(tzinfo=None)


def test_state_comes_back_only_from_complete_loads(tmp_path: Path) -> None:
    with Landing(EXAMPLE, tmp_path) as landing:
        assert landing.read_state("a/b") == {}
        landing.commit({"things": [thing("1")]}, {"a/b": {"cursor": "x"}})
        assert landing.read_state("a/b") == {"cursor": "x"}
        landing.commit({"things": [thing("2")]}, {"a/b": {"cursor": "y"}})
    records = sorted((tmp_path / "landing/example/_dlt_loads").glob("*.jsonl"))
    records[-1].write_text(records[-1].read_text()[:20])
    with Landing(EXAMPLE, tmp_path) as landing:
        assert landing.read_state("a/b") == {"cursor": "x"}
        assert landing.known_keys(THINGS) == {"1"}


def test_files_of_killed_loads_are_ignored_and_cleaned(tmp_path: Path) -> None:
    with Landing(EXAMPLE, tmp_path) as landing:
        landing.commit({"things": [thing("1")]})
    orphan = tmp_path / "landing/example/things/1700000000.5.abc.parquet"
    orphan.write_bytes(b"cut short")
    leftover = tmp_path / "work/extract-example/example"
    leftover.mkdir(parents=True)
    assert landed_in(tmp_path).known_keys(THINGS) == {"1"}
    with Landing(EXAMPLE, tmp_path) as landing:
        assert not orphan.exists()
        assert not leftover.exists()
        landing.commit({"things": [thing("2")]})
        assert landing.known_keys(THINGS) == {"1", "2"}


def test_only_news_is_landed(tmp_path: Path) -> None:
    with Landing(EXAMPLE, tmp_path) as landing:
        landing.commit({"things": [thing("1", size=1), thing("2")]})
        assert landing.commit({"things": [thing("1", size=1), thing("2")]}) == {}
        assert landing.commit({"things": [thing("1", size=2), thing("2")]}) == {"things": 1}
        assert landing.commit({"things": [thing("1", size=1)]}) == {"things": 1}
        rows = landing.landed.live_rows(THINGS, columns=("size",))
        assert rows["1"] == {"thing_id": "1", "size": 1}


def test_of_several_rows_with_one_key_the_last_wins(tmp_path: Path) -> None:
    with Landing(EXAMPLE, tmp_path) as landing:
        assert landing.commit({"things": [thing("1", size=1), thing("1", size=2)]}) == {"things": 1}
        assert landing.landed.live_rows(THINGS)["1"]["size"] == 2


def test_a_frozen_clock_does_not_confuse_versions(tmp_path: Path) -> None:
    with Landing(EXAMPLE, tmp_path, Clock(AS_OF)) as landing:
        for size in (1, 2, 3):
            landing.commit({"things": [thing("1", size=size)]})
        assert landing.landed.live_rows(THINGS)["1"]["size"] == 3


def test_tombstones(tmp_path: Path) -> None:
    with Landing(EXAMPLE, tmp_path) as landing:
        landing.commit({"things": [thing("1"), thing("2")]})
        gone = [THINGS.tombstone("1"), THINGS.tombstone("unknown")]
        assert landing.commit({"things": gone}) == {"things": 1}
        assert landing.commit({"things": gone}) == {}
        assert landing.known_keys(THINGS, "a/b") == {"2"}
        assert landing.commit({"things": [thing("1")]}) == {"things": 1}
        assert landing.known_keys(THINGS, "a/b") == {"1", "2"}


def test_scopes_and_children(tmp_path: Path) -> None:
    with Landing(EXAMPLE, tmp_path) as landing:
        other = thing("2") | {"repository": "a/c"}
        parts = [{"part_id": "p", "thing_id": "1"}, {"part_id": "q", "thing_id": "2"}]
        landing.commit({"things": [thing("1"), other], "parts": parts}, scope="a/b")
        assert landing.known_keys(THINGS, "a/b") == {"1"}
        assert landing.known_keys(THINGS) == {"1", "2"}
        assert landing.landed.children(PARTS, "thing_id", ["1"]) == {"p": "1"}
        assert landing.landed.children(PARTS, "thing_id", []) == {}
        assert landing.rows_landed("things", "a/b") == 2
        assert landing.rows_landed("things", "a/c") == 0


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"size": "large"}, "things: a row does not fit the declared columns"),
        ({"unheard_of": 1}, r"things: undeclared columns \['unheard_of'\]"),
    ],
)
def test_a_row_that_does_not_fit_lands_nothing(
    tmp_path: Path, row: dict[str, Any], message: str
) -> None:
    with Landing(EXAMPLE, tmp_path) as landing:
        with pytest.raises(LandingError, match=message):
            landing.commit({"things": [thing("1"), thing("2", **row)]}, {"a/b": {"cursor": "x"}})
        assert landing.known_keys(THINGS) == set()
        assert landing.read_state("a/b") == {}


def test_dlts_schema_is_frozen(tmp_path: Path) -> None:
    with Landing(EXAMPLE, tmp_path) as landing:
        table = landing._table(THINGS, [thing("1")])
        extra = table.append_column("extra", table["thing_id"])
        with pytest.raises(LandingError, match="frozen"):
            landing._load({"things": extra})
        assert landing.known_keys(THINGS) == set()


def test_a_second_run_at_the_same_time_is_refused(tmp_path: Path) -> None:
    with (
        Landing(EXAMPLE, tmp_path),
        pytest.raises(LockedError, match="Another extraction of example"),
        Landing(EXAMPLE, tmp_path),
    ):
        pass
    with Landing(EXAMPLE, tmp_path):
        pass


def test_a_full_disk_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(*_: Any) -> None:
        cause = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        raise RuntimeError("pipeline step failed\nwith many lines") from cause

    with Landing(EXAMPLE, tmp_path) as landing:
        landing.commit({"things": [thing("1")]}, {"a/b": {"cursor": "x"}})
        monkeypatch.setattr(dlt_load, "run", no_space)
        with pytest.raises(LandingError, match="No space left on device") as caught:
            landing.commit({"things": [thing("2")]}, {"a/b": {"cursor": "y"}})
        assert "\n" not in str(caught.value)
        assert landing.known_keys(THINGS) == {"1"}
        assert landing.read_state("a/b") == {"cursor": "x"}


def test_a_home_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(LandingError, match="Cannot write to"), Landing(EXAMPLE, blocked):
        pass


def test_a_kill_inside_a_commit_leaves_no_half_load(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from tests.extract.core.examples import EXAMPLE\n"
        "from extract.core.landing import Landing\n"
        "from dlt.destinations.impl.filesystem.filesystem import FilesystemClient\n"
        "def die(*a, **k): os.kill(os.getpid(), 9)\n"
        "with Landing(EXAMPLE, Path(sys.argv[1])) as landing:\n"
        "    row = {'thing_id': '1', 'repository': 'a/b'}\n"
        "    landing.commit({'things': [row]}, {'a/b': {'cursor': 'x'}})\n"
        "    FilesystemClient.complete_load = die\n"
        "    row = {'thing_id': '2', 'repository': 'a/b'}\n"
        "    landing.commit({'things': [row]}, {'a/b': {'cursor': 'y'}})\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert killed.returncode == -9
    assert len(list((tmp_path / "landing/example/things").glob("*.parquet"))) == 2
    with Landing(EXAMPLE, tmp_path) as landing:
        assert landing.known_keys(THINGS) == {"1"}
        assert landing.read_state("a/b") == {"cursor": "x"}
        landing.commit({"things": [thing("2")]}, {"a/b": {"cursor": "y"}})
        assert landing.known_keys(THINGS) == {"1", "2"}


def test_landing_writes_only_below_home_and_reaches_out_to_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with Landing(EXAMPLE, tmp_path) as landing:
        landing.commit({"things": [thing("1")]})
    assert os.environ["RUNTIME__DLTHUB_TELEMETRY"] == "false"
    assert {path.name for path in tmp_path.iterdir()} == {"landing", "locks", "work"}
    assert list((tmp_path / "work").iterdir()) == []
    (record,) = (tmp_path / "landing/example/_dlt_loads").glob("*.jsonl")
    assert json.loads(record.read_text())["status"] == 0
