"""The reference's work items, sprints and forecasts on examples worked by hand."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.reference.calendar import Period
from tests.reference.compute import place_everything
from tests.reference.context import Context, Raw
from tests.reference.examples import JUNE, ORGANISATION, at, truth
from tests.reference.items import Item
from tests.reference.statistics import Span

AS_OF = "07-20 00:00"
TO_DO, DOING, DONE = "1", "2", "3"
ATLAS_IN_JIRA = {
    **ORGANISATION,
    "teams": [
        {**team, "aliases": {"jira": ["ATL"]}} if team["team_id"] == "atlas" else team
        for team in ORGANISATION["teams"]
    ],
}


def site(*moves: tuple[str, str], **given: Any) -> dict[str, dict[str, dict[str, Any]]]:
    """A Jira site with one story of the 1st of June that goes through statuses."""
    issue = {
        "issue_id": 1,
        "issue_key": "ATL-1",
        "issue_type": "Story",
        "status_category": "new",
        "resolution": None,
        "created_at": at("06-01 00:00").isoformat(),
        "reporter_account": None,
        "assignee_account": None,
        "sprint_ids": "",
        "labels": "",
    }
    befores = (TO_DO, *(status for _, status in moves))
    changes = [
        _change(number, "status", moment, (befores[number], status))
        for number, (moment, status) in enumerate(moves)
    ]
    changes += given.pop("changes", [])
    return {
        "statuses": {
            TO_DO: {"category": "new"},
            DOING: {"category": "indeterminate"},
            DONE: {"category": "done"},
        },
        "issue_types": {"1": {"name": "Story", "is_subtask": False}},
        "issues": {"1": issue | given.pop("issue", {})},
        "issue_changes": {str(number): change for number, change in enumerate(changes)},
        "issue_links": {},
        "sprints": given.pop("sprints", {}),
    }


def _change(number: int, field: str, moment: str, sides: tuple[str, str]) -> dict[str, Any]:
    side = "value" if field == "issue_key" else "id"
    return {
        "issue_id": 1,
        "history_id": number,
        "field": field,
        "changed_at": at(moment).isoformat(),
        f"from_{side}": sides[0] or None,
        f"to_{side}": sides[1] or None,
    }


def placed(
    jira: dict[str, Any], metric_id: str, period: Period = JUNE, folder: Path | None = None
) -> list[Item]:
    """Atlas's items of a metric."""
    world = replace(truth(AS_OF), organisation=ATLAS_IN_JIRA)
    everything = place_everything(Context(Raw(world, {"jira": jira}, folder)))
    return everything.get((metric_id, "atlas", period), [])


BEGUN = ("06-02 00:00", DOING)


@pytest.mark.parametrize(
    ("moves", "resolution", "span"),
    [
        ((BEGUN, ("06-03 00:00", DONE)), "Done", Span(24, True)),
        ((BEGUN,), None, Span(24 * 48, False)),
        # Left within seven days, it never was done; the seventh day itself is enough.
        (
            (BEGUN, ("06-03 00:00", DONE), ("06-09 00:00", DOING), ("06-10 00:00", DONE)),
            "Done",
            Span(24 * 8, True),
        ),
        (
            (BEGUN, ("06-03 00:00", DONE), ("06-10 00:00", DOING), ("06-11 00:00", DONE)),
            "Done",
            Span(24, True),
        ),
        # Done for an hour so far: it stands until somebody undoes it.
        ((BEGUN, ("07-19 23:00", DONE)), "Done", Span(24 * 48 - 1, True)),
        # Given up is not finished, but nobody works on it any more.
        ((BEGUN, ("06-03 00:00", DONE)), "Won't Do", Span(24, False)),
        # A done before the start ends nothing.
        ((("06-01 12:00", DONE), ("06-20 00:00", DOING)), None, Span(24 * 30, False)),
    ],
)
def test_cycles(moves: Any, resolution: str | None, span: Span) -> None:
    jira = site(*moves, issue={"resolution": resolution})
    assert [item.span for item in placed(jira, "issue_cycle_time")] == [span]


def test_who_held_it_at_the_start_has_the_cycle_and_who_held_it_at_the_end_the_throughput() -> None:
    moved = [_change(9, "issue_key", "06-02 12:00", ("ATL-1", "OLD-4"))]
    jira = site(BEGUN, ("06-03 00:00", DONE), changes=moved, issue={"issue_key": "OLD-4"})
    assert len(placed(jira, "issue_cycle_time")) == 1
    assert [item for item in placed(jira, "throughput") if item.numerator] == []


