"""Whole runs against the sandbox's Prometheus: what lands, what comes late, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.core.errors import AuthenticationError, UnavailableError
from extract.sources.prometheus import PROMETHEUS
from extract.sources.prometheus.events import SloRun
from sandbox.prometheus import TOOL
from sandbox.prometheus.counters import HOUR
from sandbox.prometheus.objectives import objectives
from sandbox.prometheus.promql import Increase
from sandbox.prometheus.store import Store
from tests.extract.sources.served_tool import Killed, ServedTool, killing, serving, small_world
from tests.extract.sources.world_clock import WorldClock

SLO = "checkout-availability"
OTHER = "payments-latency"
AS_OF = small_world().as_of


def entries() -> list[dict[str, Any]]:
    """Two of the sandbox's objectives, as slos.yml has them."""
    named = {objective.slo_id: objective for objective in objectives(small_world())}
    return [{name: getattr(named[key], name) for name in FIELDS} for key in (SLO, OTHER)]


FIELDS = ("slo_id", "service_id", "objective", "window_days", "good_events", "valid_events")


@pytest.fixture
def prometheus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    with serving(TOOL, PROMETHEUS, tmp_path / "home", monkeypatch) as served:
        served.clock = WorldClock()
        held = store(served)
        held.objectives = tuple(o for o in held.objectives if o.slo_id in (SLO, OTHER))
        write_slos(tmp_path, monkeypatch, entries())
        yield served


def write_slos(folder: Path, patch: pytest.MonkeyPatch, slos: list[dict[str, Any]]) -> None:
    path = folder / "slos.yml"
    path.write_text(yaml.safe_dump({"slos": slos}), encoding="utf-8")
    patch.setenv("PROMETHEUS_SLOS", str(path))


def store(prometheus: ServedTool) -> Store:
    held = prometheus.service.store
    assert isinstance(held, Store)
    return held


def events(prometheus: ServedTool, slo_id: str = SLO) -> dict[datetime, dict[str, Any]]:
    rows = prometheus.rows("slo_events").values()
    return {row["hour_start"]: row for row in rows if row["slo_id"] == slo_id}


def changing(
    prometheus: ServedTool, change: Callable[[datetime, float | None], float | None]
) -> None:
    """Change what every query gives from now on."""
    held = store(prometheus)
    value = held.value

    def changed(wanted: Increase, end: datetime) -> float | None:
        return change(end, value(wanted, end))

    held.value = changed  # type: ignore[method-assign]


def test_everything_lands_hour_by_hour(prometheus: ServedTool) -> None:
    result = prometheus.extract()
    assert (result.problems, prometheus.differences()) == ([], [])
    assert prometheus.rows("quarantine") == {}
    log = prometheus.log()
    assert log.keys() == {("slos", "slos.yml"), ("slo_events", SLO), ("slo_events", OTHER)}
    assert {entry["status"] for entry in log.values()} == {"complete"}
    rows = events(prometheus)
    assert len(rows) > 1900
    hours = [min(rows) + number * HOUR for number in range(len(rows))]
    assert sorted(rows) == hours, "an hour that was not measured has a row all the same"
    missing = [row for row in rows.values() if row["valid_events"] is None]
    assert 0 < len(missing) < len(rows) / 20
    assert all(row["good_events"] is None for row in missing)
    assert 0 not in {row["valid_events"] for row in rows.values()}


def test_the_counters_are_asked_for_in_whole_hours(prometheus: ServedTool) -> None:
    prometheus.extract()
    for request in prometheus.requests():
        query = {name: values[0] for name, values in request["query"].items()}
        assert query["query"].startswith("sum(increase(http_request")
        assert query["query"].endswith("[1h]))")
        assert query["step"] == "3600"
        start, end = int(query["start"]), int(query["end"])
        assert start % 3600 == end % 3600 == 0
        assert (end - start) // 3600 < 11_000
        assert end <= AS_OF.timestamp()


def test_a_second_run_reads_two_days_and_changes_nothing(prometheus: ServedTool) -> None:
    prometheus.extract()
    before = prometheus.live()
    prometheus.requests()
    assert prometheus.extract().landed_rows == {}
    assert prometheus.live() == before
    requests = prometheus.requests()
    assert len(requests) == 4
    for request in requests:
        start, end = (int(request["query"][name][0]) for name in ("start", "end"))
        assert end - start <= 49 * 3600


def test_late_samples_are_found(prometheus: ServedTool) -> None:
    prometheus.extract()
    prometheus.control("touch", share=1.0)
    landed = prometheus.extract().landed_rows["slo_events"]
    assert 0 < landed <= 4
    assert prometheus.differences() == []


def test_what_prometheus_forgets_stays_known(prometheus: ServedTool) -> None:
    prometheus.extract()
    before = prometheus.rows("slo_events")
    a_day_ago = AS_OF - timedelta(days=1)
    changing(prometheus, lambda end, value: value if end > a_day_ago else None)
    assert prometheus.extract().landed_rows == {}
    assert prometheus.rows("slo_events") == before


def test_a_gap_is_missing_and_not_zero_and_filled_when_it_can_be(prometheus: ServedTool) -> None:
    gap = (AS_OF - timedelta(hours=30), AS_OF - timedelta(hours=20))
    is_open = [True]
    changing(prometheus, lambda end, value: None if is_open and gap[0] < end <= gap[1] else value)
    prometheus.extract()
    start = gap[0].replace(tzinfo=None)
    for number in range(10):
        row = events(prometheus)[start + number * HOUR]
        assert (row["good_events"], row["valid_events"]) == (None, None)
    is_open.clear()
    prometheus.extract()
    assert events(prometheus)[start + 3 * HOUR]["valid_events"] > 0
    assert prometheus.differences() == []


