"""The first question of the audit: has a signal come apart from what it should measure?

Belongs here: the rule for one metric. Does not belong here: detectors, the red team. The question
is about the signal, and its answer counts teams.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from expectations.audit.answers import Answer, Judgement, Metric
from expectations.audit.arithmetic import wilson

MANY_TEAMS = 0.2
LONG = 2
"""Quarters in a row that a question stands without an explanation."""
RESTATEMENTS = 3
TESTABLE = 0.6
DISCOVERY_RATE = 0.10
OPEN = (None, "unknown")
"""Resolutions that explain nothing."""


@dataclass(frozen=True)
class Finding:
    """What a detector says of a signal in the quarter.

    Attributes:
        finding_id: The row of `signal_questions`.
        detector_id: D1 to D30.
        team_id: The team, or `organisation`.
        state: `shipped` or `experimental`; what is experimental counts for nothing.
        is_explained: The counter-move is there: the move explains itself.
        q_bh: After Benjamini and Hochberg; None for rules without a p.
        resolution: What people found; None while nobody looked.
        quarters_in_a_row: How long it has been asked.
    """

    finding_id: str
    detector_id: str
    team_id: str
    state: str = "shipped"
    is_explained: bool = False
    q_bh: float | None = None
    resolution: str | None = None
    quarters_in_a_row: int = 1

    @property
    def is_open(self) -> bool:
        """Asked by a detector that passed its gates, and explained by nobody."""
        is_asked = self.state == "shipped" and not self.is_explained
        is_discovery = self.q_bh is None or self.q_bh <= DISCOVERY_RATE
        return is_asked and is_discovery and self.resolution in OPEN


@dataclass(frozen=True)
class Use:
    """A decision that cited the metric.

    Attributes:
        decision_id: Its name.
        kind: In the words of eligible decisions.
    """

    decision_id: str
    kind: str


@dataclass(frozen=True)
class GamingEvidence:
    """What the first question is answered from.

    Attributes:
        eligible_teams: Teams the metric fits.
        testable_teams: Of these, those for which a shipped detector had enough to judge.
        findings: What detectors say of the metric in the quarter.
        uses: Decisions of the quarter that cited it.
        restatements: Material ones of the quarter's values, by id.
        weakest_dose: The largest of the registered doses its shipped detectors find in 80 of 100
            episodes, times the usual; None where nothing was measured.
    """

    eligible_teams: int
    testable_teams: int
    findings: Sequence[Finding] = ()
    uses: Sequence[Use] = ()
    restatements: Sequence[str] = ()
    weakest_dose: float | None = None


def answer(metric: Metric, evidence: GamingEvidence) -> Answer:
    """Answer for one metric."""
    open_findings = [finding for finding in evidence.findings if finding.is_open]
    teams = {finding.team_id for finding in open_findings}
    rates = [finding.q_bh for finding in open_findings if finding.q_bh is not None]
    low, high = wilson(len(teams), max(evidence.eligible_teams, len(teams)))
    forbidden = [use for use in evidence.uses if use.kind not in metric.eligible_decisions]
    verdict, cause, reason = _verdict(metric, evidence, open_findings, forbidden)
    return Answer(
        metric_id=metric.metric_id,
        definition_version=metric.definition_version,
        question="gaming",
        verdict=verdict,
        cause=cause,
        reason=reason,
        power_statement=_power(evidence),
        statistic="share of eligible teams with an open question",
        estimate=len(teams) / evidence.eligible_teams if evidence.eligible_teams else None,
        ci_lo=low if evidence.eligible_teams else None,
        ci_hi=high if evidence.eligible_teams else None,
        q_bh=min(rates, default=None),
        n=evidence.testable_teams,
        n_min=max(1, math.ceil(TESTABLE * evidence.eligible_teams)),
        min_detectable_effect=evidence.weakest_dose,
        evidence_ids=(
            *(f"finding:{finding.finding_id}" for finding in open_findings),
            *(f"decision:{use.decision_id}" for use in forbidden),
            *evidence.restatements,
        ),
    )


def _verdict(
    metric: Metric,
    evidence: GamingEvidence,
    open_findings: Sequence[Finding],
    forbidden: Sequence[Use],
) -> Judgement:
    teams = len({finding.team_id for finding in open_findings})
    lasting = sum(finding.quarters_in_a_row >= LONG for finding in open_findings)
    if forbidden:
        kinds = ", ".join(sorted({use.kind for use in forbidden}))
        return (
            "red",
            "forbidden_use",
            (
                f"It was cited for {kinds} ({_decisions(len(forbidden))}), which its red-team "
                f"verdict ({metric.verdict}) does not allow."
            ),
        )
    if lasting:
        return (
            "red",
            "lasting",
            f"{_questions(lasting)} has stood unexplained for two quarters or longer.",
        )
    if open_findings and teams >= MANY_TEAMS * evidence.eligible_teams:
        return (
            "red",
            "many_teams",
            (
                f"{_questions(len(open_findings))} is open in {teams} of {evidence.eligible_teams} "
                "teams, a fifth or more."
            ),
        )
    return _without_red(evidence, open_findings)


def _without_red(evidence: GamingEvidence, open_findings: Sequence[Finding]) -> Judgement:
    teams = len({finding.team_id for finding in open_findings})
    if open_findings:
        return "amber", "open", f"{_questions(len(open_findings))} is open, in {_teams(teams)}."
    if len(evidence.restatements) >= RESTATEMENTS:
        return (
            "amber",
            "restated",
            f"{len(evidence.restatements)} final values of the quarter were restated.",
        )
    if evidence.testable_teams < max(1.0, TESTABLE * evidence.eligible_teams):
        return (
            "unknown",
            "untestable",
            (
                f"Detectors had enough to judge {evidence.testable_teams} of "
                f"{_teams(evidence.eligible_teams)}; three fifths are needed."
            ),
        )
    return (
        "green",
        "nothing_open",
        f"No question is open in {_teams(evidence.testable_teams)} that were looked at.",
    )


def _power(evidence: GamingEvidence) -> str:
    if not evidence.testable_teams:
        return "Nothing would have been seen: no shipped detector could judge a team."
    if evidence.weakest_dose is None:
        return "What would have been seen is not measured."
    return (
        f"A signal moved to {evidence.weakest_dose:.3g} times its usual and kept there would have "
        "been asked about in at least 80 of 100 cases."
    )


def _questions(count: int) -> str:
    return "One question" if count == 1 else f"Each of {count} questions"


def _decisions(count: int) -> str:
    return "one decision" if count == 1 else f"{count} decisions"


def _teams(count: int) -> str:
    return "one team" if count == 1 else f"{count} teams"
