"""Real records with damaged fields are refused with a reason, or read; nothing else happens.

Here: seeded damage to recorded records. Not here: undamaged ones (test_recordings.py).
"""

from __future__ import annotations

import copy
import random
from typing import Any

import pyarrow as pa
import pytest

from extract.core.errors import RecordError
from extract.core.source import Row
from tests.conformance.endpoints import Endpoint, endpoint_of
from tests.conformance.recordings import Exchange, Recordings

SEED = 7
RECORDS_AN_ENDPOINT = 20
DAMAGES_A_RECORD = 30
JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    2**70,
    1.5,
    "",
    "\ud800",
    "x",
    "9999-99-99T00:00:00Z",
    [],
    {},
)
JUNK_BESIDE = ([None], [1], ["x"], {"nodes": None}, {"nodes": [None]}, {"totalCount": "many"})


def damaged(record: Any, chance: random.Random) -> Any:
    """A copy of a record in which one value at any depth is gone or another."""
    found = copy.deepcopy(record)
    places = list(_places(found))
    holder, key = chance.choice(places)
    if chance.random() < 0.2 and isinstance(holder, dict):
        del holder[key]
    else:
        holder[key] = copy.deepcopy(chance.choice(JUNK + JUNK_BESIDE))
    return found


def _places(value: Any) -> Any:
    """Every place in a record that holds a value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in inside:
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


def nodes(endpoint: Endpoint, exchange: Exchange) -> list[Any]:
    """The records of an answer as the parser gets them."""
    rewrite = endpoint.rewrite or (lambda raw: raw)
    return [rewrite(raw) for raw in endpoint.records(exchange.body)]


def fits(endpoint: Endpoint, row: Row) -> bool:
    """Whether a row can be landed."""
    assert endpoint.stream is not None
    table = pa.Table.from_pylist([row], schema=endpoint.stream.schema)
    return table.num_rows == 1 and row[endpoint.stream.key] is not None


@pytest.mark.conformance
def test_damaged_records_are_read_or_refused_with_a_reason(recorded: Recordings) -> None:
    chance = random.Random(SEED)  # noqa: S311 - reproducible, no secret
    left: dict[Endpoint, int] = {}
    refused = read = 0
    for exchange in recorded.exchanges:
        endpoint = endpoint_of(exchange)
        if exchange.status != 200 or endpoint is None or endpoint.row is None:
            continue
        for record in nodes(endpoint, exchange):
            if left.setdefault(endpoint, RECORDS_AN_ENDPOINT) == 0:
                break
            left[endpoint] -= 1
            for _ in range(DAMAGES_A_RECORD):
                wrong = damaged(record, chance)
                try:
                    row = endpoint.row(wrong, exchange.repository)
                except RecordError as error:
                    refused += 1
                    reason = str(error)
                else:
                    read += 1
                    reason = "read"
                    assert fits(endpoint, row), wrong
                assert reason
    assert refused > 0
    assert read > 0
