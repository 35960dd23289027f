"""A failed gate takes the numbers that need its stream, says why and since when, and no others."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from orchestration.publication import publish
from orchestration.publication.contract import MODELS
from orchestration.publication.overlay import SQL
from tests.orchestration.publication.conftest import judge
from tests.orchestration.publication.reading import change, next_day, read

MONDAY, TUESDAY, WEDNESDAY = map(
    datetime.fromisoformat, ("2026-07-06 06", "2026-07-07 06", "2026-07-08 06")
)
CELLS = """
    select metric_id, value, status, last_good_value, last_good_as_of
    from marts.fct_team_metrics order by metric_id
"""
SIGNALS = """
    select stream, status, check_id, since, last_good_as_of, reason
    from marts.rpt_signal_status where metric_id = 'change_fail_rate' order by stream
"""
BROKEN = {"passed": False, "detail": "missing records: 3 of 9"}


def cells(home: Path) -> dict[str, tuple[object, ...]]:
    return {row[0]: row[1:] for row in read(home, CELLS)}


def test_where_every_gate_passes_the_marts_are_published_as_they_are(home: Path) -> None:
    publish(home)
    assert cells(home) == {
        "change_fail_rate": (0.25, "ok", None, None),
        "deploy_freq": (3.0, "ok", None, None),
        "review_response": (None, "suppressed_privacy", None, None),
    }
    assert read(home, SIGNALS) == [
        ("deployments", "ok", None, None, MONDAY, None),
        ("issues", "ok", None, None, MONDAY, None),
    ]


def test_a_broken_stream_takes_the_metrics_that_need_it(home: Path) -> None:
    judge(home, BROKEN)
    publish(home)
    assert cells(home) == {
        "change_fail_rate": (None, "source_partial", None, None),
        "deploy_freq": (3.0, "ok", None, None),
        "review_response": (None, "suppressed_privacy", None, None),
    }
    hidden = """
        select numerator, denominator, n_items, ci_low, ci_high, centre_line, limits_status
        from marts.fct_team_metrics where metric_id = 'change_fail_rate'
    """
    assert read(home, hidden) == [(None, None, None, None, None, None, "no_limits")]
    reason = "organisation: missing records: 3 of 9"
    assert read(home, SIGNALS) == [
        ("deployments", "ok", None, None, MONDAY, None),
        ("issues", "source_partial", "B2", MONDAY, None, reason),
    ]


def test_the_last_good_value_stays_with_its_date_until_it_is_good_again(home: Path) -> None:
    publish(home)
    next_day(home)
    judge(home, BROKEN)
    publish(home)
    lost = (None, "source_partial", 0.25, MONDAY)
    assert cells(home)["change_fail_rate"] == lost
    next_day(home, "update marts.fct_team_metrics set value = 0.3 where value = 0.25")
    judge(home, {**BROKEN, "status_when_failed": "source_stale"})
    publish(home)
    assert cells(home)["change_fail_rate"] == (None, "source_stale", 0.25, MONDAY)
    issues = read(home, SIGNALS)[1]
    # Untrusted since Tuesday, whatever the status has been called since then.
    assert issues[1:5] == ("source_stale", "B2", TUESDAY, MONDAY)
    judge(home)
    publish(home)
    assert cells(home)["change_fail_rate"] == (0.3, "ok", None, None)
    assert read(home, SIGNALS)[1][1:5] == ("ok", None, None, WEDNESDAY)


def test_publishing_the_same_run_twice_changes_nothing(home: Path) -> None:
    publish(home)
    next_day(home)
    judge(home, BROKEN)
    publish(home)
    before = cells(home), read(home, SIGNALS)
    publish(home)
    assert (cells(home), read(home, SIGNALS)) == before


def test_a_new_definition_has_no_last_good_value(home: Path) -> None:
    publish(home)
    next_day(home, "update marts.fct_team_metrics set definition_version = 2")
    judge(home, BROKEN)
    publish(home)
    assert cells(home)["change_fail_rate"] == (None, "source_partial", None, None)


def test_the_worst_failure_names_the_status_and_the_others_are_counted(home: Path) -> None:
    judge(
        home,
        {**BROKEN, "scope": "harbour/b", "check_id": "B5"},
        {**BROKEN, "scope": "harbour/a", "status_when_failed": "source_missing", "detail": "never"},
        {**BROKEN, "scope": "harbour/c", "status_when_failed": "source_stale"},
    )
    publish(home)
    assert cells(home)["change_fail_rate"][1] == "source_missing"
    assert read(home, SIGNALS)[1][5] == "harbour/a: never (and 2 more)"


@pytest.mark.parametrize(
    ("gate", "lost"),
    [
        ({"stream": None}, {"change_fail_rate", "deploy_freq"}),
        ({"stream": "deployments"}, {"change_fail_rate", "deploy_freq"}),
        ({"stream": "deployments", "metric_id": "deploy_freq"}, {"deploy_freq"}),
        ({"stream": "releases"}, set()),
        ({"source": "file_drops"}, set()),
    ],
    ids=["whole source", "stream", "one metric", "stream nobody needs", "another source"],
)
def test_a_failure_reaches_as_far_as_it_speaks(
    home: Path, gate: dict[str, object], lost: set[str]
) -> None:
    judge(home, {**BROKEN, **gate})
    publish(home)
    found = {metric for metric, row in cells(home).items() if row[1] == "source_partial"}
    assert found - {"review_response"} == lost


def test_a_stream_that_no_metric_needs_is_told_all_the_same(home: Path) -> None:
    judge(home, {**BROKEN, "stream": "releases"})
    publish(home)
    query = "select metric_id, status from marts.rpt_signal_status where stream = 'releases'"
    assert read(home, query) == [(None, "source_partial")]


@pytest.mark.parametrize("status", ["not_applicable", "source_missing"])
def test_a_cell_that_a_failure_says_nothing_about_keeps_its_status(home: Path, status: str) -> None:
    change(home, f"update marts.fct_team_metrics set value = null, status = '{status}'")
    judge(home, BROKEN)
    publish(home)
    assert cells(home)["change_fail_rate"][1] == status


def test_the_load_of_reviews_needs_what_its_metrics_need(home: Path) -> None:
    judge(home, {**BROKEN, "stream": "pull_request_reviews"})
    publish(home)
    query = """
        select status, n_people, n_events, excess_over_fair_share, effective_people, p_fair,
            detectable_multiple, is_concentrated, advice
        from marts.rpt_workload_distribution
    """
    assert read(home, query) == [
        ("source_partial", 7, None, None, None, None, None, None, None),
    ]
    own = """
        select load_kind, status, excess_over_fair_share, effective_people, p_fair,
            detectable_multiple
        from marts.rpt_team_workload order by load_kind
    """
    assert read(home, own) == [
        ("page", "ok", 0.1, 6.5, 0.04, 4.0),
        ("review", "source_partial", None, None, None, None),
    ]


def test_every_kind_of_load_falls_silent_with_the_metric_dbt_names_for_it() -> None:
    macro = (MODELS.parent / "macros" / "workload" / "load_kinds.sql").read_text(encoding="utf-8")
    names = r"'load_kind': '(\w+)'.*?'metric_id': '(\w+)'"
    known = re.findall(names, macro, flags=re.DOTALL)
    overlay = (SQL / "hidden_loads.sql").read_text(encoding="utf-8")
    assert known
    assert re.findall(r"\('(\w+)', '(\w+)'\)", overlay) == known


@pytest.mark.parametrize(
    ("stream", "shown"),
    [
        ("pull_request_reviews", ("source_partial", None, None, None, None)),
        ("deployments", ("ok", 1.5, "two waited", 2, 1.5)),
    ],
)
def test_a_finding_needs_the_streams_of_its_kind(
    home: Path, stream: str, shown: tuple[object, ...]
) -> None:
    judge(home, {**BROKEN, "stream": stream})
    publish(home)
    query = """
        select findings.status, findings.hours, findings.evidence, parts.n_items, parts.hours
        from marts.rpt_bottlenecks as findings
        inner join marts.rpt_bottleneck_evidence as parts using (finding_id)
    """
    assert read(home, query) == [shown]


@pytest.mark.parametrize(
    ("gate", "shown"),
    [
        ({"source": "file_drops", "stream": "survey_responses"}, "source_partial"),
        ({"source": "file_drops", "stream": "retrospectives"}, "ok"),
        ({"source": "github", "stream": "pull_request_reviews"}, "ok"),
    ],
    ids=["its answers", "another file", "another tool"],
)
def test_a_safety_signal_needs_what_it_is_made_of(
    home: Path, gate: dict[str, str], shown: str
) -> None:
    stream = (
        "insert into marts.rpt_signal_status by name select "
        f"'{gate['source']}' as source, '{gate['stream']}' as stream, 'ok' as status"
    )
    if gate["source"] == "file_drops":
        change(home, stream)
    judge(home, {**BROKEN, **gate})
    publish(home)
    query = """
        select status, value, median, response_rate, n_people, reading
        from marts.rpt_safety_signals where signal_id = 'psychological_safety'
    """
    hidden = "What this is told from cannot be trusted today: nothing is said by it."
    told = ("ok", 5.1, 5.2, 0.9, 7, "The mean of the scores is 5.1. Ask.")
    lost = ("source_partial", None, None, None, None, hidden)
    assert read(home, query) == [told if shown == "ok" else lost]


def test_how_failures_are_linked_needs_what_its_share_needs(home: Path) -> None:
    query = """
        select status, link_method, n_links, link_share, n_severe_incidents, n_unlinked_incidents,
            unlinked_incident_share
        from marts.rpt_deployment_failure_links
    """
    publish(home)
    assert read(home, query) == [("ok", "revert", 21, 1.0, 24, 6, 0.25)]
    judge(home, {**BROKEN, "stream": "issues"})
    publish(home)
    assert read(home, query) == [("source_partial", "revert", None, None, None, None, None)]


@pytest.mark.parametrize("detail", ["ada-codes may not read it", "asked by Cleo, refused"])
def test_the_words_of_an_error_name_nobody(home: Path, detail: str) -> None:
    judge(home, {**BROKEN, "detail": detail})
    publish(home)
    assert read(home, SIGNALS)[1][5] == "told in audit.duckdb, table gate_results"
    assert detail in str(read(home, "select detail from marts.gate_results", "audit"))
