"""What answers rest on, as rows that can be looked up: restricted, for they may name a team.

Belongs here: the rows behind `evidence_ids`, of findings and of the registry. Does not belong here:
what the leaders' report shows of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from expectations.audit.answers import Answer, Metric
from expectations.audit.gathering import Evidence
from expectations.audit.reading import Row

REGISTERED = (
    "definition_version",
    "status",
    "verdict",
    "eligible_decisions",
    "pair_metric_id",
    "owner",
)


def finding(row: Row) -> Mapping[str, Any]:
    """A finding as the audit saw it."""
    options = row["benign_options"]
    return {
        **row,
        "observed_counter": row["counter_after"],
        "benign_options": options.split(";") if isinstance(options, str) else options,
    }


def evidence(found: Evidence, answers: Sequence[Answer]) -> list[Mapping[str, Any]]:
    """One row per piece of evidence that an answer names; a finding is in `audit_finding`."""
    wanted = {name for answer in answers for name in answer.evidence_ids}
    made: dict[tuple[str, str | None], Mapping[str, Any]] = {}
    for row in _all(found):
        if row["evidence_id"] in wanted:
            made[row["evidence_id"], row["metric_id"]] = row
    return [made[key] for key in sorted(made, key=str)]


def _all(found: Evidence) -> Iterator[Mapping[str, Any]]:
    for metric in found.metrics.values():
        yield from _moves(found, metric)
    for row in found.rows("restatements"):
        period = f"{row['metric_id']}:{row['team_id']}:{row['grain']}:{row['period_start']}"
        yield _row("restatement", period, row["metric_id"], row["delta"], row["cause"], row)
    for row in found.rows("decisions"):
        kind = row["decision_kind"]
        yield _row("decision", row["decision_id"], row["metric_id"], None, kind, {})
    for row in found.rows("survey"):
        share = row["favourable"] / row["answers"]
        said = f"{row['favourable']} of {row['answers']} answers are favourable"
        name = f"{row['metric_id']}:{row['wave']}"
        yield _row("survey", name, row["metric_id"], share, said, {})
    for value in found.ranking.values:
        said = f"mean place {value.mean_rank:.3g}"
        yield _row("value", value.value_id, value.metric_id, value.use, said, {})


def _moves(found: Evidence, metric: Metric) -> Iterator[Mapping[str, Any]]:
    for move in found.movements.pair_moves(metric):
        name = f"{metric.metric_id}:{move.team_id}"
        said = f"metric moved {move.metric:+.2f} and pair {move.pair:+.2f} standard errors"
        yield _row("pair", name, metric.metric_id, move.pair, said, {"team_id": move.team_id})


def _row(
    kind: str,
    name: str,
    metric_id: str | None,
    estimate: float | None,
    detail: str,
    row: Mapping[str, Any],
) -> Mapping[str, Any]:
    return {
        "evidence_id": f"{kind}:{name}",
        "metric_id": metric_id,
        "kind": kind,
        "team_id": row.get("team_id"),
        "estimate": estimate,
        "detail": detail,
    }


def registry(found: Evidence, known: Sequence[Row]) -> list[Mapping[str, Any]]:
    """What is registered otherwise than the last audit saw it; everything, at the first one."""
    last = {row["metric_id"]: tuple(row[name] for name in REGISTERED) for row in known}
    rows: list[Mapping[str, Any]] = []
    for metric in found.metrics.values():
        said = {
            "definition_version": metric.definition_version,
            "status": metric.status,
            "verdict": metric.verdict,
            "eligible_decisions": ", ".join(sorted(metric.eligible_decisions)),
            "pair_metric_id": metric.pair_metric_id,
            "owner": metric.owner,
        }
        if last.get(metric.metric_id) != tuple(said[name] for name in REGISTERED):
            rows.append({"metric_id": metric.metric_id, **said, "as_of": found.source.as_of})
    return rows
