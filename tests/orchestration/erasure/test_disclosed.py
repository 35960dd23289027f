"""An erased person's teams are published on: the ledger knows them by the new name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from orchestration.erasure import disclosed
from orchestration.publication import publish
from tests.expectations import small_warehouse
from tests.orchestration.publication.conftest import judge
from tests.orchestration.publication.reading import change, next_day, read

SHOWN = """
    update marts.fct_team_metrics
    set status = 'ok', value = 5.5, numerator = 9, denominator = 12, n_items = 12, n_people = 7
    where metric_id = 'review_response'
"""
RENAMED = """
    update intermediate.int_identity__reporting_roster set person_id = 'erased-1'
    where person_id = 'p-3'
"""
STATUS = "select status from marts.fct_team_metrics where metric_id = 'review_response'"


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A data root that published a cell about eight people."""
    small_warehouse.build(tmp_path / "warehouse.duckdb")
    judge(tmp_path)
    change(tmp_path, SHOWN)
    publish(tmp_path)
    return tmp_path


def test_a_renamed_population_is_the_same_one(published: Path) -> None:
    disclosed.rename(published, "p-3", "erased-1")
    next_day(published, RENAMED)
    publish(published)
    assert read(published, STATUS) == [("ok",)]


def test_without_it_the_cell_would_be_withheld(published: Path) -> None:
    next_day(published, RENAMED)
    publish(published)
    assert read(published, STATUS) == [("suppressed_privacy",)]


def test_who_is_in_no_population_changes_nothing(published: Path) -> None:
    ledger = published / "published" / "parquet" / "disclosure_ledger.parquet"
    before = ledger.read_bytes()
    disclosed.rename(published, "p-99", "erased-1")
    assert ledger.read_bytes() == before


def test_an_erasure_that_goes_on_without_a_warehouse_has_done_it(published: Path) -> None:
    (published / "warehouse.duckdb").unlink()
    ledger = published / "published" / "parquet" / "disclosure_ledger.parquet"
    before = ledger.read_bytes()
    disclosed.rename(published, "p-3", "erased-1")
    assert ledger.read_bytes() == before
    shutil.rmtree(published / "published")
    disclosed.rename(published, "p-3", "erased-1")
