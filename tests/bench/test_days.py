"""A series of days is judged rightly: good ones hold, and each kind of bad one is told."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.days import __main__ as command
from bench.days import measuring, plan, verdicts
from bench.days.measuring import Left
from bench.days.verdicts import Played, Verdict
from bench.memory import PeakMemory
from extract.core.small_files import MANY_FILES

LEFT = Left({"dbt": 1900, "mirrors": 60, "landing": 400}, {"dbt": 9}, [], 12)
CHANCE = random.Random(7)  # noqa: S311 - reproducible, no secret


def series(days: int = 20, **changes: Callable[[int], Any]) -> list[Played]:
    """Days on which all is well, but for what is changed by the number of the day."""
    found = []
    for number in range(1, days + 1):
        noise = CHANCE.uniform(-15, 15)
        day = Played(number, "2026-05-01", 0, None, 0, 90 + noise, 900 + noise, "new", [], LEFT)
        found.append(replace(day, **{name: made(number) for name, made in changes.items()}))
    return found


def passed(days: Sequence[Played]) -> dict[str, bool | None]:
    return {verdict.what: verdict.passed for verdict in verdicts.verdicts(days)}


def files(name: str, made: Callable[[int], int]) -> Callable[[int], Left]:
    return lambda number: replace(LEFT, files={**LEFT.files, name: made(number)})


def test_of_good_days_every_verdict_holds() -> None:
    found = passed(series())
    assert found.pop("wall time, for information") is None
    assert set(found.values()) == {True}
    assert len(found) == 6


def failed(days: Sequence[Played]) -> list[str]:
    return [what for what, holds in passed(days).items() if holds is False]


def test_memory_that_grows_is_seen_through_noise() -> None:
    assert failed(series(90, megabytes=lambda n: 900 + 2 * n + CHANCE.uniform(-40, 40))) == [
        "no growth in memory"
    ]


def test_a_few_large_days_are_no_growth() -> None:
    assert failed(series(30, megabytes=lambda n: 3000 if n > 27 else 900)) == []


def test_days_that_were_disturbed_say_nothing_of_memory() -> None:
    days = series(30, megabytes=lambda n: 900 * n, faults=lambda _: 1)
    assert passed(days)["no growth in memory"] is None


@pytest.mark.parametrize("number", [1, 2, 4])
def test_of_too_few_days_no_growth_is_told(number: int) -> None:
    found = passed(series(number))
    assert found["no growth in memory"] is None
    assert found["no folder grows with every run"] is None


def test_an_orphan_may_lie_until_the_next_run_and_no_longer() -> None:
    def left(*days: int) -> Callable[[int], Left]:
        return lambda n: replace(
            LEFT, orphans=["landing/github/issues/1.5.a.parquet"] * (n in days)
        )

    assert failed(series(left=left(4, 9))) == []
    stayed = series(left=left(4, 5))
    assert failed(stayed) == ["no orphaned file outlives the next run"]
    assert "issues/1.5.a.parquet after day 5" in verdicts.orphans(stayed).detail


def test_small_files_that_are_not_merged_are_told() -> None:
    days = series(left=lambda n: replace(LEFT, most_small_files=MANY_FILES + (n == 11)))
    assert failed(days) == ["landing compacted"]
    assert "day 11" in verdicts.compacted(days).detail


@pytest.mark.parametrize("name", verdicts.BOUNDED)
def test_a_folder_that_grows_with_every_run_is_told(name: str) -> None:
    days = series(60, left=files(name, lambda n: 2000 + 10 * n))
    assert failed(days) == ["no folder grows with every run"]
    assert f"{name} by 10.0 files a day" in verdicts.bounded(days).detail


def test_the_landing_may_grow_and_a_folder_may_change() -> None:
    assert failed(series(60, left=files("landing", lambda n: 400 * n))) == []
    assert failed(series(60, left=files("dbt", lambda n: 1900 + n % 7))) == []


def test_a_publication_that_was_half_once_is_told() -> None:
    half = "leadership.duckdb was half or changed in between"
    days = series(problems=lambda n: [half] * (n == 13))
    assert failed(days) == ["last publication always valid"]
    assert f"day 13: {half}" in verdicts.publications(days).detail


def test_a_run_may_fail_only_where_something_was_done_to_it() -> None:
    assert failed(series(exit_code=lambda n: int(n == 3))) == ["every undisturbed run published"]
    assert failed(series(exit_code=lambda n: int(n == 3), faults=lambda n: n % 3)) == [
        "every undisturbed run published"
    ]
    assert failed(series(exit_code=lambda n: int(n == 4), faults=lambda n: n % 3)) == []


def test_a_slope_is_the_median_of_all_pairs() -> None:
    odd = [(float(day), 2.0 * day if day != 5 else 500.0) for day in range(1, 12)]
    assert verdicts.slope(odd) == 2
    assert verdicts.slope([(1, 5)]) == 0
    assert verdicts.slope([]) == 0


def test_a_plan_is_the_same_whenever_it_is_played() -> None:
    first = date(2026, 5, 4)
    days = [plan.day(number, first, 1) for number in range(1, 91)]
    assert days == [plan.day(number, first, 1) for number in range(1, 91)]
    assert days != [plan.day(number, first, 2) for number in range(1, 91)]
    assert not days[0].faults
    assert days[0].kill_at is None
    assert 10 < sum(1 for day in days if day.faults) < 35
    assert 8 < sum(1 for day in days if day.kill_at) < 30
    assert [day.as_of.date() for day in days[:2]] == [first, first + timedelta(days=1)]


def test_a_scenario_of_a_day_ends_there_and_tells_the_same_story() -> None:
    document = yaml.safe_load(command.SMALL.read_text(encoding="utf-8"))
    as_of = datetime.combine(plan.first_day(document), plan.READ_AT)
    early = plan.scenario_of(document, as_of, 90)
    late = plan.scenario_of(document, as_of + timedelta(days=5), 90)
    assert early["as_of"] == as_of
    assert early["period"] == late["period"]
    assert early["period"]["end"] - plan.first_day(document) == timedelta(days=90)
    assert {**early, "as_of": None} == {**late, "as_of": None}
    assert document["period"]["end"] < early["period"]["end"]


def test_what_lies_there_is_counted_by_folder(tmp_path: Path) -> None:
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    for path in (home / "dbt/logs/dbt.log", home / "warehouse.duckdb", temporary / "a/b"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"1234")
    (home / "published").mkdir()
    draft = home / "published" / ".leadership.duckdb.unfinished"
    draft.write_bytes(b"")
    found = measuring.look(home, temporary, date(2026, 5, 4))
    assert found.files == {"dbt": 1, "warehouse.duckdb": 1, "tmp": 1, "published": 1}
    assert found.bytes["tmp"] == 4
    assert found.orphans == ["published/.leadership.duckdb.unfinished"]
    assert found.most_small_files == 0


def test_memory_of_what_was_started_is_seen() -> None:
    import subprocess  # noqa: PLC0415

    program = "x = bytearray(60 * 2**20); input()"
    with PeakMemory(without=0) as memory:
        started = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE)
        for _ in range(100):
            if memory.megabytes > 60:
                break
            memory._stop.wait(0.1)
        started.communicate(b"\n")
    assert memory.megabytes > 60


class Playing:
    """Days that cost nothing."""

    def __init__(self, *_: object) -> None:
        self.numbers: list[int] = []

    def play(self, day: plan.Day, _: float) -> Played:
        self.numbers.append(day.number)
        return series(day.number)[-1]


def test_a_series_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    workspaces: list[Playing] = []

    def opened(*arguments: object) -> Playing:
        workspaces.append(Playing(*arguments))
        return workspaces[-1]

    monkeypatch.setattr(command, "Workspace", opened)
    options = ["--days", "9", "--workspace", str(tmp_path)]
    assert command.main([*options, "--stop-after", "4"]) == 0
    assert command.main(options) == 0
    assert [one.numbers for one in workspaces] == [[1, 2, 3, 4], [5, 6, 7, 8, 9]]
    lines = capsys.readouterr().out.splitlines()
    recorded = [json.loads(line) for line in lines if line.startswith("{")]
    assert [one["number"] for one in recorded] == list(range(1, 10))
    assert lines[-1].startswith("every undisturbed run published: holds")
    assert [asdict(day) for day in command.read(tmp_path / command.RECORDED)] == recorded


def test_a_bad_series_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = series(1, problems=lambda _: ["half"])[0]
    (tmp_path / command.RECORDED).write_text(f"{json.dumps(asdict(day))}\n")
    monkeypatch.setattr(command, "Workspace", Playing)
    assert command.main(["--days", "1", "--workspace", str(tmp_path)]) == 1


def test_a_verdict_is_one_line() -> None:
    assert command.line(Verdict("it holds", None, "why")) == "it holds: not judged: why"
