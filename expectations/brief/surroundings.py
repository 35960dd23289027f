"""What stands beside the numbers of a team: load, safety, open questions.

Here: the sentences about published tables that are no metric. Not here: metrics (`narrative.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

from expectations.brief.cited import Row, Sentence
from expectations.brief.reading import Published
from expectations.pages import words

TOLD = ("ok", "provisional")
SIGNALS = {
    "psychological_safety": "the survey on psychological safety",
    "metric_use_known": "the question whether the use of metrics is known",
    "metric_use_safe_to_report": "the question whether a problem could be told",
    "silent_reviews": "reviews without a word",
    "watermelon_status": "milestones that stayed green until the last week",
    "risk_raise_lead_time": "how early risks are told",
    "risks_by_non_leads": "who tells risks",
    "retro_attendance": "attendance of retrospectives",
    "retro_contribution": "contributions to retrospectives",
    "retro_actions_by_non_leads": "who opens actions",
    "incident_reporting": "how much is declared of what burns",
}


def workload(published: Published) -> Iterator[Sentence]:
    """How load was spread, and what could have been seen at all."""
    for row in published.workload:
        kind = row["load_kind"].replace("_", " ")
        span = (
            f"{kind[:1].upper()}{kind[1:]} load of the window from "
            f"{words.day(row['window_start'])} to {words.day(row['window_end'])}"
        )
        if row["status"] in TOLD:
            # Which assignment to look at, where the publication says so.
            advice = row.values.get("advice")
            asked = f" To look at: {advice}." if advice else ""
            yield Sentence(f"{span} {_spread(row)}{asked}", (row,))
        else:
            why = published.statuses[row["status"]]
            yield Sentence(f"{span} is not told: {why['in_words']}", (row, why))


def _spread(row: Row) -> str:
    seen = row["detectable_multiple"]
    power = (
        "an overload of one person could not have been noticed"
        if seen is None
        else f"one person with {words.figure(seen)} times a fair share would have been noticed"
    )
    return (
        f"was spread as if {words.figure(row['effective_people'])} of "
        f"{words.figure(row['n_people'])} people carried it (excess over a fair share "
        f"{words.figure(row['excess_over_fair_share'])}, p if it were fair "
        f"{words.figure(row['p_fair'])}); {power}."
    )


def safety(published: Published) -> Iterator[Sentence]:
    """The prompts as they are published, and what is not told, by reason."""
    # How many answered is a question by itself, whether or not a number could be told.
    spoken = [r for r in published.safety if r["status"] in TOLD or r["response_rate"] is not None]
    for row in spoken:
        about = SIGNALS.get(row["signal_id"], row["signal_id"])
        when = f" ({row['period_name']})" if row["response_rate"] is not None else ""
        least = row["minimum_detectable_change"]
        seen = (
            "" if least is None else f" What moves by less than {words.figure(least)} is not seen."
        )
        yield Sentence(f"{about[:1].upper()}{about[1:]}{when}: {row['reading']}{seen}", (row,))
    silent = [row for row in published.safety if row not in spoken]
    for status in sorted({row["status"] for row in silent}):
        rows = [row for row in silent if row["status"] == status]
        told = "; ".join(
            dict.fromkeys(SIGNALS.get(row["signal_id"], row["signal_id"]) for row in rows)
        )
        why = published.statuses[status]
        yield Sentence(f"{why['in_words']} So it is with: {told}.", (why, *rows))


def signal_questions(published: Published) -> Iterator[Sentence]:
    """What detectors ask of signals, in their own words."""
    for row in published.questions:
        yield Sentence(row["text"], (row,))
