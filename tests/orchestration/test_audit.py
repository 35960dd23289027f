"""The command audits what is published, keeps what was said, and lets humans decide."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from expectations.pages.page import fetches
from orchestration import audit
from orchestration.lock import one_run
from orchestration.publication import publish
from tests.expectations.audit import small_home
from tests.orchestration.publication.reading import change, next_day, read

ACCEPT = """
    insert into staging.stg_file_drops__audit_actions by name select
        '{audit_id}' as audit_id, '{metric_id}' as metric_id, '{action}' as action,
        'head of engineering' as accepted_by_role, date '{on}' as accepted_on,
        'definition_fixed' as reason
"""
VERDICTS = "select metric_id, question, verdict from marts.audit_answer where audit_id = ?"


@pytest.fixture(scope="module")
def audited_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose second quarter is audited; do not change it."""
    home = tmp_path_factory.mktemp("audited")
    small_home.build(home)
    audit.run(home, "2026Q2")
    return home


@pytest.fixture
def home(audited_home: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return Path(shutil.copytree(audited_home, tmp_path / "home"))


def later(home: Path, days: int, *statements: str) -> None:
    """Publish as of some days after the audit, built over what was published before."""
    change(home, "update marts.fct_team_metrics set as_of = timestamp '2026-08-05 06:00'")
    next_day(home, f"update marts.fct_team_metrics set as_of = as_of + interval {days} day")
    change(home, *statements)
    publish(home)


def accept(metric_id: str, action: str, on: str = "2026-08-10", audit_id: str = "2026Q2-1") -> str:
    return ACCEPT.format(audit_id=audit_id, metric_id=metric_id, action=action, on=on)


def standing(home: Path, metric_id: str) -> tuple[str, str, str, bool]:
    """Status, decisions and reason of a metric, and whether it shows numbers."""
    rows = read(
        home,
        "select metrics.status, eligible_decisions, coalesce(status_reason, ''), "
        "bool_or(cells.value is not null) from marts.dim_metrics as metrics "
        "join marts.fct_team_metrics as cells using (metric_id) "
        f"where metric_id = '{metric_id}' group by all",
    )
    return rows[0]


def test_every_metric_is_asked_three_questions(audited_home: Path) -> None:
    found = {
        (metric, question): verdict
        for metric, question, verdict in read(
            audited_home, "select metric_id, question, verdict from marts.audit_answer", "audit"
        )
    }
    assert len(found) == 3 * 3 + 1
    assert found["deploy_freq", "behaviour"] == "red"
    assert found["deploy_freq", "gaming"] == "amber"
    assert found["review_response", "gaming"] == "red"
    assert found["change_fail_rate", "gaming"] == "unknown"
    assert found["change_fail_rate", "value"] == "unknown"
    assert found["catalogue", "value"] == "amber"


def test_an_answer_says_what_it_rests_on(audited_home: Path) -> None:
    rows = read(
        audited_home,
        "select n, n_min, estimate, ci_lo, p, min_detectable_effect, power_statement, "
        "rule_version, unnest(evidence_ids) as evidence_id from marts.audit_answer "
        "where metric_id = 'deploy_freq' and question = 'behaviour' order by evidence_id",
        "audit",
    )
    assert len(rows) == 12
    n, n_min, estimate, low, p, detectable, power, rule, evidence_id = rows[0]
    assert (n, n_min, estimate, rule) == (12, 8, 1.0, "1")
    assert low > 0.5 > p
    assert detectable > 0.5
    assert "80 of 100" in power
    assert read(
        audited_home,
        f"select kind, team_id from marts.audit_evidence where evidence_id = '{evidence_id}'",
        "audit",
    ) == [("pair", "team-01")]


def test_the_run_says_what_it_looked_at(audited_home: Path) -> None:
    rows = read(
        audited_home,
        "select audit_id, quarter, data_finality, n_teams, n_testable, length(code_sha) "
        "from marts.audit_run",
        "audit",
    )
    assert rows == [("2026Q2-1", "2026Q2", "final", 13, 2, 40)]
    assert read(audited_home, "select count(*) from marts.metric_registry_history", "audit") == [
        (3,)
    ]


def test_the_report_stands_by_itself_and_names_no_team(audited_home: Path) -> None:
    folder = audited_home / "published" / "audits" / "2026Q2"
    page = (folder / "report.html").read_text()
    assert page == (folder / "2026Q2-1.html").read_text()
    assert fetches(page) == []
    assert "team-01" not in page
    assert "Team 1" not in page
    assert "number of deployments" in page
    assert "Moves that explain themselves" in page
    assert "happy suppliers" in page
    assert "Smaller changes fail less" in page
    assert "If nobody answers" in page
    assert "D6: 1 answered, 1 of them a false alarm; half within\n10 days" in page
    assert "No earlier audit answered red" in page


def test_the_same_data_give_the_same_page(audited_home: Path, tmp_path: Path) -> None:
    small_home.build(tmp_path)
    audit.run(tmp_path, "2026Q2")
    place = Path("published", "audits", "2026Q2", "report.html")
    assert (tmp_path / place).read_bytes() == (audited_home / place).read_bytes()


def test_a_pilot_is_judged_by_what_it_registered(audited_home: Path) -> None:
    rows = read(
        audited_home,
        "select pilot_id, verdict, is_exploratory, clarity_n, clarity_shift, n_reviews, "
        "share_with_action, share_done from marts.pilot_evaluation",
        "audit",
    )
    assert rows == [("trunk", "supported", False, 8, 1.5, 1, 1.0, pytest.approx(2 / 3))]


def test_an_audit_again_adds_and_rewrites_nothing(home: Path) -> None:
    before = read(home, "from marts.audit_answer order by all", "audit")
    assert audit.run(home, "2026Q2").audit_id == "2026Q2-2"
    after = read(home, "from marts.audit_answer where audit_id = '2026Q2-1' order by all", "audit")
    assert after == before
    assert read(home, "select count(*) from marts.audit_answer", "audit") == [(2 * len(before),)]
    assert (home / "published" / "audits" / "2026Q2" / "2026Q2-1.html").exists()


def test_a_red_that_nobody_answers_suspends_the_metric_after_30_days(home: Path) -> None:
    before = read(home, "from marts.audit_answer order by all", "audit")
    later(home, 29)
    assert standing(home, "deploy_freq")[3] is True
    later(home, 30, accept("review_response", "keep"))
    assert read(home, "from marts.audit_answer order by all", "audit") == before
    assert standing(home, "review_response")[0] == "trial"
    status, decisions, reason, is_shown = standing(home, "deploy_freq")
    assert (status, decisions, is_shown) == ("suspended", "team self-observation", False)
    assert reason.startswith("Audit 2026Q2-1 was not answered within 30 days: In 12 of 12 teams")
    assert read(
        home, "select distinct status from marts.fct_team_metrics where metric_id = 'deploy_freq'"
    ) == [("suspended_by_audit",)]
    assert standing(home, "change_fail_rate")[0] == "trial"
    assert read(
        home,
        "select distinct value from marts.metric_snapshots where metric_id = 'deploy_freq' "
        "and as_of >= '2026-09-05'",
        "audit",
    ) == [(None,)]


def test_actions_tell_who_accepted_them(home: Path) -> None:
    later(home, 4, accept("deploy_freq", "demote_decision"), accept("deploy_freq", "harden"))
    rows = read(
        home,
        "select action, accepted_by, accepted_on, is_proposed from marts.audit_action "
        "where metric_id = 'deploy_freq' order by all",
        "audit",
    )
    role, day = "head of engineering", date(2026, 8, 10)
    assert rows == [
        ("clarify", None, None, True),
        ("demote_decision", role, day, True),
        ("harden", role, day, False),
    ]


def test_what_may_still_move_is_not_green(home: Path) -> None:
    shutil.rmtree(home / "published" / "audits")
    for file in (home / "published" / "parquet").glob("audit_*.parquet"):
        file.unlink()
    change(home, "update marts.fct_team_metrics set finality = 'settling'")
    publish(home)
    audit.run(home, "2026Q2")
    assert read(home, "select data_finality from marts.audit_run", "audit") == [("settling",)]
    assert read(home, "from marts.audit_answer where verdict = 'green'", "audit") == []


@pytest.mark.parametrize(
    ("quarter", "said"),
    [("2026Q3", "is not over"), ("2026", "is no quarter"), ("2026Q5", "is no quarter")],
)
def test_a_quarter_that_cannot_be_audited_is_told(
    audited_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    quarter: str,
    said: str,
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(audited_home))
    assert audit.main([quarter]) == 1
    assert said in capsys.readouterr().err


def test_a_home_without_a_publication_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path))
    assert audit.main(["2026Q2"]) == 1
    assert "run the daily job (make run) first" in capsys.readouterr().err


def test_a_warehouse_that_is_not_published_is_not_audited(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change(home, "update marts.fct_team_metrics set as_of = as_of + interval 1 day")
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(home))
    assert audit.main(["2026Q2"]) == 1
    assert "until it publishes" in capsys.readouterr().err


def test_one_run_at_a_time(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(home))
    with one_run(home):
        assert audit.main(["2026Q2"]) == 1
    assert "Another run is at work" in capsys.readouterr().err


def test_rows_of_an_audit_that_was_killed_are_left_out(home: Path) -> None:
    folder = home / "published" / "parquet"
    half = folder / "audit_answer.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select * from read_parquet('{half}') union all by name "
            f"select * replace ('2026Q2-2' as audit_id) from read_parquet('{half}')) "
            f"to '{folder}/half.parquet'"
        )
    (folder / "half.parquet").replace(half)
    publish(home)
    assert read(home, "select distinct audit_id from marts.audit_answer", "audit") == [
        ("2026Q2-1",)
    ]
