"""What there is to tell of a publication: gates, questions and audits, each when it is new."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from expectations.audit import history
from orchestration.alerts.alert import AUDIT, CLOSED, ENGINEERS, LEADERS, OPENED, QUESTION
from orchestration.alerts.channels import Channel
from orchestration.alerts.found import published
from orchestration.alerts.message import Message
from orchestration.alerts.telling import tell
from orchestration.publication import Publication, publish
from tests.orchestration.publication.conftest import judge
from tests.orchestration.publication.reading import change, next_day
from tests.orchestration.publication.test_questions import QUESTION as ASKED

NOW = datetime(2026, 7, 6, 7, tzinfo=UTC)
EVERYBODY = frozenset({ENGINEERS, LEADERS})
FAILED = {"passed": False, "detail": "3 of 9 records are missing"}


class Reader:
    """A channel that takes everything and remembers it."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def send(self, message: Message) -> None:
        self.messages.append(message)

    def text(self) -> str:
        return "\n".join(self.messages[-1].lines()) if self.messages else ""


def told(home: Path, reader: Reader, audiences: frozenset[str] = EVERYBODY) -> str:
    """What a channel is told now; empty where it is told nothing."""
    count = len(reader.messages)
    assert tell(home, [Channel("one", audiences, reader)], NOW) == []
    return reader.text() if len(reader.messages) > count else ""


def kinds(home: Path) -> list[str]:
    return [alert.kind for alert in published(home).alerts]


def test_where_nothing_happened_nobody_is_told(home: Path) -> None:
    assert published(home).alerts == ()
    publish(home)
    assert kinds(home) == []
    assert told(home, Reader()) == ""


def test_a_gate_is_told_when_it_closes_and_when_it_opens_again(home: Path) -> None:
    reader = Reader()
    publish(home)
    assert told(home, reader) == ""
    next_day(home)
    judge(home, FAILED)
    publish(home)
    assert kinds(home) == [CLOSED]
    text = told(home, reader)
    assert "github issues cannot be trusted" in text
    assert "Closed since 2026-07-07 06:00 UTC by B2 (source partial)." in text
    assert "It concerns change_fail_rate" in text
    assert "3 of 9 records are missing" in text
    next_day(home)
    publish(home)
    assert told(home, reader) == "", "still closed: told once"
    next_day(home)
    judge(home)
    publish(home)
    text = told(home, reader)
    assert "github issues can be trusted again" in text
    assert "It could not since 2026-07-07 06:00 UTC" in text
    assert told(home, reader) == ""
    assert OPENED not in kinds(home), "opening is known from what was told"


def test_a_question_goes_to_its_team_and_its_count_to_leaders(home: Path) -> None:
    change(home, ASKED.format(text="The review signal may no longer mean what it did.", role="x"))
    change(home, "update detectors.signal_questions set resolution = null")
    publish(home)
    assert kinds(home) == [QUESTION, QUESTION]
    team, leaders = Reader(), Reader()
    of_team = told(home, team, frozenset({"team:atlas"}))
    assert "The review signal may no longer mean what it did." in of_team
    assert "finding_id D5-2026Q2-atlas" in of_team
    of_leaders = told(home, leaders, frozenset({LEADERS}))
    assert "For 2026Q2 one team is asked (D5, docs/detectors.md)" in of_leaders
    assert "pairs" in of_leaders
    assert "atlas" not in of_leaders.lower()


@pytest.mark.parametrize(
    "state", ["resolution = 'explained_change'", "is_shown = false", "is_explained = true"]
)
def test_what_is_answered_explained_or_not_shown_asks_nobody(home: Path, state: str) -> None:
    change(home, ASKED.format(text="Of the signal", role="x"))
    change(home, "update detectors.signal_questions set resolution = null")
    change(home, f"update detectors.signal_questions set {state}")
    publish(home)
    assert kinds(home) == []