def test_an_objective_without_late_samples_is_not_complete(prometheus: ServedTool) -> None:
    last = AS_OF - timedelta(days=3)
    changing(prometheus, lambda end, value: value if end <= last else None)
    assert prometheus.extract().problems == []
    entry = prometheus.log()["slo_events", SLO]
    assert entry["status"] == "partial"
    assert "no samples since 2026-06-05T06:00:00; check the selectors" in entry["detail"]
    assert max(events(prometheus)) == (last - HOUR).replace(tzinfo=None)


def test_a_selector_that_matches_nothing_is_not_complete(
    prometheus: ServedTool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = entries()[0] | {"good_events": "nothing_total", "valid_events": "nothing_total"}
    write_slos(tmp_path, monkeypatch, [wrong])
    prometheus.extract()
    entry = prometheus.log()["slo_events", SLO]
    assert (entry["status"], entry["known_count"]) == ("partial", 0)
    assert "no samples at all" in entry["detail"]


def test_another_query_is_another_measurement(
    prometheus: ServedTool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prometheus.extract()
    kept = AS_OF - timedelta(days=15)
    changing(prometheus, lambda end, value: value if end > kept else None)
    changed = entries()[0] | {"good_events": 'http_requests_total{service="checkout",code="200"}'}
    write_slos(tmp_path, monkeypatch, [changed, entries()[1]])
    prometheus.extract()
    rows = events(prometheus)
    assert min(rows) == kept.replace(tzinfo=None)
    assert len(events(prometheus, OTHER)) > len(rows)
    assert prometheus.rows("slos")[SLO]["good_events"] == changed["good_events"]


def test_an_objective_that_is_dropped_leaves_its_events(
    prometheus: ServedTool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prometheus.extract()
    count = len(events(prometheus, OTHER))
    write_slos(tmp_path, monkeypatch, entries()[:1])
    prometheus.extract()
    assert prometheus.rows("slos").keys() == {SLO}
    assert len(events(prometheus, OTHER)) == count > 0


def test_since_leaves_out_earlier_hours(prometheus: ServedTool) -> None:
    since = datetime(2026, 5, 1, 7, 30, tzinfo=UTC)
    for _ in range(2):
        prometheus.extract(since=since)
        assert min(events(prometheus)) == datetime(2026, 5, 1, 7)  # noqa: DTZ001 - as landed
    prometheus.extract()
    assert prometheus.differences() == []


def test_a_killed_run_is_gone_on_from(prometheus: ServedTool) -> None:
    with pytest.raises(Killed):
        prometheus.extract(on_landing=lambda landing: killing(landing, 3))
    assert prometheus.rows("slos")
    prometheus.extract()
    assert prometheus.differences() == []


@pytest.mark.parametrize(
    ("fault", "slept"),
    [
        ({"kind": "rate_limited", "seconds": 9}, 9.0),
        ({"kind": "truncated"}, 1.0),
        ({"kind": "html"}, 1.0),
        ({"kind": "server_error"}, 1.0),
        ({"kind": "reset"}, 1.0),
        ({"kind": "bad_gateway", "count": 3}, 0.0),
    ],
)
def test_a_fault_is_survived_and_nothing_is_lost(
    prometheus: ServedTool, fault: dict[str, Any], slept: float
) -> None:
    prometheus.faults(fault)
    assert prometheus.extract().problems == []
    assert sum(prometheus.clock.slept) == pytest.approx(slept, abs=0.1)
    assert prometheus.differences() == []


def test_refusals_are_told_with_the_objective_and_in_the_log(prometheus: ServedTool) -> None:
    prometheus.control("permissions", denied=["query"])
    result = prometheus.extract()
    assert len(result.problems) == 2
    assert result.problems[0].startswith(f"Prometheus, {SLO}: ")
    failures = {key: entry["failure"] for key, entry in prometheus.log().items()}
    assert failures["slo_events", SLO] == "permission"
    assert failures["slos", "slos.yml"] is None


def test_a_wrong_token_ends_the_run(
    prometheus: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROMETHEUS_TOKEN", "revoked")
    with pytest.raises(AuthenticationError, match="set PROMETHEUS_TOKEN to a valid one"):
        prometheus.extract()


def test_a_server_that_stays_away_is_told(prometheus: ServedTool) -> None:
    prometheus.faults({"kind": "server_error", "count": 500})
    with pytest.raises(UnavailableError, match="Check PROMETHEUS_URL"):
        prometheus.extract()


def test_the_password_is_nowhere_but_in_its_header(
    prometheus: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROMETHEUS_USERNAME", "reader")
    monkeypatch.setenv("PROMETHEUS_PASSWORD", "canary-password-5f2c")
    assert prometheus.extract().problems == []
    files = [path for path in prometheus.home.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"canary-password" in path.read_bytes()]


def test_a_sample_that_cannot_be_read_is_kept_and_missing(
    prometheus: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = SloRun._values
    spoiled = [AS_OF.timestamp() - 3600 * 5, "many"]

    def with_a_spoiled_one(self: SloRun, series: Any) -> Any:
        series.samples = [spoiled if s[0] == spoiled[0] else s for s in series.samples]
        return values(self, series)

    monkeypatch.setattr(SloRun, "_values", with_a_spoiled_one)
    assert prometheus.extract().problems == []
    hour = (AS_OF - timedelta(hours=6)).replace(tzinfo=None)
    assert events(prometheus)[hour]["good_events"] is None
    (reason,) = {row["reason"] for row in prometheus.rows("quarantine").values()}
    assert reason == "sample: expected a number as text, found 'many'"
