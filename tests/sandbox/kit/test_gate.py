"""Tokens, limits, counts, faults and drift of a tool that is made of the kit alone."""

from __future__ import annotations

import threading
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient

from sandbox.server import address, bind
from tests.sandbox.kit.shop import Clock, shop

GOOD = {"authorization": "Bearer good"}


class Shop:
    """The tool and a client for it."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.app, self.service = shop(self.clock)
        self.http: FlaskClient = self.app.test_client()

    def get(self, path: str = "/things", token: str | None = "good") -> Any:  # noqa: S107
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        return self.http.get(path, headers=headers)

    def control(self, path: str, body: Any) -> Any:
        return self.http.post(f"/_sandbox/{path}", json=body)

    def plan(self, *faults: dict[str, Any]) -> None:
        assert self.control("faults", {"plan": list(faults)}).status_code == 200


@pytest.fixture
def tool() -> Shop:
    return Shop()


@pytest.mark.parametrize(
    ("token", "status"),
    [("good", 200), (None, 401), ("revoked", 401), ("no-access", 403), ("without-things", 403)],
)
def test_who_asks_decides(tool: Shop, token: str | None, status: int) -> None:
    assert tool.get(token=token).status_code == status
    assert tool.get(token="without-prices").status_code == 200


def test_a_token_may_only_send_so_many_requests_in_a_window(tool: Shop) -> None:
    answers = [tool.get() for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[0].headers["x-left"] == "4 of 5, 60 s"
    tool.clock.now += 20
    assert tool.get().headers["retry-after"] == "40"
    assert tool.get(token="another").status_code == 200
    tool.clock.now += 40
    assert tool.get().status_code == 200


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("bad_gateway", 502),
        ("server_error", 500),
        ("unauthorized", 401),
        ("forbidden", 403),
        ("rate_limited", 429),
        ("html", 200),
    ],
)
def test_a_planned_fault_meets_its_requests_and_no_other(
    tool: Shop, kind: str, status: int
) -> None:
    tool.plan({"kind": kind, "after": 1, "count": 2, "match": "thin"})
    answers = [tool.get() for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, status, status, 200]
    whole = answers[0].get_data()
    assert [answer.get_data() == whole for answer in answers] == [True, False, False, True]


def ids(answer: Any) -> list[int]:
    content = answer.get_json()
    return [thing["id"] for thing in (content if isinstance(content, list) else content["things"])]


@pytest.mark.parametrize("path", ["/things", "/things?bare"])
def test_records_come_twice_or_in_another_order(tool: Shop, path: str) -> None:
    tool.plan({"kind": "duplicated"}, {"kind": "reordered"})
    assert ids(tool.get(path)) == [0, 1, 2, 3, 0, 1, 2]
    assert ids(tool.get(path)) == [3, 2, 1, 0]
    assert ids(tool.get(path)) == [0, 1, 2, 3]


def test_half_an_answer_with_and_without_saying_so(tool: Shop) -> None:
    whole = tool.get().get_data()
    tool.plan({"kind": "malformed"}, {"kind": "truncated"})
    malformed, truncated = tool.get(), tool.get()
    assert malformed.get_data() == truncated.get_data() == whole[: len(whole) // 2]
    assert int(malformed.headers["content-length"]) == len(whole) // 2
    assert int(truncated.headers["content-length"]) == len(whole)


@pytest.mark.parametrize(
    ("kind", "error"), [("reset", ConnectionError), ("stall", requests.Timeout)]
)
def test_a_connection_breaks(kind: str, error: type[Exception]) -> None:
    tool = Shop()
    server = bind(tool.app, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        tool.plan({"kind": kind, "seconds": 1})
        url = f"{address(server)}/things"
        with pytest.raises((error, requests.ConnectionError)):
            requests.get(url, headers=GOOD, timeout=0.3)
        assert requests.get(url, headers=GOOD, timeout=5).status_code == 200
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_clock_goes_wrong(tool: Shop) -> None:
    tool.plan({"kind": "skewed_clock", "seconds": 86_400})
    skewed, right = tool.get(), tool.get()
    assert skewed.headers["date"] > ""
    assert skewed.headers["date"] != right.headers.get("date")


@pytest.mark.parametrize(
    ("kind", "field", "first"),
    [
        ("new_value", "state", {"id": 0, "state": "a_value_nobody_knows"}),
        ("vanished_field", "state", {"id": 0}),
        ("new_field", "colour", {"id": 0, "state": "new", "colour": "a_value_nobody_knows"}),
    ],
)
def test_records_change_for_good(tool: Shop, kind: str, field: str, first: dict[str, Any]) -> None:
    tool.control("drift", {"drifts": [{"kind": kind, "field": field, "match": "/things"}]})
    assert tool.get().get_json()["things"][0] == first
    assert tool.get("/things?bare").get_json()[0] == first
    tool.control("drift", {"drifts": []})
    assert tool.get().get_json()["things"][0] == {"id": 0, "state": "new"}


def test_requests_are_counted_and_records_move_in_between(tool: Shop) -> None:
    tool.control("shift", {"every": 2})
    for token in ("a", "b", "revoked", "c"):
        tool.get(token=token)
    seen = tool.http.get("/_sandbox/requests").get_json()
    assert seen == {
        "total": 4,
        "by_operation": {"GET /things": 4},
        "by_status": {"200": 3, "401": 1},
    }
    assert [entry["status"] for entry in tool.http.get("/_sandbox/requests/log").get_json()] == [
        200,
        200,
        401,
        200,
    ]
    assert tool.service.store.touched == 2  # type: ignore[attr-defined]
    tool.control("requests/reset", {})
    assert tool.http.get("/_sandbox/requests").get_json()["total"] == 0


def test_permissions_can_be_taken_from_everybody_and_given_back(tool: Shop) -> None:
    tool.control("permissions", {"denied": ["things"]})
    assert tool.get().status_code == 403
    tool.control("permissions", {"denied": []})
    assert tool.get().status_code == 200


def test_records_can_be_deleted_and_are_told(tool: Shop) -> None:
    assert tool.control("delete", {"stream": "things", "key": "1"}).status_code == 200
    assert ids(tool.get()) == [0, 2, 3]
    assert sorted(tool.http.get("/_sandbox/records").get_json()["things"]) == ["0", "2", "3"]
    assert tool.http.get("/_sandbox/possibilities").get_json() == {
        "deletable": ["things"],
        "permissions": ["prices", "things"],
        "drifts": [{"field": "state", "match": "/things"}],
    }


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("faults", {"plan": [{"kind": "fire"}]}, "plan[0].kind must be one of"),
        ("faults", {"plan": [{"kind": "reset", "often": 2}]}, "plan[0] has unknown keys: often"),
        ("faults", {"plan": [{"kind": "reset", "count": 0}]}, "plan[0].count must be"),
        ("faults", {}, "plan is missing"),
        ("drift", {"drifts": [{"kind": "new_value"}]}, "field must name a field"),
        ("delete", {"stream": "things", "key": "9"}, "there is no things 9"),
        ("shift", {"every": 0}, "every must be a whole number"),
        ("permissions", {"denied": ["all"]}, "denied must be a list of some of prices, things"),
    ],
)
def test_a_wrong_wish_is_told_what_is_wrong(
    tool: Shop, path: str, body: dict[str, Any], said: str
) -> None:
    answer = tool.control(path, body)
    assert answer.status_code == 400
    assert said in answer.get_json()["error"]
