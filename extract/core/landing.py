"""Writes rows to the landing lake, together with the state they bring us to.

Belongs here: one run's lock, its commits over dlt, and cleaning up after killed runs.
Does not belong here: what the rows mean, or reading them for the warehouse.

Why state is an ordinary stream: dlt stores its own pipeline state before it records a load
complete, so after a kill in between the state would be ahead of the data. Rows of
``extraction_state`` travel in the same load as the data they cover, and a load either counts
with everything in it or not at all.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import shutil
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import pyarrow as pa

from extract.core.clock import Clock
from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE
from extract.core.errors import LandingError, LockedError
from extract.core.landed import Landed
from extract.core.source import Row, Source, Stream
from extract.core.veiled_rows import VeiledRows

logger = logging.getLogger(__name__)


class Landing:
    """The landing of one source, open for one run; use it as a context manager.

    Args:
        source: Whose streams may be written.
        home: The data root; rows go to ``<home>/landing/<source>``.
        clock: Gives ``extracted_at``.

    Attributes:
        home: The data root as an absolute path.
        run_id: Names this run in ``extraction_log``.
        landed: Reads what earlier commits landed, those of this run included.
        landed_rows: Rows this run has landed so far, by stream and the scope of the commit.
        veiled: Puts pseudonyms in the place of people who were erased, in all that is committed.

    Raises:
        SettingsError: People were erased, and the register of them cannot be used.
    """

    def __init__(self, source: Source, home: Path, clock: Clock | None = None) -> None:
        self.source = source
        self.clock = clock or Clock()
        self.run_id = uuid.uuid4().hex
        self.home = home.resolve()
        self.landed = Landed(self.home / "landing" / source.name)
        self.landed_rows: dict[tuple[str, str], int] = {}
        self.veiled = VeiledRows(self.home, source.name)
        self._work = self.home / "work" / f"extract-{source.name}"
        self._lock: TextIO | None = None
        self._pipeline: Any = None

    def __enter__(self) -> Landing:
        try:
            self._acquire_lock()
            shutil.rmtree(self._work, ignore_errors=True)
            for orphan in self.landed.orphans():
                logger.info("removing %s: it does not count", orphan)
                orphan.unlink(missing_ok=True)
        except OSError as error:
            self._release_lock()
            raise _landing_error(self.home, error) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self._work, ignore_errors=True)
        self._release_lock()

    def read_state(self, scope: str) -> dict[str, Any]:
        """Return what was last committed as the state of a scope; empty if nothing was."""
        row = self.landed.live_rows(EXTRACTION_STATE, columns=("state_json",)).get(scope)
        state: dict[str, Any] = json.loads(row["state_json"]) if row else {}
        return state

    def known_keys(self, stream: Stream, scope: str | None = None) -> set[Any]:
        """Return the keys of the stream's live records, of one scope or of all."""
        return self.landed.known_keys(stream, scope)

    def commit(
        self,
        batches_by_stream: Mapping[str, Sequence[Row]],
        state: Mapping[str, Mapping[str, Any]] | None = None,
        scope: str = "",
    ) -> dict[str, int]:
        """Land rows and state in one load: all of it counts, or none of it.

        Rows equal to the latest landed version of their key are left out, as are tombstones of
        unknown keys; of several rows with one key the last wins.

        Args:
            batches_by_stream: Rows by stream name. A row has the typed columns and
                ``raw_json``; ``is_deleted`` defaults to false, ``extracted_at`` is added.
            state: JSON-able state by scope, replacing what was committed for that scope.
            scope: What the rows are counted under in ``rows_landed``.

        Returns:
            How many rows were landed, by stream.

        Raises:
            LandingError: A row does not fit its stream, or the data root cannot be written.
        """
        batches = {name: list(rows) for name, rows in batches_by_stream.items()}
        batches.setdefault(EXTRACTION_STATE.name, []).extend(
            {"state_id": scope, "state_json": json.dumps(value, sort_keys=True)}
            for scope, value in (state or {}).items()
        )
        tables: dict[str, pa.Table] = {}
        for name, named_rows in batches.items():
            stream = self.source.stream(name)
            rows = self.veiled.rows(stream, named_rows)
            if rows:
                table = self.landed.news(stream, self._table(stream, rows))
                if table.num_rows:
                    tables[name] = table
        if tables:
            self._load(tables)
        for name, table in tables.items():
            self.landed_rows[name, scope] = self.rows_landed(name, scope) + table.num_rows
        return {name: table.num_rows for name, table in tables.items()}

    def rows_landed(self, stream: str, scope: str = "") -> int:
        """Return how many rows of a stream and scope this run has landed so far."""
        return self.landed_rows.get((stream, scope), 0)

    def records_landed(self) -> dict[str, int]:
        """Return how many rows this run has landed, by stream, but for what it says of itself."""
        rows: Counter[str] = Counter()
        for (stream, _), count in self.landed_rows.items():
            if stream not in (EXTRACTION_LOG.name, EXTRACTION_STATE.name):
                rows[stream] += count
        return dict(rows)

    def _table(self, stream: Stream, rows: Sequence[Row]) -> pa.Table:
        stamp = self.clock.now()
        latest = {
            row[stream.key]: {"is_deleted": False, **row, "extracted_at": stamp} for row in rows
        }
        unknown = set().union(*latest.values()) - set(stream.schema.names)
        if unknown:
            raise LandingError(
                f"{self.source.name}.{stream.name}: undeclared columns {sorted(unknown)}; declare "
                "them in the stream."
            )
        try:
            return pa.Table.from_pylist(list(latest.values()), schema=stream.schema)
        except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError) as error:
            raise LandingError(
                f"{self.source.name}.{stream.name}: a row does not fit the declared columns: "
                f"{str(error)[:200]}"
            ) from error

    def _load(self, tables: Mapping[str, pa.Table]) -> None:
        from extract.core import dlt_load  # noqa: PLC0415 - dlt takes a second to import

        try:
            if self._pipeline is None:
                self._pipeline = dlt_load.open_pipeline(
                    self.source, self.home / "landing", self._work
                )
            dlt_load.run(self._pipeline, self.source, tables)
        except Exception as error:
            # Whatever fails inside dlt, the load is not recorded complete and does not count.
            raise _landing_error(self.home, error) from error

    def _acquire_lock(self) -> None:
        folder = self.home / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = (folder / f"extract-{self.source.name}.lock").open("w", encoding="utf-8")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._release_lock()
            raise LockedError(
                f"Another extraction of {self.source.name} is writing to {self.home}; wait for "
                "it to end, or choose another TEAM_OUTCOMES_HOME."
            ) from error

    def _release_lock(self) -> None:
        if self._lock:
            self._lock.close()
            self._lock = None


def _landing_error(home: Path, error: BaseException) -> LandingError:
    """Say in one line why landing failed; a full disk is told apart by name."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno is not None:
            return LandingError(
                f"Cannot write to {home}: {os.strerror(cause.errno)}. Nothing of this load counts; "
                "make room or choose another TEAM_OUTCOMES_HOME, then run again."
            )
        cause = cause.__cause__ or cause.__context__
    first_line = str(error).strip().splitlines()[-1] if str(error).strip() else repr(error)
    return LandingError(f"Cannot write to {home}: {first_line[:300]}. Nothing of this load counts.")
