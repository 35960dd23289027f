"""Worlds for D16 to D30: work as usual, the questioned move, and the move that explains itself.

Belongs here: what happens week by week. Does not belong here: what is expected of a detector
(`test_later_detectors.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.expectations.detectors.worlds import CURRENT, Row, World, weekly, wobble

DAY = 86_400.0


@dataclass(frozen=True)
class Worlds:
    """Three worlds of a detector.

    Attributes:
        usual: Nothing moves.
        moved: The signal moves alone.
        explained: What moves with a real change moves too; None where nothing explains.
    """

    usual: World
    moved: World
    explained: World | None


def _d16(*, flaps: int, slower: float = 1.0) -> World:
    def rows(week: int, now: bool) -> Iterator[Row]:
        for item in range(6):
            more = flaps if now and item < 3 else 0
            yield {
                "done_on": "2026-01-01",
                "cycle_hours": 30.0 * wobble(week) * (slower if now else 1),
                "transition_count": 4 + (week + item) % 2 + 4 * more,
                "spell_count": 1 + more,
                "short_spell_count": more,
            }

    return {"work_items": weekly(rows)}


def _d17(*, typed: bool = False, claims: Callable[[int], int] = lambda _: 0) -> World:
    def rows(week: int, now: bool) -> Iterator[Row]:
        for place in range(5):
            minute = 30 if typed and now and place < 2 else (7 * week + 11 * place) % 29 + 1
            yield {"clock": "manual", "source": "incidents", "minute_of_hour": minute}
        for place in range(12):
            lag = 40 * DAY if now and place < claims(week) else 3_600.0
            yield {"clock": "client", "source": "git", "lag_seconds": lag}

    return {"clock_readings": weekly(rows)}


def _d18(*, impossible: int) -> World:
    def rows(week: int, now: bool) -> Iterator[Row]:
        for place in range(10):
            yield {"is_impossible": now and place == 0 and week < CURRENT + impossible}

    return {"clock_readings": weekly(rows)}


def _d19(*, late: int) -> World:
    def rows(week: int, now: bool) -> Iterator[Row]:
        for place in range(10):
            yield {"lag_seconds": 5.0 * wobble(week) + (300.0 if now and place < late else 0)}

    return {"clock_readings": weekly(rows)}


def _d20(*, met: int, typical: float = 0.6) -> World:
    def rows(week: int, now: bool) -> Iterator[Row]:
        for place in range(8):
            before = place < (met if now else 4)
            yield {"hours": 24 * (0.95 if before else 1.05)}
        for _ in range(14):
            yield {"hours": 24 * wobble(week) * (typical if now else 0.6)}

    return {"targeted_spans": weekly(rows)}


def _d21(*, removed: int, completed: int) -> World:
    def rows(week: int, now: bool) -> Iterator[Row]:
        yield {
            "frozen_scope": 20,
            "removed_late": removed if now else week % 4 // 2,
            "completed": completed if now else 16,
        }

    return {"sprints": weekly(rows, range(0, 65, 2))}


def _d22(*, met: int, finished: int = 5) -> World:
    def dates(week: int, now: bool) -> Iterator[Row]:
        for place in range(7):
            yield {"is_on_time": place < (met if now else 6)}

    def items(week: int, now: bool) -> Iterator[Row]:
        for _ in range((finished if now else 5) + week % 3):
            yield {"done_on": "2026-01-01"}

    return {"forecasts": weekly(dates), "work_items": weekly(items)}


def _d23(*, flakes: int, splits: int) -> World:
    def rows(week: int, now: bool) -> Iterator[Row]:
        yield {
            "run_count": 1_000,
            "retry_flake_count": (flakes if now else 20) + week % 3,
            "disagreement_count": (splits if now else 15) + week % 2,
            "commit_test_count": 800,
            "test_count": 300,
            "quarantined_count": 4,
        }

    return {"test_weeks": weekly(rows)}


def _d24(*, quarantined: int, tests: int, splits: int) -> World:
    def rows(week: int, now: bool) -> Iterator[Row]:
        yield {
            "run_count": 1_000,
            "retry_flake_count": 20,
            "disagreement_count": (splits if now else 15) + week % 2,
            "commit_test_count": 800,
            "test_count": tests if now else 300,
            "quarantined_count": (quarantined if now else 4) + week % 2,
        }

    return {"test_weeks": weekly(rows)}


def _d25(*, covered: int, found: float, empty: int = 0) -> World:
    def rows(week: int, now: bool) -> Iterator[Row]:
        for place in range(4):
            yield {
                "covered_lines": (covered if now else 70) + 3 * place,
                "mutation_score": (found if now else 0.6) * wobble(week),
                "assertion_free_tests": empty if now else 0,
            }

    return {"coverage": weekly(rows)}


def _d26(*, linked: int, unlinked: int, failed: int) -> World:
    def incidents(week: int, now: bool) -> Iterator[Row]:
        for place in range((linked if now else 2) + (unlinked if now else 2)):
            yield {"is_linked": place < (linked if now else 2)}

    def deployments(week: int, now: bool) -> Iterator[Row]:
        for place in range(10):
            yield {"is_failed": place < (failed if now else 2)}

    return {"incidents": weekly(incidents), "deployments": weekly(deployments)}


def _d27(*, comments: int, length: float, pushes: bool = False) -> World:
    def rows(week: int, now: bool) -> Iterator[Row]:
        for place in range(6):
            yield {
                "comment_count": (comments if now else 3) + (place < week % 3),
                "comment_length": (length if now else 80.0) * wobble(week),
                "has_push_after_review": place == 0 or (pushes and now and place < 4),
            }

    return {"changes": weekly(rows)}


def _d28(*, mean: float, spread: float, people: int = 8, straight: int = 0) -> World:
    def rows(week: int, now: bool) -> Iterator[Row]:
        yield {
            "n_respondents": people if now else 8,
            "mean": mean if now else 5.0 * wobble(week, 0.02),
            "standard_deviation": spread if now else 0.9 * wobble(week),
            "straight_lined": straight if now else 0,
        }

    return {"survey_waves": weekly(rows, range(6, 65, 13))}


def _d29(*, near: bool = False, middle: float = 102.0, scatter: float = 0.15) -> World:
    def rows(week: int, now: bool) -> Iterator[Row]:
        usual = (middle if now else 102.0 + 40 * scatter) * wobble(week, scatter)
        value = 100.3 if now and near else usual
        yield {"metric_id": "review_response", "value": value, "charted": value, "target": 100.0}

    return {"metric_periods": weekly(rows)}


def _d30(*, metric: float, pair: float, since: int = CURRENT - 13) -> World:
    def rows(week: int, now: bool) -> Iterator[Row]:
        for name, other, shift in (("a", "b", metric), ("b", "a", pair)):
            value = 10 * wobble(week) + (shift if week >= since else 0)
            yield {"metric_id": name, "value": value, "charted": value, "pair_metric_id": other}

    return {"metric_periods": weekly(rows)}


WORLDS: dict[str, Worlds] = {
    "D16": Worlds(_d16(flaps=0), _d16(flaps=3), _d16(flaps=3, slower=2.0)),
    "D17": Worlds(
        _d17(),
        _d17(claims=lambda _: 2),
        _d17(claims=lambda week: 12 if week == CURRENT + 3 else 0),
    ),
    "D18": Worlds(_d18(impossible=1), _d18(impossible=4), None),
    "D19": Worlds(_d19(late=0), _d19(late=10), _d19(late=7)),
    "D20": Worlds(_d20(met=4), _d20(met=7), _d20(met=7, typical=0.3)),
    "D21": Worlds(
        _d21(removed=1, completed=15), _d21(removed=5, completed=13), _d21(removed=5, completed=7)
    ),
    "D22": Worlds(_d22(met=6), _d22(met=7), _d22(met=7, finished=11)),
    "D23": Worlds(_d23(flakes=20, splits=15), _d23(flakes=3, splits=15), _d23(flakes=3, splits=2)),
    "D24": Worlds(
        _d24(quarantined=4, tests=300, splits=15),
        _d24(quarantined=20, tests=300, splits=8),
        _d24(quarantined=4, tests=100, splits=8),
    ),
    "D25": Worlds(
        _d25(covered=70, found=0.6), _d25(covered=85, found=0.44), _d25(covered=85, found=0.75)
    ),
    "D26": Worlds(
        _d26(linked=2, unlinked=2, failed=2),
        _d26(linked=0, unlinked=4, failed=0),
        _d26(linked=0, unlinked=2, failed=0),
    ),
    "D27": Worlds(
        _d27(comments=3, length=80),
        _d27(comments=7, length=35),
        _d27(comments=7, length=35, pushes=True),
    ),
    "D28": Worlds(
        _d28(mean=5.0, spread=0.9),
        _d28(mean=6.4, spread=0.25),
        _d28(mean=6.4, spread=0.25, people=12),
    ),
    "D29": Worlds(_d29(), _d29(near=True), _d29(middle=100.0, scatter=0.012)),
    "D30": Worlds(_d30(metric=0, pair=0), _d30(metric=5, pair=-5), _d30(metric=5, pair=1)),
}
# Other ways to the same question.
ALSO_MOVED: dict[str, tuple[str, World]] = {
    "typed minutes": ("D17", _d17(typed=True)),
    "tests that assert nothing": ("D25", _d25(covered=85, found=0.75, empty=1)),
    "opposite answers alike": ("D28", _d28(mean=5.0, spread=0.9, straight=5)),
}
# Half of what is needed.
ALSO_USUAL: dict[str, tuple[str, World]] = {
    "a few more comments of the usual length": ("D27", _d27(comments=7, length=80)),
    "fewer flakes in both counts": ("D23", _d23(flakes=17, splits=13)),
    "a larger quarantine and as many disagreements": (
        "D24", _d24(quarantined=20, tests=300, splits=15),
    ),
    "good news without agreement": ("D28", _d28(mean=6.4, spread=0.9)),
    "one quarter of divergence": ("D30", _d30(metric=5, pair=-5, since=CURRENT)),
    "unlinked incidents and as many failures": ("D26", _d26(linked=0, unlinked=4, failed=2)),
}  # fmt: skip
