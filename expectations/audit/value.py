"""The third question of the audit: does a metric measure what the business values?

Belongs here: the rule for one metric and for the catalogue. Does not belong here: the correlation
(`foretelling.py`), where rankings and decisions come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from expectations.audit.answers import CATALOGUE, Answer, Judgement, Metric
from expectations.audit.arithmetic import detectable_correlation, kendall
from expectations.audit.foretelling import Foretelling

LEAST_TEAM_QUARTERS = 60
LEAST_QUARTERS = 8
LEAST_VALUES = 5
TOP = 5
AGREEMENT = 0.3


@dataclass(frozen=True)
class Value:
    """Something stakeholders ranked.

    Attributes:
        value_id: Its short name.
        metric_id: The metric that is meant to measure it; None where none does.
        mean_rank: Over all stakeholders of the latest round; 1 is valued most.
        use: Share of the decisions of two quarters that cited the metric.
    """

    value_id: str
    metric_id: str | None
    mean_rank: float
    use: float = 0.0


@dataclass(frozen=True)
class Ranking:
    """What stakeholders value, beside what is used.

    Attributes:
        values: Of the latest round, most valued first.
        tau: Kendall's, of the value and the use of those with a metric; None for too few.
        p: Of tau, two-sided.
    """

    values: Sequence[Value] = ()
    tau: float | None = None
    p: float | None = None

    @property
    def gaps(self) -> list[Value]:
        """The most valued that no metric measures."""
        return [value for value in self.values[:TOP] if value.metric_id is None]

    @property
    def measured(self) -> list[Value]:
        """Those with a metric."""
        return [value for value in self.values if value.metric_id is not None]

    @property
    def disagrees(self) -> bool:
        """What is used is not what is valued."""
        return self.tau is not None and self.tau < AGREEMENT


def ranking(values: Sequence[Value]) -> Ranking:
    """Rank what is valued and compare it with what is used."""
    ordered = sorted(values, key=lambda value: (value.mean_rank, value.value_id))
    known = [value for value in ordered if value.metric_id is not None]
    if len(known) < LEAST_VALUES:
        return Ranking(ordered)
    tau, p = kendall([-value.mean_rank for value in known], [value.use for value in known])
    return Ranking(ordered, tau, p)


@dataclass(frozen=True)
class ValueEvidence:
    """What the third question is answered from.

    Attributes:
        outcome: The metric it should foretell; None where none was named before.
        found: Whether it does.
        uses: Decisions of the last two quarters that cited it.
        ranking: What stakeholders value.
        accepted_reason: Why people accepted an earlier `keep` although nothing but a survey speaks
            for its value; None where they did not.
    """

    outcome: str | None = None
    found: Foretelling = field(default=Foretelling(0, 0))
    uses: Sequence[str] = ()
    ranking: Ranking = field(default=Ranking())
    accepted_reason: str | None = None


def answer(metric: Metric, evidence: ValueEvidence) -> Answer:
    """Answer for one metric."""
    found = evidence.found
    verdict, cause, reason = _verdict(metric, evidence)
    detectable = detectable_correlation(found.n)
    return Answer(
        metric_id=metric.metric_id,
        definition_version=metric.definition_version,
        question="value",
        verdict=verdict,
        cause=cause,
        reason=reason,
        power_statement=_power(evidence, detectable),
        statistic=f"rank correlation within teams with {evidence.outcome} a quarter later"
        if evidence.outcome
        else "rank correlation within teams with an outcome a quarter later",
        estimate=found.correlation,
        ci_lo=found.low,
        ci_hi=found.high,
        n=found.n,
        n_min=LEAST_TEAM_QUARTERS,
        min_detectable_effect=detectable,
        evidence_ids=(
            *(f"decision:{use}" for use in evidence.uses),
            *(f"value:{value.value_id}" for value in _of(metric, evidence.ranking)),
        ),
    )


def catalogue_answer(found: Ranking) -> Answer:
    """Answer for the catalogue: is what is used what is valued, and is all of it measured?"""
    known = len(found.measured)
    verdict, cause, reason = _catalogue_verdict(found, known)
    return Answer(
        metric_id=CATALOGUE,
        definition_version=0,
        question="value",
        verdict=verdict,
        cause=cause,
        reason=reason,
        power_statement=f"{known} values with a metric can be ranked; with so few, only a strong "
        "disagreement is told from chance.",
        statistic="Kendall's tau of value and use",
        estimate=found.tau,
        p=found.p,
        n=known,
        n_min=LEAST_VALUES,
        evidence_ids=tuple(f"value:{value.value_id}" for value in found.values),
    )


def _verdict(metric: Metric, evidence: ValueEvidence) -> Judgement:
    found = evidence.found
    is_enough = found.n >= LEAST_TEAM_QUARTERS and found.n_quarters >= LEAST_QUARTERS
    foretells = is_enough and found.low is not None and found.low > 0
    is_ranked = bool(_of(metric, evidence.ranking))
    if is_enough and not foretells:
        return _unproven(evidence)
    if evidence.ranking.disagrees and (is_ranked or evidence.uses):
        return "amber", "disagrees", "What is cited in decisions is not what stakeholders value."
    if foretells:
        return (
            "green",
            "foretells",
            (
                f"Within teams it foretells {evidence.outcome}; the sign held in {found.held} of "
                f"{found.tried} quarters held out."
            ),
        )
    if is_ranked and evidence.accepted_reason:
        return (
            "green",
            "survey_only",
            f"Stakeholders value it; accepted without more: {evidence.accepted_reason}.",
        )
    return "unknown", "too_few", _too_little(evidence)


def _unproven(evidence: ValueEvidence) -> Judgement:
    """Enough is known, and it foretells nothing."""
    quarters, cited = evidence.found.n_quarters, len(evidence.uses)
    said = f"Over {quarters} quarters it foretells nothing of {evidence.outcome}"
    if not cited:
        return "red", "unused", f"{said}, and no decision of two quarters cited it."
    return "amber", "unproven", f"{said}, although {cited} decisions cited it."


def _too_little(evidence: ValueEvidence) -> str:
    if evidence.outcome is None:
        return "Nobody named beforehand what it should foretell."
    return (
        f"{evidence.found.n} team-quarters in {evidence.found.n_quarters} quarters; "
        f"{LEAST_TEAM_QUARTERS} in {LEAST_QUARTERS} are needed."
    )


def _catalogue_verdict(found: Ranking, known: int) -> Judgement:
    if found.gaps:
        named = ", ".join(value.value_id for value in found.gaps)
        return "amber", "gaps", f"Nothing measures {named}, of the five valued most."
    if found.disagrees:
        return "amber", "disagrees", "What is cited in decisions is not what stakeholders value."
    if found.tau is None:
        few = f"{known} values with a metric were ranked; {LEAST_VALUES} are needed."
        return "unknown", "too_few", few
    return (
        "green",
        "agrees",
        "Decisions cite what stakeholders value, and the top five are measured.",
    )


def _power(evidence: ValueEvidence, detectable: float | None) -> str:
    if evidence.found.n < LEAST_TEAM_QUARTERS or detectable is None:
        return f"With {evidence.found.n} team-quarters nothing could be told from chance."
    return (
        f"A correlation of {detectable:.2f} or more would have been seen in at least 80 of 100 "
        "audits, had team-quarters been independent."
    )


def _of(metric: Metric, found: Ranking) -> list[Value]:
    return [value for value in found.values if value.metric_id == metric.metric_id]
