"""The reference's reviews, merged changes and open work on examples worked by hand."""

from typing import Any

import pytest

from tests.reference.compute import outcomes
from tests.reference.context import Raw
from tests.reference.examples import (
    ADA,
    BEN,
    JUNE,
    at,
    change,
    event,
    items,
    review,
    truth,
)
from tests.reference.records import ChangedFile
from tests.reference.statistics import Span

ASKED = event("ReviewRequestedEvent", "06-02 08:00", BEN)  # Tuesday, 10:00 in Berlin


@pytest.mark.parametrize(
    ("timeline", "reviews", "span", "kept"),
    [
        ((ASKED,), (review(BEN, "06-02 12:00"),), Span(4, True), 1.0),
        ((ASKED,), (review(BEN, "06-02 12:00", "COMMENTED", "ok"),), Span(0, False), 0.0),
        ((ASKED,), (review(BEN, "06-03 09:00", "COMMENTED", "x" * 20),), Span(9, True), 0.0),
        ((ASKED,), (review(BEN, "06-03 08:00"),), Span(8, True), 1.0),
        (
            (ASKED, event("ReviewRequestRemovedEvent", "06-02 10:00", BEN)),
            (review(BEN, "06-02 12:00"),),
            Span(2, False),
            None,
        ),
        (
            (
                event("ReviewRequestedEvent", "06-02 08:00", BEN),
                event("ReadyForReviewEvent", "06-02 09:00"),
            ),
            (review(BEN, "06-02 12:00"),),
            Span(3, True),
            1.0,
        ),
        (
            (event("ReviewRequestedEvent", "06-02 08:00", slug="atlas"),),
            (review(ADA, "06-02 09:00"), review(BEN, "06-02 12:00")),
            Span(4, True),
            1.0,
        ),
    ],
)
def test_requests_for_review(timeline: Any, reviews: Any, span: Span, kept: float | None) -> None:
    asked = change(7, "06-01 12:00", timeline=timeline, reviews=reviews)
    world = truth("06-10 00:00", pull_requests=(asked,))
    if span == Span(0, False):  # from Tuesday 10:00 to the end of the following Tuesday
        span = Span(7 + 8 * 3 + 8 * 2, is_observed=False)
    assert [item.span for item in items(world, "review_response")] == [span]
    found = [item.numerator for item in items(world, "review_reliability")]
    assert found == ([] if kept is None else [kept])


def test_one_change_a_day_and_author_counts() -> None:
    merged = [
        change(number, "05-20 08:00", merged_at=at(when), files=(ChangedFile(path, lines, 0),))
        for number, when, path, lines in (
            (1, "06-02 10:00", "a.py", 10),
            (2, "06-02 21:59", "a.py", 10),
            (3, "06-02 22:01", "a.py", 10),  # the next day in Berlin
            (4, "06-04 10:00", "a.py", 9),
            (5, "06-05 10:00", "package-lock.json", 500),
        )
    ]
    world = truth("07-20 00:00", pull_requests=tuple(merged))
    assert len({item.counted for item in items(world, "merged_changes")}) == 2
    cell = outcomes(Raw(world)).cells["merged_changes", "atlas", "month", JUNE.start]
    assert (cell.numerator, cell.value, cell.n_items) == (None, None, None)  # Ada's alone
    assert (cell.n_people, cell.status) == (1, "suppressed_privacy")


def test_work_in_progress_is_what_is_open_and_no_draft_at_the_end_of_a_period() -> None:
    world = truth(
        "07-20 00:00",
        pull_requests=(
            change(1, "06-20 22:00"),
            change(2, "06-20 22:00", is_draft=True),
            change(3, "06-20 22:00", timeline=(event("ClosedEvent", "06-21 00:00"),)),
            change(
                4,
                "06-25 22:00",
                timeline=(
                    event("ClosedEvent", "06-26 00:00"),
                    event("ReopenedEvent", "06-27 00:00"),
                    event("MergedEvent", "07-02 00:00"),
                ),
            ),
            change(5, "06-29 22:00", timeline=(event("ConvertToDraftEvent", "07-01 00:00"),)),
        ),
    )
    assert [item.value for item in items(world, "open_change_age_p85")] == [10.0, 5.0, 1.0]
