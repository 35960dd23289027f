"""A publication withholds what would single out people and keeps a ledger, or it is refused."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from orchestration.publication import PublicationError, disclosure, publish
from tests.orchestration.publication.reading import change, contents, next_day, read

SHOWN = """
    update {schema}.{table}
    set status = 'ok', value = 5.5, numerator = 9, denominator = 12, n_items = 12
    where metric_id = 'review_response'
"""
TWO_SMALLER_TEAMS = """
    insert into marts.dim_teams by name
        select unnest(['borealis', 'tribe']) as team_id, unnest(['Borealis', 'Tribe']) as team_name;
    update marts.dim_teams set parent_team_id = 'tribe' where team_id != 'tribe';
    insert into intermediate.int_ownership__team_tree values
        ('borealis', 'borealis'), ('tribe', 'atlas'), ('tribe', 'borealis'), ('tribe', 'tribe');
    insert into intermediate.int_identity__reporting_roster
        select 'borealis', 'q-' || n, date '2026-04-01' from range(3) t(n);
    insert into marts.fct_team_metrics
        select * replace ('borealis' as team_id, 3 as n_people, 'suppressed_privacy' as status,
            null as value, null as numerator, null as denominator, null as n_items)
        from marts.fct_team_metrics where metric_id = 'review_response' and team_id = 'atlas'
        union all
        select * replace ('tribe' as team_id, 10 as n_people)
        from marts.fct_team_metrics where metric_id = 'review_response' and team_id = 'atlas'
"""
CELLS = """
    select team_id, status, value, n_items from marts.fct_team_metrics
    where metric_id = 'review_response' order by team_id
"""
LEDGER = """
    select decision, reason, n_population from marts.disclosure_ledger
    where measure = 'review_response' order by published_at, team_id
"""
SEEN = ("ok", 5.5, 12)
WITHHELD = ("suppressed_privacy", None, None)
TENTH = (
    "insert into intermediate.int_identity__reporting_roster values ('atlas', 'p-x', '2026-04-01')"
)


@pytest.fixture
def shown(home: Path) -> Path:
    """A data root with one shown cell about the behaviour of eight people."""
    for table in ("fct_team_metrics", "metric_snapshots"):
        change(home, SHOWN.format(schema="marts", table=table))
    change(
        home, "update marts.fct_team_metrics set n_people = 7 where metric_id = 'review_response'"
    )
    return home


def test_a_cell_of_enough_people_is_published_and_in_the_ledger(shown: Path) -> None:
    publish(shown)
    assert read(shown, CELLS) == [("atlas", *SEEN)]
    assert read(shown, LEDGER, "audit") == [("published", None, 8)]
    copy = shown / "published" / "parquet" / "disclosure_ledger.parquet"
    count = read(shown, "select count(*) from marts.disclosure_ledger", "audit")
    assert duckdb.sql(f"select count(*) from '{copy}'").fetchall() == count


def test_the_sibling_of_a_small_team_is_withheld_everywhere(shown: Path) -> None:
    change(shown, TWO_SMALLER_TEAMS)
    publish(shown)
    assert read(shown, CELLS) == [
        ("atlas", *WITHHELD),
        ("borealis", *WITHHELD),
        ("tribe", *SEEN),
    ]
    said = CELLS.replace("fct_team_metrics", "metric_snapshots")
    assert read(shown, said, "audit") == [("atlas", *WITHHELD)]
    assert read(shown, LEDGER, "audit") == [
        ("withheld", "complement_in_the_tree", 8),
        ("withheld", "few_people", 3),
        ("published", None, 11),
    ]


def test_the_ledger_grows_only_when_something_changes(shown: Path) -> None:
    publish(shown)
    publish(shown)
    next_day(shown)
    publish(shown)
    assert read(shown, LEDGER, "audit") == [("published", None, 8)]


def test_a_cell_that_was_published_for_other_people_is_withheld(shown: Path) -> None:
    publish(shown)
    next_day(shown, TENTH)
    publish(shown)
    assert read(shown, CELLS) == [("atlas", *WITHHELD)]
    assert read(shown, LEDGER, "audit") == [
        ("published", None, 8),
        ("withheld", "other_people_before", 9),
    ]


def test_a_cell_that_would_single_out_people_stops_the_publication(
    shown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(shown)
    before = contents(shown)
    change(shown, TWO_SMALLER_TEAMS)
    monkeypatch.setattr(disclosure, "choose", lambda *_, **__: {})
    with pytest.raises(PublicationError, match="tell something of fewer than 5 people") as refused:
        publish(shown)
    assert contents(shown) == before
    assert "q-0" not in str(refused.value)


def test_what_an_earlier_publication_told_stops_no_later_one(
    shown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(
        shown, "update marts.fct_team_metrics set n_people = 3 where metric_id = 'review_response'"
    )
    monkeypatch.setattr(disclosure, "choose", lambda *_, **__: {})
    monkeypatch.setattr(disclosure.attacks, "every", lambda *_: iter(()))
    publish(shown)
    monkeypatch.undo()
    next_day(shown)
    publish(shown)
    assert read(shown, CELLS) == [("atlas", *WITHHELD)]


def test_a_load_of_a_withheld_window_says_nothing(home: Path) -> None:
    change(home, "update marts.rpt_workload_distribution set n_people = 4")
    publish(home)
    columns = "status, n_events, excess_over_fair_share, effective_people, p_fair"
    rows = read(home, f"select {columns} from marts.rpt_workload_distribution")
    assert rows == [("suppressed_privacy", None, None, None, None)]
