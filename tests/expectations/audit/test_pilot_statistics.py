"""Pilots are judged by what they registered: seen, excluded, harmful, or not to be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from expectations.audit.pilot_registration import Answers, Registration, Review, StopRule
from expectations.audit.pilot_statistics import PilotResult, actionability, evaluate_pilot

START = date(2026, 1, 5)
GO_LIVE = START + timedelta(weeks=26)
AS_OF = date(2026, 10, 30)
REGISTERED = Registration(
    pilot_id="pair-review",
    hypothesis="A rota for reviews shortens the wait for the first one.",
    metric_id="review_response",
    direction="down",
    min_effect=1.5,
    analysis="level",
    scale="log",
    registered_on=date(2026, 6, 1),
    go_live=GO_LIVE,
    pilot_teams=("north",),
    comparison_teams=("south", "east", "west"),
    stop_rules=(StopRule("harm", 1.0), StopRule("clarity", 0.5), StopRule("participation", 0.7)),
)


def weekly(step: float, seed: int = 1, noise: float = 0.2) -> dict[str, dict[date, float | None]]:
    """Hours of four teams around their medians; the pilot's move by so many deviations."""
    random = np.random.default_rng(seed)
    return {
        team: {
            START + timedelta(weeks=week): float(
                median * np.exp(noise * (random.normal() + step * (team == "north" and week >= 26)))
            )
            for week in range(39)
        }
        for team, median in (("north", 6.0), ("south", 9.0), ("east", 4.0), ("west", 12.0))
    }


def judged(step: float, registration: Registration = REGISTERED) -> PilotResult:
    return evaluate_pilot(registration, weekly(step), AS_OF)


@pytest.mark.parametrize(
    ("step", "verdict"), [(-3.0, "supported"), (3.0, "harm"), (0.0, "excluded")]
)
def test_a_pilot_is_judged_by_its_step(step: float, verdict: str) -> None:
    found = judged(step)
    assert found.verdict == verdict
    assert not found.is_exploratory
    assert found.step_in_sigma is not None
    assert (found.step_in_sigma > 1) == (verdict == "supported")


def test_a_pilot_that_is_too_small_says_what_it_would_have_seen() -> None:
    found = judged(-0.6, replace(REGISTERED, min_effect=0.8, analysis="level_and_slope"))
    assert found.verdict == "cannot_tell"
    assert found.detectable_in_sigma is not None
    assert found.detectable_in_sigma > 0.8
    assert f"{found.detectable_in_sigma:.1f} standard deviations would have been seen" in (
        found.reason
    )


def test_without_comparison_there_is_no_verdict() -> None:
    found = judged(-3.0, replace(REGISTERED, comparison_teams=("south",)))
    assert (found.verdict, found.step) == ("cannot_tell", None)
    assert "comparison teams" in found.reason


def test_without_weeks_there_is_no_verdict() -> None:
    found = evaluate_pilot(
        replace(REGISTERED, go_live=START + timedelta(weeks=45)), weekly(-3.0), AS_OF
    )
    assert (found.verdict, found.step) == ("cannot_tell", None)


def test_a_holiday_week_says_nothing() -> None:
    values = weekly(0.0)
    holiday = START + timedelta(weeks=33)
    values["north"][holiday] = 900.0
    masked = evaluate_pilot(REGISTERED, values, AS_OF, frozenset({holiday}))
    values["north"][holiday] = None
    assert masked.step == evaluate_pilot(REGISTERED, values, AS_OF).step


def test_a_registration_after_go_live_is_exploratory() -> None:
    assert judged(-3.0, replace(REGISTERED, registered_on=GO_LIVE)).is_exploratory


def test_harm_stops_and_no_harm_does_not() -> None:
    assert judged(3.0).stopped_by == ("harm: the step is worse than 1 standard deviations",)
    assert judged(0.0).stopped_by == ()


def test_clarity_and_participation_stop() -> None:
    before = (4.0, 3.8, 4.2, 4.4, 3.6, 4.0, 3.9, 4.1, 4.0, 4.2)
    after = tuple(None if place > 6 else value - 1.2 for place, value in enumerate(before))
    worse = evaluate_pilot(
        REGISTERED, weekly(0.0), AS_OF, answers=Answers(before, after[:7] + (None,) * 3)
    )
    assert worse.stopped_by == ("clarity: fell by 1.2",)
    fewer = evaluate_pilot(
        REGISTERED, weekly(0.0), AS_OF, answers=Answers(before, (4.5,) * 6 + (None,) * 4)
    )
    assert fewer.stopped_by == ("participation: 6 of 10 respondents answered again",)


def test_only_actions_whose_time_has_passed_count() -> None:
    reviews = [
        Review(date(2026, 7, 1), (date(2026, 9, 1), None)),
        Review(date(2026, 7, 15), ()),
        Review(date(2026, 7, 20), (date(2026, 10, 25),)),
        Review(date(2026, 10, 1), (None,)),
    ]
    found = actionability(reviews, AS_OF)
    assert (found.n_reviews, found.share_with_action) == (4, 0.75)
    assert (found.n_due, found.share_done) == (3, pytest.approx(1 / 3))


def test_nothing_held_is_not_zero() -> None:
    found = actionability([], AS_OF)
    assert (found.share_with_action, found.share_done) == (None, None)
