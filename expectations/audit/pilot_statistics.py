"""What a pilot showed, by the rules it registered before it began.

Belongs here: one result from a registration, weekly series, paired clarity answers and reviews.
Does not belong here: the arithmetic (`interrupted_series.py`, `clarity.py`), reading registrations
or writing `pilot_evaluation`.

A pilot that is too small says "cannot tell" and how large an effect it would have seen. Numbers are
of teams; no person is in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from expectations.audit.clarity import Shift, clarity_shift
from expectations.audit.interrupted_series import (
    Interruption,
    Numbers,
    TooFewWeeksError,
    difference,
    interrupted,
    scaled,
)
from expectations.audit.pilot_registration import Answers, Registration, Review

LEAST_COMPARISONS = 2
LEAST_CHANCE = 0.05
DONE_WITHIN = timedelta(days=90)

Verdict = Literal["supported", "excluded", "harm", "cannot_tell"]


@dataclass(frozen=True)
class Actionability:
    """Whether reviews lead to something.

    Attributes:
        n_reviews: Reviews held.
        share_with_action: Of these, with at least one dated action; None without a review.
        n_due: Actions whose 90 days have passed.
        share_done: Of these, done within 90 days; None where none is due.
    """

    n_reviews: int
    share_with_action: float | None
    n_due: int
    share_done: float | None


@dataclass(frozen=True)
class PilotResult:
    """What a pilot showed.

    Attributes:
        pilot_id: Its name.
        verdict: `supported`: the good step is at least the smallest worth having, and chance does
            not explain it. `excluded`: a step worth having is outside of the interval. `harm`: the
            step is a bad one. `cannot_tell`: everything else.
        reason: Why, in words.
        step: Of the metric at go-live; None where it cannot be told.
        step_in_sigma: The same in standard deviations of weekly noise, positive is good.
        detectable_in_sigma: The step that would have been seen in about 70 of 100 such pilots.
        clarity: Shift of clarity; None where nobody was asked twice.
        actionability: Whether reviews led to something.
        stopped_by: Stop rules that hold.
        is_exploratory: Registered only after go-live: whatever it shows has to be shown again.
    """

    pilot_id: str
    verdict: Verdict
    reason: str
    step: Interruption | None
    step_in_sigma: float | None
    detectable_in_sigma: float | None
    clarity: Shift | None
    actionability: Actionability
    stopped_by: tuple[str, ...]
    is_exploratory: bool


def evaluate_pilot(
    registration: Registration,
    weekly: Mapping[str, Mapping[date, float | None]],
    as_of: date,
    masked: frozenset[date] = frozenset(),
    answers: Answers | None = None,
    reviews: Sequence[Review] = (),
) -> PilotResult:
    """Judge a pilot by what it registered.

    Args:
        registration: What was written down.
        weekly: Values of the registered metric by team and Monday; a missing week is unknown.
        as_of: Actions are due or not as of this day.
        masked: Mondays of weeks with holidays, which say nothing.
        answers: Clarity before and after.
        reviews: Reviews held since go-live.
    """
    step, problem = _step(registration, weekly, masked)
    sign = 1.0 if registration.direction == "up" else -1.0
    clarity = clarity_shift(answers.before, answers.after) if answers else None
    verdict, reason = _verdict(registration, step, problem, sign)
    return PilotResult(
        pilot_id=registration.pilot_id,
        verdict=verdict,
        reason=reason,
        step=step,
        step_in_sigma=sign * step.level.value / step.sigma if step else None,
        detectable_in_sigma=step.detectable / step.sigma if step else None,
        clarity=clarity,
        actionability=actionability(reviews, as_of),
        stopped_by=tuple(_stopping(registration, step, clarity, answers)),
        is_exploratory=registration.registered_on >= registration.go_live,
    )


def actionability(reviews: Sequence[Review], as_of: date) -> Actionability:
    """Shares of reviews with an action, and of due actions that were done in time."""
    due = [
        (review.held_on, done)
        for review in reviews
        for done in review.actions
        if review.held_on + DONE_WITHIN <= as_of
    ]
    in_time = sum(done is not None and done - held <= DONE_WITHIN for held, done in due)
    with_action = sum(bool(review.actions) for review in reviews)
    return Actionability(
        n_reviews=len(reviews),
        share_with_action=with_action / len(reviews) if reviews else None,
        n_due=len(due),
        share_done=in_time / len(due) if due else None,
    )


def _step(
    registration: Registration,
    weekly: Mapping[str, Mapping[date, float | None]],
    masked: frozenset[date],
) -> tuple[Interruption | None, str]:
    """The step at go-live, or why there is none."""
    compared = [team for team in registration.comparison_teams if weekly.get(team)]
    if len(compared) < LEAST_COMPARISONS:
        return None, f"at least {LEAST_COMPARISONS} comparison teams with values are needed"
    teams = (*registration.pilot_teams, *registration.comparison_teams)
    known = [week for team in teams for week in weekly.get(team, {})]
    if not known or not min(known) < registration.go_live <= max(known):
        return None, "there are no weeks on both sides of go-live"
    count = (max(known) - min(known)).days // 7 + 1
    weeks = [min(known) + timedelta(weeks=place) for place in range(count)]
    go_live = weeks.index(registration.go_live)

    def series(team: str) -> Numbers:
        values = weekly.get(team, {})
        return scaled([values.get(week) for week in weeks], registration.scale)

    values = difference(
        [series(team) for team in registration.pilot_teams],
        [series(team) for team in registration.comparison_teams],
        go_live,
    )
    holidays = [place for place, week in enumerate(weeks) if week in masked]
    try:
        return interrupted(values, go_live, holidays, registration.analysis), ""
    except TooFewWeeksError as error:
        return None, str(error)


def _verdict(
    registration: Registration, step: Interruption | None, problem: str, sign: float
) -> tuple[Verdict, str]:
    if step is None:
        return "cannot_tell", problem
    low, high = sorted((sign * step.level.low, sign * step.level.high))
    worth = registration.min_effect * step.sigma
    is_clear = step.permutation_p < LEAST_CHANCE
    if low > 0 and is_clear and sign * step.level.value >= worth:
        return "supported", "the step is as large as registered, and chance does not explain it"
    if high < 0 and is_clear:
        return "harm", "the step goes the bad way, and chance does not explain it"
    if high < worth:
        return "excluded", "a step as large as registered lies outside of the interval"
    reach = step.detectable / step.sigma
    return "cannot_tell", (
        f"a step of {reach:.1f} standard deviations would have been seen; "
        f"{registration.min_effect:g} was registered"
    )


def _stopping(
    registration: Registration,
    step: Interruption | None,
    clarity: Shift | None,
    answers: Answers | None,
) -> Iterator[str]:
    """The stop rules that hold, in words; what is unknown stops nothing."""
    sign = 1.0 if registration.direction == "up" else -1.0
    for rule in registration.stop_rules:
        found: str | None = None
        if rule.kind == "harm" and step:
            found = _harm(step, sign, rule.threshold)
        elif rule.kind == "clarity" and clarity:
            found = _unclear(clarity, rule.threshold)
        elif rule.kind == "participation" and answers:
            found = _silent(answers, rule.threshold)
        if found:
            yield f"{rule.kind}: {found}"


def _harm(step: Interruption, sign: float, threshold: float) -> str | None:
    best = max(sign * step.level.low, sign * step.level.high)
    if best < 0 and -sign * step.level.value >= threshold * step.sigma:
        return f"the step is worse than {threshold:g} standard deviations"
    return None


def _unclear(clarity: Shift, threshold: float) -> str | None:
    if clarity.shift is None or clarity.high is None:
        return None
    return (
        f"fell by {-clarity.shift:.2g}"
        if clarity.high < 0 and -clarity.shift >= threshold
        else None
    )


def _silent(answers: Answers, threshold: float) -> str | None:
    pairs = zip(answers.before, answers.after, strict=True)
    again = [after is not None for before, after in pairs if before is not None]
    if not again or sum(again) >= threshold * len(again):
        return None
    return f"{sum(again)} of {len(again)} respondents answered again"
