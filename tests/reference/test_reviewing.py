"""The reference's reading of reviews and of what people know, on examples worked by hand."""

from typing import Any

import pytest

from tests.reference.calendar import Period, period_of
from tests.reference.examples import ADA, BEN, BOT, JUNE, at, change, items, push, review, truth
from tests.reference.families.reviewing import absence_factor
from tests.reference.records import Account, ChangedFile, Commit, Push

QUARTER: Period = period_of(JUNE.start, "quarter")
MERGED = at("06-05 10:00")


def written(sha: str, *parents: str) -> Commit:
    return Commit(sha, at("06-01 09:00"), at("06-01 09:00"), ADA, parents)


@pytest.mark.parametrize(
    ("commits", "pushes", "reviews", "is_covered"),
    [
        ((written("a", "m"),), ("a 06-01 10:00",), (review(BEN, "06-02 10:00"),), 1.0),
        ((written("a", "m"),), ("a 06-02 10:00",), (review(BEN, "06-02 10:00"),), 1.0),
        (
            (written("a", "m"), written("b", "a")),
            ("a 06-01 10:00", "b 06-03 10:00"),
            (review(BEN, "06-02 10:00"),),
            0.0,
        ),
        (
            (written("a", "m"), written("b", "a", "n")),  # takes in the main branch
            ("a 06-01 10:00", "b 06-03 10:00"),
            (review(BEN, "06-02 10:00"),),
            1.0,
        ),
        ((written("a", "m"),), ("a 06-01 10:00",), (review(ADA, "06-02 10:00"),), 0.0),
        ((written("a", "m"),), ("a 06-01 10:00",), (review(BOT, "06-02 10:00"),), 0.0),
        ((written("a", "m"),), ("a 06-01 10:00",), (review(BEN, "06-05 10:01"),), 0.0),
        ((written("a", "m"),), ("a 06-01 10:00",), (review(BEN, "06-02 10:00", "DISMISSED"),), 0.0),
        ((), (), (review(BEN, "06-01 08:00"),), 1.0),
    ],
)
def test_an_approval_covers_what_was_merged(
    commits: Any, pushes: Any, reviews: Any, is_covered: float
) -> None:
    heads = [push("topic-7", *pushed.split(" ", 1)) for pushed in pushes]
    merged = change(7, "06-01 08:00", merged_at=MERGED, commits=commits, reviews=reviews)
    world = truth("07-20 00:00", pull_requests=(merged,), pushes=tuple(heads))
    assert [item.numerator for item in items(world, "review_coverage")] == [is_covered]


def test_a_rewritten_branch_is_approved_anew() -> None:
    rewriting = Push("refs/heads/topic-7", "z", "a", at("06-03 10:00"), "force_push")
    merged = change(
        7,
        "06-01 08:00",
        merged_at=MERGED,
        commits=(written("a", "m"),),
        reviews=(review(BEN, "06-02 10:00"),),
    )
    pushes = (push("topic-7", "a", "06-01 10:00"), rewriting)
    world = truth("07-20 00:00", pull_requests=(merged,), pushes=pushes)
    assert [item.numerator for item in items(world, "review_coverage")] == [0.0]


def test_depth_asks_for_words_on_more_than_100_lines() -> None:
    cases = (
        (1, 101, (review(BEN, "06-02 10:00", "APPROVED", "x" * 20),)),
        (2, 101, (review(BEN, "06-02 10:00", "APPROVED", "x" * 19),)),
        (3, 101, (review(BEN, "06-02 10:00", "CHANGES_REQUESTED"),)),
        (4, 101, (review(BEN, "06-02 10:00", "DISMISSED", "x" * 20),)),
        (5, 100, (review(BEN, "06-02 10:00", "CHANGES_REQUESTED"),)),
    )
    merged = tuple(
        change(
            number,
            "06-01 08:00",
            merged_at=MERGED,
            reviews=reviews,
            files=(ChangedFile("a.py", lines, 0), ChangedFile("package-lock.json", 500, 0)),
        )
        for number, lines, reviews in cases
    )
    world = truth("07-20 00:00", pull_requests=merged)
    assert [item.numerator for item in items(world, "review_depth")] == [1.0, 0.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("contributions", "factor"),
    [
        ([5, 3, 3, 2], 2),  # 5 of 11 is less than half; who has two does not count
        ([3, 3], 1),  # exactly half
        ([9, 1, 1, 1, 1, 1, 1, 1, 1, 1], 1),
        ([2, 2, 2], 0),
        ([], 0),
    ],
)
def test_the_absence_factor(contributions: list[int], factor: int) -> None:
    assert absence_factor(contributions) == factor


def test_knowledge_is_counted_by_person_and_change_at_the_quarters_end() -> None:
    work = {
        "merged_at": at("06-05 10:00"),
        "reviews": (
            review(BEN, "06-02 10:00"),
            review(BEN, "06-03 10:00"),
            review(Account("x", "User"), "06-02 10:00", "COMMENTED", "short"),
        ),
    }
    changes = tuple(change(number, "06-01 08:00", **work) for number in (1, 2, 3))
    world = truth("07-20 00:00", pull_requests=changes)
    found = [item for item in items(world, "knowledge_spread", QUARTER) if item.key == "checkout"]
    assert [(item.numerator, len(item.people)) for item in found] == [(0.0, 2)]  # Ada has half
