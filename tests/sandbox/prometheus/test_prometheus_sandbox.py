"""The sandbox's Prometheus: queries, bounds, refusals, and what its counters tell of the world."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sandbox.kit.service import Hosting
from sandbox.prometheus.app import create
from sandbox.prometheus.counters import HOUR, Counters
from sandbox.prometheus.objectives import objectives, write
from sandbox.prometheus.promql import QueryError, parse
from sandbox.prometheus.store import Store
from tests.sandbox.simulation import worlds

WORLD = worlds.world("small")
VALID = 'sum(increase(http_requests_total{service="checkout"}[1h]))'
GOOD = 'sum(increase(http_requests_total{service="checkout",code!~"5.."}[1h]))'
MAY = datetime(2026, 5, 4, tzinfo=UTC)


@pytest.fixture
def client() -> FlaskClient:
    return create(WORLD, Hosting()).test_client()


def ask(client: FlaskClient, query: str = VALID, **more: Any) -> TestResponse:
    wanted = {"query": query, "start": MAY.timestamp(), "end": MAY.timestamp() + 86_400}
    return client.get("/api/v1/query_range", query_string=wanted | {"step": 3600} | more)


def values(answer: TestResponse) -> dict[int, float]:
    content = answer.get_json()
    assert content["status"] == "success"
    assert content["data"]["resultType"] == "matrix"
    series = content["data"]["result"]
    return {moment: float(text) for moment, text in series[0]["values"]} if series else {}


def test_good_events_are_valid_ones_at_every_hour(client: FlaskClient) -> None:
    valid, good = values(ask(client)), values(ask(client, GOOD))
    assert valid.keys() == good.keys()
    assert len(valid) > 20
    assert all(moment % 3600 == 0 for moment in valid)
    assert all(good[moment] <= valid[moment] for moment in valid)
    errors = values(ask(client, GOOD.replace('code!~"5.."', 'code="500"')))
    assert sum(good.values()) + sum(errors.values()) == pytest.approx(sum(valid.values()))


def test_load_follows_the_day(client: FlaskClient) -> None:
    month = values(ask(client, end=MAY.timestamp() + 28 * 86_400))
    by_hour: dict[int, list[float]] = {}
    for moment, value in month.items():
        by_hour.setdefault(datetime.fromtimestamp(moment, UTC).hour, []).append(value)
    means = {hour: sum(found) / len(found) for hour, found in by_hour.items()}
    assert means[12] > 3 * means[2]


def test_incidents_of_the_world_cost_good_events() -> None:
    world = worlds.world("steady")
    store = Store(world)
    shares = []
    for repository in world.repositories:
        for issue in repository.issues:
            name = issue.title.partition(":")[0]
            if name in store.counters and {"incident", "severity:1"} <= set(issue.labels):
                start = issue.created_at.replace(minute=0, second=0)
                hour = store.counters[name].increase(start)
                if hour is not None:
                    shares.append(hour.errors / hour.valid)
    assert len(shares) > 5
    assert min(shares) > 0.001
    assert max(shares) > 0.05


def test_some_hours_were_not_scraped_and_none_is_known_ahead() -> None:
    counters = Counters(WORLD, WORLD.directory.services[0])
    hours = int((WORLD.as_of - counters.first) / HOUR)
    found = [counters.increase(counters.first + n * HOUR) for n in range(hours)]
    missing = found.count(None)
    assert 0 < missing < hours / 25
    assert counters.increase(WORLD.as_of.replace(minute=0, second=0)) is None
    assert counters.increase(counters.first - HOUR) is None


def test_the_same_world_gives_the_same_counters() -> None:
    assert Store(WORLD).truth() == Store(WORLD).truth()


def test_nothing_matching_is_an_empty_success(client: FlaskClient) -> None:
    for query in ("sum(increase(nothing_total[1h]))", VALID.replace("checkout", "nowhere")):
        assert values(ask(client, query)) == {}
    far = MAY.timestamp() - 3 * 365 * 86_400
    assert values(ask(client, start=far, end=far + 86_400)) == {}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"query": "rate(x"}, 'invalid parameter "query": 1:1: parse error'),
        ({"query": VALID.replace('"checkout"', "checkout")}, "parse error: unexpected"),
        ({"query": VALID.replace('="checkout"', '=~"("')}, "error parsing regexp"),
        ({"start": "noon"}, 'invalid parameter "start": cannot parse "noon"'),
        ({"end": MAY.timestamp() - 1}, "end timestamp must not be before start time"),
        ({"step": 0}, "zero or negative query resolution"),
        ({"step": "hour"}, 'invalid parameter "step"'),
        ({"step": 7}, "exceeded maximum resolution of 11,000 points per timeseries"),
    ],
)
def test_what_cannot_be_asked_is_bad_data(
    client: FlaskClient, change: dict[str, Any], words: str
) -> None:
    answer = ask(client, **change)
    content = answer.get_json()
    assert (answer.status_code, content["status"], content["errorType"]) == (
        400,
        "error",
        "bad_data",
    )
    assert words in content["error"]


def test_eleven_thousand_points_are_allowed(client: FlaskClient) -> None:
    end = MAY.timestamp() + 11_000 * 3600
    assert ask(client, end=end).status_code == 200
    assert ask(client, end=end + 3600).status_code == 400


def test_instants_dates_and_posts_are_understood(client: FlaskClient) -> None:
    moment = (MAY + timedelta(hours=12)).isoformat()
    (sample,) = client.get(
        "/api/v1/query", query_string={"query": VALID, "time": moment}
    ).get_json()["data"]["result"]
    assert float(sample["value"][1]) == values(ask(client))[sample["value"][0]]
    wanted = {"query": VALID, "start": MAY.isoformat(), "end": moment, "step": 3600}
    posted = client.post("/api/v1/query_range", data=wanted)
    assert len(values(posted)) > 8
    build = client.get("/api/v1/status/buildinfo").get_json()
    assert build["data"]["version"].startswith("3.")
    assert client.get("/api/v1/targets").status_code == 404


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (None, 200),
        ("Bearer sandbox", 200),
        ("Bearer revoked", 401),
        ("Bearer without-query", 403),
        ("Basic cmVhZGVyOnNlY3JldA==", 200),
        ("Basic cmV2b2tlZDpzZWNyZXQ=", 401),
    ],
)
def test_a_proxy_may_ask_who_is_there(
    client: FlaskClient, authorization: str | None, status: int
) -> None:
    headers = {"authorization": authorization} if authorization else {}
    wanted = {"query": VALID, "start": 0, "end": 0, "step": 3600}
    answer = client.get("/api/v1/query_range", query_string=wanted, headers=headers)
    assert answer.status_code == status


def test_faults_have_the_words_of_prometheus_or_of_a_proxy(client: FlaskClient) -> None:
    plan = [{"kind": "server_error"}, {"kind": "bad_gateway"}, {"kind": "rate_limited"}]
    client.post("/_sandbox/faults", json={"plan": plan})
    answers = [ask(client) for _ in plan]
    assert [answer.status_code for answer in answers] == [500, 502, 429]
    assert answers[0].get_json()["errorType"] == "internal"
    assert answers[1].content_type.startswith("text/html")
    assert answers[2].headers["retry-after"] == "1"


def test_late_samples_change_the_last_day_only(client: FlaskClient) -> None:
    before = client.get("/_sandbox/records").get_json()["slo_events"]
    assert client.post("/_sandbox/touch", json={"share": 1.0}).get_json()["touched"] == 4
    after = client.get("/_sandbox/records").get_json()["slo_events"]
    assert after.keys() == before.keys()
    changed = [row["hour_start"] for key, row in after.items() if row != before[key]]
    assert changed
    assert min(changed) >= (WORLD.as_of - timedelta(days=1, hours=1)).strftime("%Y-%m-%dT%H")
    refused = client.post("/_sandbox/delete", json={"stream": "slo_events", "key": "x"})
    assert refused.status_code == 400


def test_the_file_names_every_service_twice(tmp_path: Path) -> None:
    variables = write(WORLD, tmp_path)
    path = Path(variables["PROMETHEUS_SLOS"])
    assert path.is_absolute()
    slos = yaml.safe_load(path.read_text(encoding="utf-8"))["slos"]
    services = [service.service_id for service in WORLD.directory.services]
    assert sorted(slo["service_id"] for slo in slos) == sorted(2 * services)
    assert len({slo["slo_id"] for slo in slos}) == len(objectives(WORLD))


@pytest.mark.parametrize(
    ("query", "labels", "matches"),
    [
        ('sum(increase(a{x="1"}[1h]))', {"__name__": "a", "x": "1"}, True),
        ('sum(increase(a{x="1"}[1h]))', {"__name__": "b", "x": "1"}, False),
        ('sum(increase(a{x!="1"}[1h]))', {"__name__": "a"}, True),
        ('sum(increase(a{x=~"1|2", y!~"b.*"}[1h]))', {"__name__": "a", "x": "2", "y": "ab"}, True),
        ('sum(increase(a{x=~"1"}[1h]))', {"__name__": "a", "x": "11"}, False),
        (r'sum(increase(a{x="\"}"}[1h]))', {"__name__": "a", "x": '"}'}, True),
    ],
)
def test_labels_are_matched(query: str, labels: dict[str, str], *, matches: bool) -> None:
    assert parse(query).matches(labels) is matches


def test_other_queries_are_not_understood() -> None:
    for query in ("up", "sum(rate(a[5m]))", "sum(increase(a))", "sum(increase(a[1h])) / 2"):
        with pytest.raises(QueryError):
            parse(query)
