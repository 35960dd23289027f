"""An audit: from the evidence of a quarter to its answers, proposals and rows.

Belongs here: putting the parts together. Does not belong here: the rules, reading, the report.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from expectations.audit import behaviour, evidence_rows, gaming, pilots, value
from expectations.audit.answers import CATALOGUE, Answer, with_discovery_rates
from expectations.audit.gathering import Evidence
from expectations.audit.pilot_registration import Registration
from expectations.audit.pilot_statistics import PilotResult
from expectations.audit.proposals import Proposal, proposals
from expectations.audit.reading import Row, Source, finality
from expectations.audit.tables import ACTION, RUN
from expectations.detectors import registry

FINAL = "final"
CODE = (Path(__file__).parent, registry.FOLDER)


@dataclass(frozen=True)
class Audit:
    """One audit of one quarter.

    Attributes:
        audit_id: Its name: the quarter and a number.
        evidence: What it rests on.
        data_finality: `final`, or how far the quarter's cells are from it.
        answers: Three a metric, and one about the catalogue.
        proposals: What to do.
        pilots: What pilots showed.
    """

    audit_id: str
    evidence: Evidence
    data_finality: str
    answers: Sequence[Answer]
    proposals: Sequence[Proposal]
    pilots: Sequence[tuple[Registration, PilotResult]]

    @property
    def n_teams(self) -> int:
        """Teams with a cell in the quarter."""
        return len(
            {team for metric in self.evidence.metrics for team in self.evidence.teams_of(metric)}
        )

    @property
    def n_testable(self) -> int:
        """Metrics for which at least one question could be answered."""
        answered = {a.metric_id for a in self.answers if a.verdict != "unknown"}
        return len(answered - {CATALOGUE})


def audit(source: Source, audit_id: str) -> Audit:
    """Audit a quarter."""
    evidence = Evidence(source)
    state = finality(evidence.rows("cells"), source.quarter)
    metrics = list(evidence.metrics.values())
    answers = [
        *(gaming.answer(metric, evidence.gaming(metric)) for metric in metrics),
        *with_discovery_rates(
            [behaviour.answer(metric, evidence.behaviour(metric)) for metric in metrics]
        ),
        *(value.answer(metric, evidence.value(metric)) for metric in metrics),
        value.catalogue_answer(evidence.ranking),
    ]
    judged = [_only_final(answer, state) for answer in answers]
    return Audit(
        audit_id=audit_id,
        evidence=evidence,
        data_finality=state,
        answers=judged,
        proposals=proposals(metrics, judged, evidence.ranking, source.as_of.date()),
        pilots=list(pilots.evaluated(evidence)),
    )


def _only_final(answer: Answer, state: str) -> Answer:
    """What may still move is not called good; what was found is told all the same."""
    if state == FINAL or answer.verdict != "green":
        return answer
    reason = f"The quarter's data are {state}, not final; so far: {answer.reason}"
    return replace(answer, verdict="unknown", cause="not_final", reason=reason)


def rows(found: Audit, known: Sequence[Row]) -> dict[str, list[Mapping[str, Any]]]:
    """The audit as rows of every table.

    Args:
        found: The audit.
        known: Rows of `metric_registry_history` of earlier audits.
    """
    source = found.evidence.source
    tables: dict[str, list[Mapping[str, Any]]] = {
        RUN: [
            {
                "quarter": source.quarter.name,
                "as_of": source.as_of,
                "code_sha": code_sha(),
                "data_finality": found.data_finality,
                "n_teams": found.n_teams,
                "n_testable": found.n_testable,
            }
        ],
        "audit_answer": [
            {**vars(answer), "evidence_ids": list(answer.evidence_ids)} for answer in found.answers
        ],
        ACTION: [
            {**vars(proposal), "answers_red": proposal.is_urgent} for proposal in found.proposals
        ],
        "audit_finding": [evidence_rows.finding(row) for row in found.evidence.rows("findings")],
        "audit_evidence": evidence_rows.evidence(found.evidence, found.answers),
        "metric_registry_history": evidence_rows.registry(found.evidence, known),
        "pilot_evaluation": [dict(pilots.as_row(*pilot)) for pilot in found.pilots],
    }
    return {
        name: [{"audit_id": found.audit_id, **row} for row in of_table]
        for name, of_table in tables.items()
    }


def code_sha(folders: Sequence[Path] = CODE) -> str:
    """A fingerprint of the rules and detectors that judged, in a checkout or installed."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.suffix in {".py", ".sql", ".yml", ".html"}:
                digest.update(file.relative_to(folder).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:40]
