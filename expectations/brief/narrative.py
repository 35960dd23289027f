"""The sentences of a brief, by section.

Here: the sections in their order, what is missing, and what to ask. Not here: what moved
(`movement.py`), what stands beside numbers (`surroundings.py`), pages (`report.py`). No
sentence compares a team with another one, praises or blames.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expectations.brief import movement, surroundings
from expectations.brief.cited import Sentence, check
from expectations.brief.reading import Published

HIDDEN = (
    "source_missing",
    "source_stale",
    "source_partial",
    "suspended_by_audit",
    "suppressed_privacy",
    "insufficient_n",
    "not_reached",
)
"""Why a number may be missing; that a metric does not fit the team is no loss."""


@dataclass(frozen=True)
class Section:
    """A heading and its sentences.

    Attributes:
        title: The heading.
        sentences: What is said; may be none.
        nothing: What is said where there is nothing to say.
        aside: What a reader has to know beside the sentences.
    """

    title: str
    sentences: tuple[Sentence, ...]
    nothing: str
    aside: str = ""


HEADINGS = (
    (
        "The outcomes beside the team's own quarters",
        "None of the outcomes has a value; why is said below.",
        "",
    ),
    (
        "What moved beyond its limits",
        (
            "No number of the quarter lies beyond what it was in the quarters before, limits "
            "included. That is not the same as nothing having changed."
        ),
        "",
    ),
    (
        "Weeks outside of the team's own limits",
        "No week lies outside of the team's own limits, where there are any yet.",
        "By chance alone, about one chart in ten has such a week in a quarter.",
    ),
    ("What is not told, and why", "Every number that fits the team is told.", ""),
    (
        "How load is spread",
        "No window of load that ended in the quarter is published.",
        "",
    ),
    (
        "How safe it is to speak",
        "Nothing is published about it. Where nobody was asked, that is no good news.",
        "",
    ),
    ("Open questions about signals", "No detector asks anything that is open.", ""),
    (
        "Questions a human might ask",
        "The numbers alone ask nothing. What do the people of the team see that they do not?",
        "",
    ),
)
"""Titles, what is said where there is nothing, and what stands beside the sentences."""


def sections(published: Published) -> tuple[Section, ...]:
    """The whole brief, every sentence checked against its rows.

    Raises:
        CitationError: A sentence says what its rows do not: an error of ours.
    """
    moved = tuple(movement.moved(published))
    weeks = tuple(movement.weeks(published))
    told = (
        tuple(movement.outcomes(published)),
        moved,
        weeks,
        tuple(_missing(published)),
        tuple(surroundings.workload(published)),
        tuple(surroundings.safety(published)),
        tuple(surroundings.signal_questions(published)),
        tuple(_questions(published, moved, weeks)),
    )
    for sentence in (sentence for sentences in told for sentence in sentences):
        check(sentence, published.team_id)
    return tuple(
        Section(title, sentences, nothing, aside)
        for (title, nothing, aside), sentences in zip(HEADINGS, told, strict=True)
    )


def _missing(published: Published) -> Iterator[Sentence]:
    """One sentence a reason; what is withheld is named, and never a zero."""
    for status in HIDDEN:
        cells = [
            row
            for metric_id in published.metrics
            if (row := published.now(metric_id)) is not None and row["status"] == status
        ]
        if cells:
            metrics = [published.metrics[row["metric_id"]] for row in cells]
            why = published.statuses[status]
            told = "; ".join(metric.name for metric in metrics)
            yield Sentence(
                f"{why['in_words']} So it is with: {told}.",
                (why, *cells),
                tuple(name for metric in metrics for name in movement.names(metric)),
            )
    moving = [
        row
        for metric_id in published.metrics
        if (row := published.now(metric_id)) is not None
        and row["value"] is not None
        and row["finality"] != "final"
    ]
    if moving:
        yield Sentence(
            "Numbers of this quarter may still move: they are not final yet.", tuple(moving[:1])
        )


def _questions(
    published: Published, moved: Sequence[Sentence], weeks: Sequence[Sentence]
) -> Iterator[Sentence]:
    asked = set()
    for sentence in (*moved, *weeks):
        cell = sentence.rows[0]
        metric = published.metrics.get(cell.values.get("metric_id", ""))
        if metric is None or metric.metric_id in asked or sentence.text.startswith("Its pair"):
            continue
        asked.add(metric.metric_id)
        yield Sentence(
            f"{metric.name}: what did the team change, or what changed around it? Would those who "
            "do the work have expected this number?",
            (cell,),
            movement.names(metric),
        )
    withheld = [
        row
        for metric_id in published.metrics
        if (row := published.now(metric_id)) is not None
        and row["status"] in ("source_missing", "source_stale", "source_partial")
    ]
    if withheld:
        yield Sentence("Who can say why a source was not read, and since when?", tuple(withheld))