def test_one_more_team_is_new_and_one_less_is_not(home: Path) -> None:
    reader = Reader()
    change(home, ASKED.format(text="Of the signal", role="x"))
    change(home, "update detectors.signal_questions set resolution = null")
    publish(home)
    assert "one team is asked" in told(home, reader)
    second = "select * replace ('D5-2026Q2-cedar' as finding_id, 'cedar' as team_id)"
    change(
        home,
        f"insert into detectors.signal_questions {second} from detectors.signal_questions",
    )
    publish(home)
    assert "2 teams are asked" in told(home, reader)
    change(home, "delete from detectors.signal_questions where team_id = 'cedar'")
    publish(home)
    assert told(home, reader) == ""


QUARTER = """
    insert into marts.fct_team_metrics
    select * replace (
        'quarter' as grain, date '{start}' as period_start, timestamp '{as_of}' as as_of
    )
    from marts.fct_team_metrics where metric_id = 'deploy_freq' and grain = 'week'
"""


@pytest.mark.parametrize(("as_of", "is_due"), [("2026-08-04 23:00", False), ("2026-08-05", True)])
def test_an_audit_is_due_36_days_after_its_quarter(home: Path, as_of: str, is_due: bool) -> None:
    change(
        home,
        f"update marts.fct_team_metrics set as_of = timestamp '{as_of}'",
        QUARTER.format(start="2026-04-01", as_of=as_of),
    )
    publish(home)
    due = [alert for alert in published(home).alerts if alert.kind == AUDIT]
    assert [alert.title for alert in due] == ["The audit of 2026Q2 is due"] * is_due
    assert all("make audit QUARTER=2026Q2" in alert.text for alert in due)


ACTIONS = [
    {"metric_id": "deploy_freq", "action": "keep", "answers_red": False},
    {"metric_id": "change_fail_rate", "action": "suspend", "answers_red": True},
    {"metric_id": "review_response", "action": "clarify", "answers_red": False},
]


@pytest.mark.parametrize(("due", "is_overdue"), [("2026-07-06", False), ("2026-07-05", True)])
def test_an_answer_is_overdue_the_day_after_it_was_due(
    home: Path, due: str, is_overdue: bool
) -> None:
    run = {"audit_id": "2026Q1-1", "quarter": "2026Q1", "as_of": datetime(2026, 6, 1)}  # noqa: DTZ001
    actions = [{"audit_id": "2026Q1-1", "due": date.fromisoformat(due), **one} for one in ACTIONS]
    history.add(Publication(home).parquet, {"audit_run": [run], "audit_action": actions})
    change(
        home,
        "insert into staging.stg_file_drops__audit_actions values ('a', '2026Q1-1', "
        "'review_response', 'keep', 'tech lead', date '2026-07-01', 'fine', null, now())",
    )
    publish(home)
    (alert,) = published(home).alerts or (None,)
    assert (alert is not None) == is_overdue
    if alert is not None:
        assert alert.title == "change_fail_rate: an answer to audit 2026Q1-1 is overdue"
        assert "Unanswered, the metric is suspended." in alert.text


@pytest.mark.parametrize("quarters", [["2026Q1", "2025Q4"], ["2025Q4", "2026Q1"]])
def test_answers_are_asked_for_the_latest_quarter_however_late_others_are_audited(
    home: Path, quarters: list[str]
) -> None:
    ids = [f"{quarter}-{number}" for quarter in quarters for number in (1, 10, 9)]
    audits = [
        {"audit_id": name, "quarter": name[:6], "as_of": datetime(2026, 6, 1)}  # noqa: DTZ001
        for name in ids
    ]
    actions = [{"audit_id": name, "due": date(2026, 7, 1), **ACTIONS[1]} for name in ids]
    history.add(Publication(home).parquet, {"audit_run": audits, "audit_action": actions})
    publish(home)
    assert [alert.title for alert in published(home).alerts if "answer to" in alert.title] == [
        "change_fail_rate: an answer to audit 2026Q1-10 is overdue"
    ]
