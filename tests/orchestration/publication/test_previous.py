"""A run stops for good numbers that are published, and not for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orchestration.publication import Publication, publish
from orchestration.publication.previous import must_stop
from tests.orchestration.publication.reading import change

PUBLISHED_AT = datetime(2026, 7, 6, 6, tzinfo=UTC)
LOG = "update intermediate.int_landing__scope_runs set {}"


def stops(home: Path, hours: float = 24, source: str = "github", *, was_read: bool = True) -> bool:
    as_of = PUBLISHED_AT + timedelta(hours=hours)
    return must_stop(Publication(home), source, as_of, was_read=was_read)


@pytest.mark.parametrize("was_read", [True, False])
def test_it_stops_while_the_published_numbers_are_good(home: Path, was_read: bool) -> None:
    publish(home)
    assert stops(home, 24, was_read=was_read)
    assert stops(home, 48, was_read=was_read)
    assert not stops(home, 48.1, was_read=was_read)


@pytest.mark.parametrize(
    "state",
    ["last_status = 'failed'", "last_success_at = last_success_at - interval 49 hours"],
    ids=["read in part", "read long ago"],
)
def test_it_goes_on_where_the_published_numbers_had_the_fault_already(
    home: Path, state: str
) -> None:
    change(home, LOG.format(state))
    publish(home)
    assert not stops(home)
    assert stops(home, source="file_drops")


def test_the_first_publication_needs_some_of_a_source(tmp_path: Path) -> None:
    assert stops(tmp_path, was_read=False)
    assert not stops(tmp_path, was_read=True)


def test_a_publication_that_is_not_whole_is_none(home: Path) -> None:
    publish(home)
    Publication(home).audit.write_bytes(b"half")
    assert stops(home, was_read=False)
    assert not stops(home, was_read=True)
