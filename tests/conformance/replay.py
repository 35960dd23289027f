"""Replays recorded answers through the extractor's parsers and compares every column.

Here: rows, quarantine and differences of one exchange, and the tally of all of them.
Not here: HTTP (test_http_answers.py).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from extract.core.common_streams import quarantine_row
from extract.core.errors import RecordError
from extract.core.source import Row
from tests.conformance.endpoints import UNUSED, Endpoint, endpoint_of
from tests.conformance.expected import EXPECTED
from tests.conformance.recordings import Exchange


@dataclass
class Replay:
    """What came of answers of one endpoint.

    Attributes:
        answers: answers replayed.
        record_count: records in them, counted in the raw JSON.
        rows: rows parsed.
        quarantined: rows of the quarantine for the others.
        differences: values that are not those of the raw record.
        moments: timestamps compared.
    """

    answers: int = 0
    record_count: int = 0
    rows: list[Row] = field(default_factory=list)
    quarantined: list[Row] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    moments: int = 0

    def add(self, endpoint: Endpoint, exchange: Exchange) -> None:
        """Replay one answer."""
        self.answers += 1
        try:
            records = endpoint.records(exchange.body)
        except RecordError as error:
            records = []
            self.record_count += 1
            self._keep(endpoint, exchange, exchange.body, str(error))
        self.record_count += len(records)
        for raw in records:
            self._add_record(endpoint, exchange, raw)

    def _keep(self, endpoint: Endpoint, exchange: Exchange, raw: Any, reason: str) -> None:
        assert endpoint.stream is not None
        row = quarantine_row(endpoint.stream.name, exchange.repository, reason, raw)
        self.quarantined.append(row)

    def _add_record(self, endpoint: Endpoint, exchange: Exchange, raw: Any) -> None:
        assert endpoint.row is not None
        assert endpoint.stream is not None
        stream = endpoint.stream
        try:
            record = endpoint.rewrite(raw) if endpoint.rewrite else raw
        except (KeyError, TypeError, AttributeError) as error:
            reason = f"{error}: expected in a {stream.name} record of REST, found nothing"
            self._keep(endpoint, exchange, raw, reason)
            return
        try:
            row = endpoint.row(record, exchange.repository)
        except RecordError as error:
            self._keep(endpoint, exchange, raw, str(error))
            return
        self.rows.append(row)
        wanted = {name: read(raw) for name, read in EXPECTED[stream.name].items()}
        self.moments += sum(isinstance(value, datetime) for value in wanted.values())
        self.differences += [
            f"line {exchange.line}, {name}: {row[name]!r} is not {value!r}"
            for name, value in wanted.items()
            if row[name] != value
        ]


@dataclass
class Tally:
    """Everything in a file of recordings; what is not replayed by use and kind of path."""

    replays: dict[Endpoint, Replay]
    not_replayed: Counter[tuple[str, str]]
    refusals: Counter[int]


def kind_of(exchange: Exchange) -> str:
    """The method and path of an exchange without the names and numbers in it."""
    path = re.sub(r"^/(repos/[^/]+/[^/]+|repositories/\d+)", "/repos/…", exchange.path)
    path = re.sub(r"/([0-9a-f]{7,40}|\d+)(?=/|$)", "/…", path)
    return f"{exchange.method} {path}"


def replay_all(exchanges: Iterable[Exchange]) -> Tally:
    """Replay every accepted answer of an endpoint whose records we read."""
    replays: dict[Endpoint, Replay] = defaultdict(Replay)
    not_replayed: Counter[tuple[str, str]] = Counter()
    refusals: Counter[int] = Counter()
    for exchange in exchanges:
        endpoint = endpoint_of(exchange)
        if exchange.status != 200:
            refusals[exchange.status] += 1
        elif endpoint is None or endpoint.row is None:
            use = UNUSED if endpoint is None else endpoint.use
            not_replayed[use, kind_of(exchange)] += 1
        else:
            replays[endpoint].add(endpoint, exchange)
    return Tally(dict(replays), not_replayed, refusals)
