"""From rows to the evidence of each question.

Belongs here: which rows speak of which metric. Does not belong here: queries (`reading.py`), rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from expectations.audit.answers import Metric
from expectations.audit.behaviour import BehaviourEvidence
from expectations.audit.foretelling import foretelling
from expectations.audit.gaming import Finding, GamingEvidence, Use
from expectations.audit.moves import GOOD, Movements
from expectations.audit.reading import Row, Source
from expectations.audit.value import Ranking, Value, ValueEvidence, ranking
from expectations.detectors.registry import Detector, detectors

OUTCOMES = Path(__file__).parent / "outcomes.yml"
DIVERGENCE = "D30"
SURVEY_ONLY = "valued_by_stakeholders"
NOT_MEASURING = ("suspended", "retired")


@dataclass
class Evidence:
    """Everything an audit rests on, read once.

    Attributes:
        source: Where it comes from.
    """

    source: Source
    _read: dict[str, list[Row]] = field(default_factory=dict, init=False, repr=False)

    def rows(self, name: str) -> list[Row]:
        """The rows of one query, read when they are first asked for."""
        if name not in self._read:
            self._read[name] = self.source.rows(name)
        return self._read[name]

    @cached_property
    def metrics(self) -> dict[str, Metric]:
        """The catalogue by id."""
        tested = {row["metric_id"]: row["verdict"] for row in self.rows("gameability")}
        return {
            row["metric_id"]: Metric(
                metric_id=row["metric_id"],
                name=row["name"] or row["metric_id"],
                definition_version=row["definition_version"] or 0,
                direction=row["direction"] or "none",
                pair_metric_id=row["pair_metric_id"],
                owner=row["owner"] or "",
                status=row["status"] or "",
                verdict=str(tested.get(row["metric_id"], row["verdict"] or "untested")),
                eligible_decisions=frozenset(_list(row["eligible_decisions"])),
                chart_scale=row["chart_scale"],
            )
            for row in self.rows("metrics")
        }

    @cached_property
    def detectors(self) -> dict[str, Detector]:
        """Every detector by id."""
        return {detector.detector_id: detector for detector in detectors()}

    @cached_property
    def movements(self) -> Movements:
        """How teams moved."""
        return Movements(self.metrics, self.rows("cells"), self.source.quarter)

    def teams_of(self, metric_id: str) -> set[str]:
        """Teams the metric fits, by the quarter's cells."""
        return self._eligible.get(metric_id, set())

    @cached_property
    def _eligible(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for cell in self.rows("cells"):
            is_of_quarter = cell["period_start"] >= self.source.quarter.start
            if is_of_quarter and cell["status"] != "not_applicable":
                found.setdefault(cell["metric_id"], set()).add(cell["team_id"])
        return found

    def asking(self, metric_id: str) -> list[Detector]:
        """Shipped detectors whose signal the metric rests on."""
        return [
            detector
            for detector in self.detectors.values()
            if metric_id in detector.metrics and detector.state == "shipped"
        ]

    def findings_of(self, metric_id: str) -> list[Row]:
        """Findings whose signal the metric rests on."""
        return [row for row in self.rows("findings") if metric_id in self._metrics_of(row)]

    def _metrics_of(self, row: Row) -> set[str]:
        detector = self.detectors.get(row["detector_id"])
        return {row["metric_id"], *(detector.metrics if detector else ())}

    def gaming(self, metric: Metric) -> GamingEvidence:
        """What the first question is answered from."""
        asking = self.asking(metric.metric_id)
        names = {detector.detector_id for detector in asking}
        eligible = self.teams_of(metric.metric_id)
        testable = {
            row["team_id"]
            for row in self.rows("testable")
            if row["is_testable"] and row["detector_id"] in names
        }
        doses = [float(detector.dose["size"]) for detector in asking]
        return GamingEvidence(
            eligible_teams=len(eligible),
            testable_teams=len(eligible & testable),
            findings=[
                _finding(row)
                for row in self.findings_of(metric.metric_id)
                if row["detector_id"] != DIVERGENCE
            ],
            uses=[
                Use(row["decision_id"], row["decision_kind"])
                for row in self.rows("decisions")
                if row["metric_id"] == metric.metric_id and row["is_of_quarter"]
            ],
            restatements=[
                f"restatement:{row['metric_id']}:{row['team_id']}:{row['grain']}:{row['period_start']}"
                for row in self.rows("restatements")
                if row["metric_id"] == metric.metric_id
            ],
            weakest_dose=max(doses, default=None),
        )

    def behaviour(self, metric: Metric) -> BehaviourEvidence:
        """What the second question is answered from."""
        pair = self.metrics.get(metric.pair_metric_id or "")
        answers = [row for row in self.rows("survey") if row["metric_id"] == metric.metric_id]
        diverging = [
            (row["finding_id"], row["team_id"])
            for row in self.findings_of(metric.metric_id)
            if row["detector_id"] == DIVERGENCE and _finding(row).is_open
        ]
        return BehaviourEvidence(
            moves=self.movements.pair_moves(metric),
            favourable=sum(row["favourable"] for row in answers),
            answers=sum(row["answers"] for row in answers),
            diverging=diverging,
            waves=[row["wave"] for row in answers],
            pair_has_direction=pair is not None and pair.direction in GOOD,
        )

    @cached_property
    def ranking(self) -> Ranking:
        """What stakeholders value, beside what is used."""
        uses = self.rows("decisions")
        decisions = {row["decision_id"] for row in uses}
        values = []
        for row in self.rows("rankings"):
            metric = self.metrics.get(row["metric_id"] or "")
            is_measured = metric is not None and metric.status not in NOT_MEASURING
            cited = {use["decision_id"] for use in uses if use["metric_id"] == row["metric_id"]}
            share = len(cited) / len(decisions) if decisions else 0.0
            metric_id = row["metric_id"] if is_measured else None
            values.append(Value(row["value_id"], metric_id, row["mean_rank"], share))
        return ranking(values)

    def value(self, metric: Metric) -> ValueEvidence:
        """What the third question is answered from."""
        outcome = self.outcomes.get(metric.metric_id)
        points = self.movements.points(metric, outcome) if outcome else []
        kept = [
            row
            for row in self.rows("accepted")
            if row["metric_id"] == metric.metric_id and row["action"] == "keep"
        ]
        reason = kept[-1]["reason"] if kept else None
        return ValueEvidence(
            outcome=outcome,
            found=foretelling(points),
            uses=[
                row["decision_id"]
                for row in self.rows("decisions")
                if row["metric_id"] == metric.metric_id
            ],
            ranking=self.ranking,
            accepted_reason="stakeholders value it" if reason == SURVEY_ONLY else None,
        )

    @cached_property
    def outcomes(self) -> Mapping[str, str]:
        """What each metric should foretell, named beforehand."""
        named: Mapping[str, str] = yaml.safe_load(OUTCOMES.read_text(encoding="utf-8"))
        return named


def _finding(row: Row) -> Finding:
    return Finding(
        finding_id=row["finding_id"],
        detector_id=row["detector_id"],
        team_id=row["team_id"],
        state=row["state"],
        is_explained=bool(row["is_explained"]),
        q_bh=row["q_bh"],
        resolution=row["resolution"],
        quarters_in_a_row=row["quarters_in_a_row"] or 1,
    )


def _list(text: str | None) -> Sequence[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]
