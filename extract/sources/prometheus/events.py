"""The good and valid events of one objective, hour by hour.

Belongs here: which hours to ask for, and making rows of two series. Does not belong here: the
protocol (``client.py``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from extract.core.batch import Batch
from extract.core.errors import RecordError
from extract.core.fields import found, raw_json
from extract.core.landing import Landing
from extract.core.parallel import in_order
from extract.core.scope_log import COMPLETE, PARTIAL, ScopeLog
from extract.core.source import Row, RunRequest
from extract.sources.prometheus.client import HOUR, Hours, PrometheusClient, Series
from extract.sources.prometheus.settings import LANES
from extract.sources.prometheus.slos import Slo
from extract.sources.prometheus.state import LATE, SloState, whole_hour
from extract.sources.prometheus.streams import SLO_EVENTS

_AT_ONCE = timedelta(days=28)
"""Hours asked for at once: 672 of the 11,000 that Prometheus gives, because each of them makes it
read an hour of samples of every counter."""

_SECONDS = 3600
_PAIR = 2

Values = dict[datetime, float | None]
"""By the end of the hour (naive UTC); None for what is no number."""


@dataclass
class Told:
    """What is to be said of a reading.

    Attributes:
        warnings: What Prometheus says may be missing.
        remarks: What Prometheus says about the queries.
        values: How many values were met.
        odd: How many of them were no numbers.
    """

    warnings: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    values: int = 0
    odd: int = 0


class SloRun:
    """One run over one objective.

    Args:
        client: Asks Prometheus.
        landing: Takes the rows.
        slo: The objective.
        request: How far back.
    """

    def __init__(
        self, client: PrometheusClient, landing: Landing, slo: Slo, request: RunRequest
    ) -> None:
        self._client = client
        self._landing = landing
        self._slo = slo
        stored = landing.read_state(slo.slo_id)
        self._state = SloState.from_json(stored, slo, request.since)
        self._is_anew = bool(stored) and stored["queries"] != slo.queries
        self._batch = Batch(slo.slo_id)
        self._told = Told()
        self._gap: list[datetime] = []
        now = landing.clock.now().astimezone(UTC).replace(tzinfo=None)
        self._until = whole_hour(now)

    def read(self, log: ScopeLog) -> None:
        """Read and land every hour since the last run, and the last two days once more."""
        start = self._state.start(self._until)
        known = self._known()
        met: set[Any] = set()
        for hours, (good, valid) in in_order(self._both, _stretches(start, self._until), LANES):
            rows = self._rows(hours, self._values(good), self._values(valid), known)
            self._batch.rows[SLO_EVENTS.name] += rows
            met |= {row["slo_event_id"] for row in rows if row["valid_events"] is not None}
        if self._is_anew:
            # Another query counts other things: what it cannot tell about is not known any more.
            self._batch.add_tombstones(SLO_EVENTS, known.keys() - met)
        scope = self._slo.slo_id
        self._landing.commit(self._batch.take(), {scope: self._state.as_json()}, scope=scope)
        self._note(log)

    def _known(self) -> dict[Any, Row]:
        columns = ("good_events", "valid_events")
        return self._landing.landed.live_rows(SLO_EVENTS, self._slo.slo_id, columns)

    def _both(self, hours: Hours) -> tuple[Series, Series]:
        return (
            self._client.increase(self._slo.good_events, hours),
            self._client.increase(self._slo.valid_events, hours),
        )

    def _rows(
        self, hours: Hours, good: Values, valid: Values, known: Mapping[Any, Row]
    ) -> list[Row]:
        """Return a row for each hour from the first that has a value to the last that has one.

        An hour between them that has none gets a row without values. What follows the last is not
        known to be missing yet. An hour that was known keeps what was known if Prometheus has
        nothing of it any more.
        """
        rows = []
        for end in hours.ends():
            values = (good.get(end), valid.get(end))
            if values == (None, None):
                if self._state.first_hour is not None:
                    self._gap.append(end)
                continue
            self._state.first_hour = self._state.first_hour or (end - HOUR).isoformat()
            self._state.newest = end.isoformat()
            rows += [self._row(missing - HOUR, None, None) for missing in self._gap]
            self._gap.clear()
            rows.append(self._row(end - HOUR, *values))
        return [
            row
            for row in rows
            if self._is_anew
            or row["slo_event_id"] not in known
            or _says_as_much(row, known[row["slo_event_id"]])
        ]

    def _row(self, start: datetime, good: float | None, valid: float | None) -> Row:
        hour = start.strftime("%Y-%m-%dT%H:00:00Z")
        raw = {"slo_id": self._slo.slo_id, "hour_start": hour, "good": good, "valid": valid}
        return {
            "slo_event_id": f"{self._slo.slo_id}|{hour}",
            "slo_id": self._slo.slo_id,
            "hour_start": start,
            "good_events": good,
            "valid_events": valid,
            "raw_json": raw_json(raw),
        }

    def _values(self, series: Series) -> Values:
        self._told.warnings += series.warnings
        self._told.remarks += series.remarks
        values: Values = {}
        for raw in series.samples:
            try:
                end, value = sample(raw)
            except RecordError as error:
                payload = {"slo_id": self._slo.slo_id, "sample": raw}
                self._batch.quarantine(SLO_EVENTS, payload, error)
                continue
            values[end] = value
            self._told.values += 1
            self._told.odd += value is None
        return values

    def _note(self, log: ScopeLog) -> None:
        """Say in the log how it went; an objective without late samples is not complete."""
        told, details, newest = self._told, [], self._state.newest
        is_late = newest is None or datetime.fromisoformat(newest) < self._until - LATE
        if told.warnings:
            details.append(f"Prometheus warns: {told.warnings[0][:200]}")
        if is_late:
            since = f"since {newest}" if newest else "at all"
            details.append(f"no samples {since}; check the selectors and the scraping")
        if told.odd:
            details.append(f"{told.odd} of {told.values} values are no numbers")
        if told.remarks:
            details.append(f"Prometheus remarks: {told.remarks[0][:200]}")
        if self._state.since:
            details.append(f"since {self._state.since}")
        status = PARTIAL if told.warnings or is_late else COMPLETE
        log.read(SLO_EVENTS, detail="; ".join(details) or None, status=status)


def sample(raw: Any) -> tuple[datetime, float | None]:
    """Return the end of the hour (naive UTC) and the value; None for NaN and infinities.

    Raises:
        RecordError: It is no pair of an instant on the hour and a number as text.
    """
    if not isinstance(raw, list) or len(raw) != _PAIR:
        raise RecordError(f"sample: expected a pair, found {found(raw)}")
    moment, text = raw
    if isinstance(moment, bool) or not isinstance(moment, int | float):
        raise RecordError(f"sample: expected seconds since 1970, found {found(moment)}")
    if not 0 <= moment < 1e11 or moment % _SECONDS:  # noqa: PLR2004 - the year 5138
        raise RecordError(f"sample: expected an instant on the hour, found {moment}")
    if not isinstance(text, str):
        raise RecordError(f"sample: expected a number as text, found {found(text)}")
    try:
        value = float(text)
    except ValueError as error:
        raise RecordError(f"sample: expected a number as text, found {text[:40]!r}") from error
    end = datetime.fromtimestamp(moment, UTC).replace(tzinfo=None)
    return end, value if math.isfinite(value) else None


def _says_as_much(row: Row, before: Row) -> bool:
    """Whether a row does not lose a value that was known."""
    return all(
        row[name] is not None or before[name] is None for name in ("good_events", "valid_events")
    )


def _stretches(start: datetime, until: datetime) -> Iterator[Hours]:
    first = start + HOUR
    while first <= until:
        last = min(first + _AT_ONCE - HOUR, until)
        yield Hours(first, last)
        first = last + HOUR
