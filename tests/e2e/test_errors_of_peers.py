"""Errors found in what others publish, planted here; our numbers do not make them.

Here: one test an error, over the compiled models with rows added to what was landed. Not here:
laws that hold of all numbers (test_properties.py), and the
lower median, which is an error of a statistic (tests/dbt/test_statistics.py).
"""

from __future__ import annotations

import duckdb
import pytest

from tests.e2e.chain import Cell, Chain, Change, Key, differing, in_turn

pytestmark = pytest.mark.e2e

FIRST_REQUESTS = """
    select
        events.pull_request_id, events.repository, min(events.created_at) as asked_at,
        min(changes.created_at) as opened_at
    from landing_github.pull_request_timeline as events
    inner join landing_github.pull_requests as changes using (pull_request_id)
    where events.event_type = 'review_requested'
    group by all
"""


def reviews(account: str, kind: str, moment: str) -> Change:
    """A change that adds a review with words to every change that anybody was asked to review."""

    def add(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(f"""
            insert into landing_github.pull_request_reviews by name
            select
                'planted:' || asked.pull_request_id as review_id,
                asked.pull_request_id, asked.repository,
                '{account}' as author_login, '{kind}' as author_type,
                'COMMENTED' as state, {moment} as submitted_at,
                template.commit_sha, 400 as body_length, 3 as comment_count,
                template.raw_json, false as is_deleted, template.extracted_at, template._load_id
            from ({FIRST_REQUESTS}) as asked
            cross join (select * from landing_github.pull_request_reviews limit 1) as template
        """)

    return add


def about(cells: dict[Key, Cell], *metrics: str) -> list[Key]:
    found = [key for key in cells if key[0] in metrics]
    assert {cells[key].status for key in found} & {"ok", "provisional"}
    return found


def test_what_was_not_landed_is_not_zero(chain: Chain, cells: dict[Key, Cell]) -> None:
    """Others coalesce: no deployments landed becomes no failures, and zero deployments."""

    def lose(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("delete from landing_github.deployments")
        connection.execute("delete from landing_github.extraction_log where stream = 'deployments'")

    found = chain.run(lose)
    for key in about(cells, "deploy_freq", "change_fail_rate", "change_lead_time"):
        if key in found:
            assert (found[key].status, found[key].value) == ("source_missing", None)


def test_a_comment_from_before_the_request_answers_nothing(
    chain: Chain, cells: dict[Key, Cell]
) -> None:
    """Others measure from the opening to any comment, so that one written before counts."""
    early = chain.run(reviews("harbour-nobody", "User", "asked.opened_at - interval 2 hour"))
    keys = about(cells, "review_response", "review_reliability", "lt_pickup")
    assert differing(early, cells, keys) == []


def test_a_bot_is_no_reviewer(chain: Chain, cells: dict[Key, Cell]) -> None:
    """Others count the first comment of anybody; a bot's comes within a minute."""
    by_bot = chain.run(reviews("harbour-linter", "Bot", "asked.asked_at + interval 1 minute"))
    keys = about(cells, "review_response", "review_reliability", "lt_pickup", "lt_review")
    assert differing(by_bot, cells, keys) == []


SOON = "select repository, created_at + interval 1 hour from landing_github.deployments"
LATE = """
    select repository, max(created_at) + interval 100 hour
    from landing_github.deployments group by repository
"""


def incidents(query: str) -> Change:
    """A change that adds an urgent incident to each repository and instant of a query."""

    def add(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(f"""
            insert into landing_github.issues by name
            select
                'planted:' || moments.repository || moments.created_at as issue_id,
                moments.repository, 99999 as number, template.author_login, template.author_type,
                'OPEN' as state, null as state_reason, moments.created_at,
                moments.created_at as updated_at, null as closed_at,
                'incident,severity:1' as labels, template.raw_json, false as is_deleted,
                template.extracted_at, template._load_id
            from ({query}) as moments (repository, created_at)
            cross join (select * from landing_github.issues limit 1) as template
        """)

    return add


def quiet(connection: duckdb.DuckDBPyConnection) -> None:
    """Let nothing be deployed in the last 200 hours."""
    for table in ("deployment_statuses", "deployments"):
        connection.execute(f"""
            delete from landing_github.{table} where created_at > (
                select max(created_at) - interval 200 hour from landing_github.deployments
            )
        """)


def test_an_incident_long_after_a_deployment_is_not_its_failure(
    chain: Chain, cells: dict[Key, Cell]
) -> None:
    """Others blame the latest deployment, however long ago; here after a day nobody's."""
    keys = about(cells, "change_fail_rate")
    without = chain.run(quiet)
    assert differing(chain.run(in_turn(quiet, incidents(LATE))), without, keys) == []
    assert differing(chain.run(in_turn(quiet, incidents(SOON))), without, keys) != []


def merged(moment: str) -> Change:
    """A change that merges what was merged around the first of May at one instant."""

    def move(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(f"""
            update landing_github.pull_requests set merged_at = '{moment}'
            where merged_at between '2026-04-27' and '2026-05-03'
        """)

    return move


def test_midnight_at_the_turn_of_a_month_is_in_one_month(
    chain: Chain, cells: dict[Key, Cell]
) -> None:
    """Others filter from the first to the first, both included, and count that instant twice."""
    keys = [key for key in about(cells, "merged_changes") if key[1] == "atlas"]
    at_midnight = chain.run(merged("2026-04-30 22:00:00"))
    assert differing(at_midnight, chain.run(merged("2026-04-30 22:00:01")), keys) == []
    assert differing(at_midnight, chain.run(merged("2026-04-30 21:59:59")), keys) != []