def test_an_hour_is_no_item_and_a_team_that_plans_sprints_commits_by_them() -> None:
    def counted(*moves: tuple[str, str], **given: Any) -> int:
        items = placed(site(*moves, **given), "throughput")
        return len([item for item in items if item.numerator])

    assert counted(BEGUN, ("06-02 04:00", DONE)) == 1
    assert counted(BEGUN, ("06-02 03:59", DONE)) == 0
    late = [_change(9, "sprint", "06-04 00:00", ("", "7"))]
    assert counted(BEGUN, ("06-03 00:00", DONE), changes=late) == 0
    assert counted(BEGUN, ("06-05 00:00", DONE), changes=late) == 1


def test_what_is_begun_again_after_a_done_that_lasted_is_young() -> None:
    again = site(BEGUN, ("06-03 00:00", DONE), ("06-20 00:00", DOING))
    assert [item.value for item in placed(again, "wip_age_p85")] == [pytest.approx(10 + 22 / 24)]
    undone = site(BEGUN, ("06-18 00:00", DONE), ("06-20 00:00", DOING))
    assert [item.value for item in placed(undone, "wip_age_p85")] == [pytest.approx(28 + 22 / 24)]


def test_a_done_is_judged_when_its_28_days_are_over() -> None:
    young = site(BEGUN, ("06-25 00:00", DONE), ("06-26 00:00", DOING))
    assert placed(young, "reopen_rate") == []
    back = site(BEGUN, ("06-03 00:00", DONE), ("07-01 00:00", DOING))
    assert [item.numerator for item in placed(back, "reopen_rate")] == [1.0]
    later = site(BEGUN, ("06-03 00:00", DONE), ("07-01 00:01", DOING))
    assert [item.numerator for item in placed(later, "reopen_rate")] == [0.0]


SPRINT = {
    "7": {
        "sprint_id": 7,
        "start_at": at("06-02 09:00").isoformat(),
        "end_at": at("06-16 08:00").isoformat(),
        "complete_at": at("06-16 08:30").isoformat(),
    }
}


@pytest.mark.parametrize(
    ("changes", "moves", "said", "change"),
    [
        ([("06-03 09:00", "", "7")], (BEGUN, ("06-16 08:15", DONE)), (1.0, 1.0), (0.0, 1.0)),
        ([("06-03 09:01", "", "7")], (BEGUN, ("06-16 08:15", DONE)), None, (1.0, 0.0)),
        (
            [("06-01 09:00", "", "7"), ("06-16 08:29", "7", "")],
            (BEGUN, ("06-05 00:00", DONE)),
            (1.0, 1.0),
            (1.0, 1.0),
        ),
        ([("06-01 09:00", "", "7")], (BEGUN, ("06-16 08:31", DONE)), (0.0, 1.0), (0.0, 1.0)),
        ([("06-01 09:00", "", "7")], (("06-02 08:00", DONE),), None, None),
    ],
)
def test_the_frozen_scope(changes: Any, moves: Any, said: Any, change: Any) -> None:
    rows = [
        _change(20 + number, "sprint", moment, sides)
        for number, (moment, *sides) in enumerate(changes)
    ]
    jira = site(*moves, changes=rows, sprints=SPRINT)

    def sums(metric_id: str) -> Any:
        found = [(item.numerator, item.denominator) for item in placed(jira, metric_id)]
        return found[0] if found else None

    assert sums("sprint_say_do") == said
    assert sums("scope_completion") == said
    assert sums("scope_change") == change


def test_a_forecast_counts_once_its_day_has_passed(tmp_path: Path) -> None:
    rows = [
        "f1,atlas,2026-06-01,2026-06-20,2026-06-02,2026-06-20",
        "f2,atlas,2026-06-01,2026-06-20,2026-06-02,2026-06-21",
        "f3,atlas,2026-06-01,2026-06-20,,",
        "f4,atlas,2026-06-02,2026-06-20,2026-06-02,2026-06-10",
    ]
    head = "forecast_id,team_id,stated_on,forecast_on,started_on,finished_on"
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "forecasts.csv").write_text("\n".join([head, *rows]) + "\n")
    found = placed(site(), "predictability", folder=tmp_path)
    assert {item.key: item.numerator for item in found} == {"f1": 1.0, "f2": 0.0, "f3": 0.0}
