"""D1 to D15 over hand-made teams: silent, asking, and explained by an honest change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.expectations.detectors.observed import (
    BEFORE,
    Rows,
    answers,
    connection,
    monday,
    wobble,
)

Week = Callable[[int], Rows]
World = dict[str, Week]


def now(week: int) -> bool:
    return week >= BEFORE


def changes(count: int = 10, **columns: object) -> Week:
    """So many changes a week, each with these columns; sizes and waits differ a little."""

    def rows(week: int) -> Rows:
        size = 100 + 6 * wobble(week)
        return [
            {
                "written_lines": size,
                "churn_lines": size,
                "pickup_hours": 5 + 0.3 * wobble(week + 2),
                "deploy_wait_hours": 8 + 0.3 * wobble(week + 4),
                **columns,
            }
            for _ in range(count + wobble(week))
        ]

    return rows


def split(*, faster: bool) -> Week:
    """From the quarter on twice as many changes, half as large."""

    def rows(week: int) -> Rows:
        usual = changes()(week)
        if not now(week):
            return usual
        halved = [
            {
                **row,
                "written_lines": row["written_lines"] // 2,
                "churn_lines": row["churn_lines"] // 2,
            }
            for row in usual
        ]
        if faster:
            halved = [{**row, "pickup_hours": row["pickup_hours"] / 2} for row in halved]
        return halved * 2

    return rows


def shares(usual: Week, k_before: int, k_now: int, **columns: object) -> Week:
    """The first k rows of every week have these columns."""

    def rows(week: int) -> Rows:
        k = k_now if now(week) else k_before
        return [{**row, **columns} if number < k else row for number, row in enumerate(usual(week))]

    return rows


def items(count: int = 10, **columns: object) -> Week:
    def rows(week: int) -> Rows:
        return [{"cycle_hours": 30 + wobble(week), **columns} for _ in range(count + wobble(week))]

    return rows


def bugs(count: int) -> Week:
    """Bugs that customers told of."""
    told = {"is_bug": True, "was_bug": True, "is_support_linked": True}
    return lambda week: [told for _ in range(count + abs(wobble(week)))]


def later(before: Week, after: Week) -> Week:
    return lambda week: (after if now(week) else before)(week)


def both(one: Week, other: Week) -> Week:
    return lambda week: [*one(week), *other(week)]


def plain(count: int, **columns: object) -> Week:
    return lambda _week: [dict(columns) for _ in range(count)]


def approvals(pairs_now: bool) -> Week:
    """Six people who review in turn, or in pairs."""
    people = "abcdef"

    def rows(week: int) -> Rows:
        found = []
        for number in range(12):
            author = people[number % 6]
            step = 1 + (number + week) % 5
            reviewer = people[(number + step) % 6]
            if pairs_now and now(week) and author in "ab":
                reviewer = "b" if author == "a" else "a"
            found.append({"author_key": author, "reviewer_key": reviewer})
        return found

    return rows


def recovery(factor: float, back: int) -> Week:
    """Three incidents a week; from the quarter on over sooner, and so many come back."""

    def rows(week: int) -> Rows:
        by = factor if now(week) else 1.0
        return [
            {
                "recovery_minutes": (60 + 10 * number + 5 * wobble(week)) * by,
                "comes_back": now(week) and number < back,
            }
            for number in range(3)
        ]

    return rows


def edits(near_before: int, near_now: int) -> Week:
    """Two edits a week, more in the weeks around the end of a quarter."""

    def rows(week: int) -> Rows:
        day = monday(week)
        near = (day.month % 3 == 0 and day.day >= 24) or (day.month % 3 == 1 and day.day <= 3)
        more = (near_now if now(week) else near_before) if near else 0
        return [{"is_near_cut": near}] + [{"is_near_cut": True} for _ in range(more)]

    return rows


def rush(factor: int) -> Week:
    def rows(week: int) -> Rows:
        day = monday(week)
        last = day.month % 3 == 0 and day.day > 23
        return [{} for _ in range((10 + wobble(week)) * (factor if last else 1))]

    return rows


SILENT: dict[str, World] = {
    "D1": {"changes": changes(), "work_items": items()},
    "D2": {"deployments": shares(plain(10), 1, 1, is_change_carrying=False)},
    "D3": {"work_items": items()},
    "D4": {"changes": changes(generated_lines=5)},
    "D5": {"changes": changes(written_lines=200)},
    "D6": {"changes": shares(changes(), 1, 1, is_approved=False)},
    "D7": {"approvals": approvals(pairs_now=False)},
    "D8": {"work_items": items()},
    "D9": {"work_items": shares(items(), 2, 2, is_reopened=True)},
    "D10": {"incidents": plain(3)},
    "D11": {"incidents": recovery(1, 0)},
    "D12": {"closed_edits": edits(0, 0)},
    "D13": {"work_items": rush(1)},
    "D14": {"burn_episodes": plain(2)},
    "D15": {"work_items": shares(items(), 3, 3, is_bug=True, was_bug=True)},
}
ASKING: dict[str, World] = {
    "D1": {"changes": split(faster=False), "work_items": items()},
    "D2": {"deployments": shares(plain(10), 1, 5, is_change_carrying=False)},
    "D3": {"work_items": later(items(points=3.0), items(points=6.0))},
    "D4": {"changes": later(changes(), changes(generated_lines=5000, churn_lines=5100))},
    "D5": {
        "changes": shares(changes(written_lines=200), 0, 3, approval_minutes=2.0, comment_count=0)
    },
    "D6": {"changes": shares(changes(), 1, 4, is_approved=False)},
    "D7": {"approvals": approvals(pairs_now=True)},
    "D8": {"work_items": shares(items(), 0, 2, is_clone=True, is_committed=False)},
    "D9": {
        "work_items": both(
            shares(items(), 2, 0, is_reopened=True),
            later(lambda _week: [], plain(1, is_clone=True, is_committed=False)),
        )
    },
    "D10": {"incidents": shares(plain(3), 0, 1, severity_final=3)},
    "D11": {"incidents": recovery(0.5, 1)},
    "D12": {"closed_edits": edits(0, 12)},
    "D13": {"work_items": rush(2)},
    "D14": {"burn_episodes": shares(plain(2), 0, 1, is_declared=False)},
    "D15": {
        "work_items": both(
            items(), later(plain(3, is_bug=True, was_bug=True), plain(3, was_bug=True))
        )
    },
}
# The signal moves as above or as much, and what moves with an honest change moves, too.
EXPLAINED: dict[str, World] = {
    "D1": {"changes": split(faster=True), "work_items": items()},
    "D3": {"work_items": later(items(points=3.0), items(18, points=6.0))},
    "D4": {
        "changes": later(
            changes(), changes(written_lines=300, generated_lines=5000, churn_lines=5300)
        )
    },
    "D6": {
        "changes": later(
            shares(changes(), 1, 1, is_approved=False),
            shares(changes(written_lines=10), 4, 4, is_approved=False),
        )
    },
    "D8": {"work_items": later(items(), items(30))},
    "D9": {"work_items": shares(items(), 2, 0, is_reopened=True)},
    "D10": {
        "incidents": both(
            shares(plain(3), 0, 1, severity_final=3), shares(plain(2), 0, 1, severity_final=1)
        )
    },
    "D11": {"incidents": recovery(0.5, 0)},
    "D12": {"closed_edits": edits(12, 12)},
    "D14": {
        "burn_episodes": shares(plain(2), 0, 1, is_declared=False),
        "incidents": later(plain(1), plain(3)),
    },
    "D15": {"work_items": both(items(), later(bugs(5), bugs(1)))},
}


@pytest.mark.parametrize("detector_id", SILENT)
def test_it_is_silent_where_nothing_moves(detector_id: str) -> None:
    found = answers(connection(SILENT[detector_id]), detector_id)
    assert found["quarter"].is_testable
    assert [result for result in found.values() if result.is_move] == []


@pytest.mark.parametrize("detector_id", ASKING)
def test_it_asks_where_the_signal_moves_alone(detector_id: str) -> None:
    found = answers(connection(ASKING[detector_id]), detector_id)
    assert found["quarter"].asks, found["quarter"]


@pytest.mark.parametrize("detector_id", EXPLAINED)
def test_an_honest_change_explains_itself(detector_id: str) -> None:
    found = answers(connection(EXPLAINED[detector_id]), detector_id)
    assert found["quarter"].is_accounted_for, found["quarter"]
    assert not any(result.asks for result in found.values())


@pytest.mark.parametrize("detector_id", sorted(ASKING.keys() - {"D13"}))
def test_a_team_of_four_is_not_looked_at(detector_id: str) -> None:
    found = answers(connection(ASKING[detector_id], people=4), detector_id)
    assert not any(result.is_testable or result.asks for result in found.values())


def test_what_cannot_be_told_asks_nothing() -> None:
    unreviewed = {
        "changes": lambda week: [
            {**row, "pickup_hours": None, "deploy_wait_hours": None}
            for row in split(faster=False)(week)
        ],
        "work_items": items(),
    }
    found = answers(connection(unreviewed), "D1")["quarter"]
    assert (found.is_move, found.is_explained, found.asks) == (True, None, False)


def test_six_weeks_are_seen_although_thirteen_are_not() -> None:
    late = {
        "changes": lambda week: (
            split(faster=False)(week) if week >= BEFORE + 8 else changes()(week)
        ),
        "work_items": items(),
    }
    found = answers(connection(late), "D1")
    assert (found["quarter"].asks, found["six_weeks"].asks) == (False, True)
