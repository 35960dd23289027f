"""Single answers of Prometheus, single files slos.yml, and the settings."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from extract.core.errors import (
    ExtractError,
    NotFoundError,
    RecordError,
    RejectedError,
    SettingsError,
)
from extract.core.retry import Answer, Verdict
from extract.sources.prometheus.client import Hours, PrometheusClient, judge_range
from extract.sources.prometheus.events import sample
from extract.sources.prometheus.settings import PrometheusSettings
from extract.sources.prometheus.slos import read_slos
from tests.extract.core.examples import answer, http_client

NOON = datetime(2026, 6, 1, 12)  # noqa: DTZ001 - naive UTC, as landed
GOOD = """
slos:
  - slo_id: checkout-availability
    service_id: checkout
    objective: 0.999
    window_days: 28
    good_events: 'http_requests_total{service="checkout",code!~"5[0-9]{2}|}"}'
    valid_events: http_requests_total
"""
DAYS = "    window_days: 28\n"
VALID = "valid_events: http_requests_total"


def matrix(*values: Any, **more: Any) -> dict[str, Any]:
    result = [{"metric": {}, "values": list(values)}] if values else []
    return {"status": "success", "data": {"resultType": "matrix", "result": result}, **more}


def refusal(kind: str, message: str) -> dict[str, Any]:
    return {"status": "error", "errorType": kind, "error": message}


@pytest.mark.parametrize(
    ("status", "payload", "verdict"),
    [
        (200, matrix([1, "2"]), Verdict.ACCEPT),
        (200, matrix(), Verdict.ACCEPT),
        (200, refusal("execution", "many-to-many matching"), Verdict.FAIL),
        (400, refusal("bad_data", "parse error: unexpected end of input"), Verdict.FAIL),
        (400, refusal("bad_data", "exceeded maximum resolution of 11,000 points"), Verdict.SHRINK),
        (422, refusal("execution", "expanding series: no such label"), Verdict.FAIL),
        (422, refusal("execution", "query processing would load too many samples"), Verdict.SHRINK),
        (503, refusal("timeout", "query timed out in expression evaluation"), Verdict.SHRINK),
        (503, refusal("canceled", "query was canceled"), Verdict.SHRINK),
        (500, refusal("internal", "runtime error"), Verdict.RETRY),
        (503, refusal("unavailable", "TSDB not ready"), Verdict.RETRY),
        (404, refusal("not_found", "no such path"), Verdict.FAIL),
        (401, refusal("unauthorized", "who are you"), Verdict.FAIL),
        (429, None, Verdict.WAIT),
        (502, None, Verdict.SHRINK),
        (200, {"status": "success"}, Verdict.RETRY),
        (200, {"status": "success", "data": {"resultType": "vector", "result": []}}, Verdict.RETRY),
        (
            200,
            {"status": "success", "data": {"resultType": "matrix", "result": [3]}},
            Verdict.RETRY,
        ),
        (200, [], Verdict.RETRY),
    ],
)
def test_an_answer_is_judged_by_what_it_says(status: int, payload: Any, verdict: Verdict) -> None:
    assert judge_range(Answer(status, {}, payload)).verdict is verdict


@pytest.mark.parametrize(
    ("status", "payload", "kind", "text"),
    [
        (400, refusal("bad_data", "parse error"), RejectedError, "bad_data: parse error"),
        (404, refusal("not_found", "nothing here"), NotFoundError, "not_found: nothing here"),
    ],
)
def test_a_refusal_carries_the_words_of_prometheus(
    status: int, payload: Any, kind: type[ExtractError], text: str
) -> None:
    http, _, _ = http_client(answer(status, payload))
    with pytest.raises(kind, match=text):
        PrometheusClient(http).increase("up", Hours(NOON, NOON))


def test_what_is_too_much_at_once_is_asked_for_in_halves() -> None:
    too_much = answer(422, refusal("execution", "query would load too many samples into memory"))
    first, last = NOON.replace(hour=9), NOON
    http, server, clock = http_client(
        too_much,
        answer(200, matrix([1, "1"])),
        answer(200, matrix([2, "2"], warnings=["a store is gone"], infos=["not a counter?"])),
    )
    series = PrometheusClient(http).increase("up", Hours(first, last))
    assert series.samples == [[1, "1"], [2, "2"]]
    assert (series.warnings, series.remarks) == (["a store is gone"], ["not a counter?"])
    assert clock.slept == []
    asked = [request.url.split("start=")[1].split("&step")[0] for request in server.seen]  # type: ignore[union-attr]
    nine = 1780304400
    assert asked == [
        f"{nine}&end={nine + 3 * 3600}",
        f"{nine}&end={nine + 3600}",
        f"{nine + 2 * 3600}&end={nine + 3 * 3600}",
    ]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ([1780315200, "4012.5"], 4012.5),
        ([1780315200.0, "0"], 0.0),
        ([1780315200, "NaN"], None),
        ([1780315200, "+Inf"], None),
        ([1780315200, "-Inf"], None),
    ],
)
def test_a_sample_is_read(raw: list[Any], value: float | None) -> None:
    assert sample(raw) == (NOON, value)


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        (None, "expected a pair, found nothing"),
        ([1780315200], "expected a pair"),
        (["1780315200", "1"], "expected seconds since 1970, found str"),
        ([True, "1"], "expected seconds since 1970, found bool"),
        ([1780315201, "1"], "expected an instant on the hour"),
        ([-3600, "1"], "expected an instant on the hour"),
        ([1780315200, 1], "expected a number as text, found int"),
        ([1780315200, "one"], "expected a number as text, found 'one'"),
    ],
)
def test_a_sample_that_is_none_is_told(raw: Any, complaint: str) -> None:
    with pytest.raises(RecordError, match=complaint):
        sample(raw)


def write(folder: Path, text: str) -> Path:
    path = folder / "slos.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_objectives_are_read(tmp_path: Path) -> None:
    (slo,) = read_slos(write(tmp_path, f"\ufeff{GOOD}"))
    assert (slo.slo_id, slo.objective, slo.window_days) == ("checkout-availability", 0.999, 28)
    assert slo.good_events == 'http_requests_total{service="checkout",code!~"5[0-9]{2}|}"}'


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("0.999", "99.9", r"slos\[0\].objective: 99.9 does not do; expected the share"),
        ("0.999", "true", r"slos\[0\].objective: True does not do"),
        ("28", "0", r"slos\[0\].window_days: 0 does not do; expected the days"),
        (DAYS, "", "'window_days' is a required property"),
        (DAYS, f"{DAYS}    target: 1\n", r"slos\[0\]: .*'target' was unexpected"),
        (VALID, "valid_events: rate(x[5m])", "a selector of counters"),
        (VALID, "valid_events: 'x[1h]'", "without range"),
        (VALID, "valid_events: 'x) or vector(1'", "a selector of counters"),
        ("service_id: checkout", "service_id: check out", "expected a service_id"),
        ("slos:", "slo:", "the top level: "),
        (DAYS, f"{DAYS}{DAYS}", "line 7: the key 'window_days' stands twice"),
        (GOOD, "slos: []", "slos: .* does not do; expected a list"),
        (GOOD, "", "the top level: None does not do"),
        (GOOD, "slos: [", "is no valid YAML: line 1"),
        (GOOD, "a: &a [1]\nslos: *a", "line 2: an alias; write the value out"),
        (GOOD, "slos: !!python/object/apply:os.system [ls]", "is no valid YAML"),
        (GOOD, "slos: 2026-13-45", "is no valid YAML|does not do"),
    ],
)
def test_a_file_that_is_wrong_is_told_in_one_line(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(SettingsError, match=complaint) as refused:
        read_slos(write(tmp_path, GOOD.replace(old, new)))
    assert "\n" not in str(refused.value)
    assert str(tmp_path) in str(refused.value)


def test_a_name_that_stands_twice_is_told(tmp_path: Path) -> None:
    twice = GOOD + GOOD.split("slos:\n")[1]
    with pytest.raises(SettingsError, match="slo_id 'checkout-availability' stands twice"):
        read_slos(write(tmp_path, twice))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"cannot be read \(No such file or directory\)"):
        read_slos(tmp_path / "slos.yml")
    (tmp_path / "slos.yml").write_bytes(b"slos: \xff")
    with pytest.raises(SettingsError, match="is not UTF-8"):
        read_slos(tmp_path / "slos.yml")
    (tmp_path / "slos.yml").write_text("#" * 1_000_001, encoding="utf-8")
    with pytest.raises(SettingsError, match="larger than 1 MB"):
        read_slos(tmp_path / "slos.yml")


URL = {"PROMETHEUS_URL": "http://prometheus.cluster:9090/"}


@pytest.mark.parametrize(
    ("variables", "complaint"),
    [
        ({}, "PROMETHEUS_URL is not set"),
        ({"PROMETHEUS_URL": "prometheus:9090"}, "expected a URL such as"),
        ({"PROMETHEUS_URL": "http://u:p@prometheus"}, "holds a user or a password"),
        (URL | {"PROMETHEUS_TOKEN": "t"}, "unencrypted, use https"),
        (URL | {"PROMETHEUS_USERNAME": "u", "PROMETHEUS_PASSWORD": "p"}, "unencrypted, use https"),
        (URL | {"PROMETHEUS_USERNAME": "u"}, "PROMETHEUS_PASSWORD is not set"),
        (URL | {"PROMETHEUS_PASSWORD": "p"}, "PROMETHEUS_USERNAME is not set"),
        (
            URL | {"PROMETHEUS_TOKEN": "t", "PROMETHEUS_USERNAME": "u", "PROMETHEUS_PASSWORD": "p"},
            "are both set",
        ),
    ],
)
def test_settings_that_cannot_be_are_told(variables: dict[str, str], complaint: str) -> None:
    with pytest.raises(SettingsError, match=complaint):
        PrometheusSettings.from_environment(variables)


def test_settings_are_read_and_keep_their_secrets() -> None:
    plain = PrometheusSettings.from_environment(URL)
    assert (plain.url, plain.tool().token) == ("http://prometheus.cluster:9090", None)
    assert plain.slos == Path("inputs/slos.yml")
    secret = {"PROMETHEUS_URL": "https://p.example", "PROMETHEUS_USERNAME": "reader"}
    settings = PrometheusSettings.from_environment(secret | {"PROMETHEUS_PASSWORD": "c4nary"})
    tool = settings.tool()
    assert tool.token is not None
    assert (tool.header_format, tool.token.reveal()) == ("Basic {}", "cmVhZGVyOmM0bmFyeQ==")
    assert "c4nary" not in repr(settings) + repr(tool)
