"""Recorded answers are parsed without loss, or quarantined with a reason."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from extract.core.common_streams import QUARANTINE
from extract.core.landing import Landing
from extract.core.source import Row, RunResult, Source
from extract.sources.github.streams import STREAMS
from tests.conformance import recordings
from tests.conformance.endpoints import ENDPOINTS, RECORD, TRANSLATED, USED
from tests.conformance.expected import EXPECTED
from tests.conformance.recordings import Recordings
from tests.conformance.replay import Replay, Tally

REPLAYED = [endpoint for endpoint in ENDPOINTS if endpoint.stream is not None]


def of_use(tally: Tally, *uses: str) -> list[Replay]:
    return [replay for endpoint, replay in tally.replays.items() if endpoint.use in uses]


def test_a_line_that_is_no_json_is_kept_with_its_reason() -> None:
    good = {"url": "/x?a=1", "status": 200, "request": {"method": "get"}, "response": {}}
    found = recordings.parse([json.dumps(good).encode(), b'{"a": "\\s"}\n', b"\n", b"[]", b"{}"])
    assert [(item.path, item.query, item.method) for item in found.exchanges] == [
        ("/x", "a=1", "GET")
    ]
    assert [bad.line for bad in found.unreadable] == [2, 4, 5]
    assert "escape" in found.unreadable[0].reason


@pytest.mark.conformance
def test_every_line_is_an_exchange_or_unreadable(
    recorded: Recordings, request: pytest.FixtureRequest
) -> None:
    path: Path = request.config.getoption("shared") / "recorded" / "github.jsonl.gz"
    broken = []
    with gzip.open(path, "rb") as stream:
        lines = [line for line in stream if line.strip()]
    for number, line in enumerate(lines, start=1):
        try:
            json.loads(line)
        except ValueError:
            broken.append(number)
    assert [bad.line for bad in recorded.unreadable] == broken
    assert all(bad.reason and bad.payload for bad in recorded.unreadable)
    assert len(recorded.exchanges) + len(broken) == len(lines)
    assert recorded.exchanges


@pytest.mark.conformance
def test_records_of_endpoints_we_use_are_parsed_without_loss(tally: Tally) -> None:
    replays = of_use(tally, USED, RECORD)
    assert sum(replay.answers for replay in replays) > 0
    for replay in replays:
        assert replay.differences == []
        assert len(replay.rows) + len(replay.quarantined) == replay.record_count
    records = sum(replay.record_count for replay in replays)
    parsed = sum(len(replay.rows) for replay in replays)
    assert parsed >= 0.99 * records


@pytest.mark.conformance
def test_real_values_pass_the_parsers_of_what_we_read_by_graphql(tally: Tally) -> None:
    replays = of_use(tally, TRANSLATED)
    assert sum(replay.answers for replay in replays) > 0
    for replay in replays:
        assert replay.differences == []
        assert len(replay.rows) + len(replay.quarantined) == replay.record_count
    records = sum(replay.record_count for replay in replays)
    parsed = sum(len(replay.rows) for replay in replays)
    assert parsed >= 0.9 * records


@pytest.mark.conformance
def test_what_cannot_be_parsed_says_why(tally: Tally) -> None:
    quarantined = [row for replay in tally.replays.values() for row in replay.quarantined]
    for row in quarantined:
        assert set(row) <= set(QUARANTINE.schema.names)
        field_name, separator, found = row["reason"].partition(": expected ")
        assert field_name
        assert separator
        assert "found" in found


@pytest.mark.conformance
def test_parsed_rows_survive_the_landing(tally: Tally, tmp_path: Path) -> None:
    rows: dict[str, dict[object, Row]] = {}
    keys = {endpoint.stream.name: endpoint.stream.key for endpoint in REPLAYED if endpoint.stream}
    for endpoint, replay in tally.replays.items():
        assert endpoint.stream is not None
        landed = rows.setdefault(endpoint.stream.name, {})
        landed.update({row[keys[endpoint.stream.name]]: row for row in replay.rows})
    source = Source("github", STREAMS, lambda _, __: RunResult())
    with Landing(source, tmp_path) as landing:
        landing.commit({name: list(by_key.values()) for name, by_key in rows.items()})
        for name, by_key in rows.items():
            found = landing.landed.live_rows(source.stream(name), columns=tuple(EXPECTED[name]))
            assert set(found) == set(by_key)
            for key, row in found.items():
                assert row == {column: by_key[key][column] for column in row}


def keys_of(value: object) -> set[str]:
    """Every key at any depth."""
    if isinstance(value, dict):
        return set(value).union(*(keys_of(inner) for inner in value.values()))
    if isinstance(value, list):
        return set().union(*(keys_of(inner) for inner in value))
    return set()


@pytest.mark.conformance
def test_no_prose_and_no_address_is_landed(tally: Tally) -> None:
    for replay in tally.replays.values():
        for row in replay.rows:
            kept = keys_of(json.loads(row["raw_json"]))
            assert not kept & {"title", "body", "message", "email", "description"}
