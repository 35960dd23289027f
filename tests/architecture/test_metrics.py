"""Every metric: two files, a complete registration, and a pair that exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import repository, rules

# Each row of the catalogue the metrics were designed from, and the metrics it became.
CATALOGUE = {
    "deploy_freq": ("deploy_freq",),
    "change_lead_time": ("change_lead_time", "change_lead_time_p85"),
    "lt_*": ("lt_coding", "lt_pickup", "lt_review", "lt_merge_wait", "lt_deploy_wait"),
    "issue_cycle_time": ("issue_cycle_time", "issue_cycle_time_p85"),
    "issue_lead_time": ("issue_lead_time", "issue_lead_time_p85"),
    "throughput": ("throughput",),
    "merged_changes": ("merged_changes",),
    "wip, wip_age_p85": ("wip", "wip_age_p85"),
    "flow_consistency": ("flow_consistency",),
    "predictability": ("predictability", "sprint_say_do"),
    "scope_completion": ("scope_completion", "scope_change"),
    "change_fail_rate": ("change_fail_rate", "noop_deploy_share", "unlinked_incident_share"),
    "deploy_rework_rate": ("deploy_rework_rate",),
    "failed_deploy_recovery": (
        "failed_deploy_recovery",
        "failed_deploy_detection",
        "failed_deploy_restoration",
    ),
    "incident_recovery": ("incident_recovery", "incident_recovery_p85"),
    "incidents": ("incidents", "severe_incidents_at_declaration", "severe_incidents_at_close"),
    "slo_attainment": ("slo_attainment",),
    "escaped_defects": ("escaped_defects",),
    "reopen_rate": ("reopen_rate",),
    "diff_coverage": ("diff_coverage",),
    "maintainability": (
        "hotspot_change_share",
        "rewritten_line_share",
        "static_analysis_finding_rate",
    ),
    "flaky_rate": ("flaky_rate", "pass_on_retry_share"),
    "build_time": ("build_time", "build_time_p85"),
    "main_red_hours": ("main_red_hours",),
    "adoption": ("adoption", "adoption_retention", "paved_road_adoption", "platform_ticket_wait"),
    "activation": ("activation", "activation_retention"),
    "conversion": ("conversion", "conversion_reversal"),
    "support_contact_rate": ("support_contact_rate",),
    "review_response": ("review_response",),
    "review_reliability": ("review_reliability",),
    "review_coverage": ("review_coverage",),
    "review_depth": ("review_depth",),
    "cross_team_support": ("cross_team_support",),
    "knowledge_spread": ("knowledge_spread",),
    "docs_freshness": ("docs_freshness",),
    "postmortem_quality": ("postmortem_quality", "action_done_on_time"),
    "incident_prevention": ("repeat_factor_share", "monitoring_detected_share"),
    "oncall_maturity": (
        "oncall_maturity",
        "pages_per_shift",
        "actionable_page_share",
        "after_hours_pages",
    ),
    "onboarding_time": ("onboarding_time",),
    "dev_friction": ("dev_friction",),
}
METRICS = sorted((repository.MODELS / "metrics").rglob("*.sql"))


def test_every_metric_is_registered_under_its_own_name_and_folder() -> None:
    metas = list(repository.metric_metas())
    assert metas
    for path, meta in metas:
        assert meta.get("metric_id") == path.stem, f"{path.stem}: meta.metric.metric_id differs"
        assert meta.get("dimension") == path.parent.name, (
            f"{path.stem}: its folder is its dimension"
        )


def test_every_metric_names_a_pair_that_is_a_metric() -> None:
    metas = [meta for _, meta in repository.metric_metas()]
    known = {meta["metric_id"] for meta in metas}
    assert {
        m["metric_id"]: m["pair_metric_id"] for m in metas if m["pair_metric_id"] not in known
    } == {}


def test_no_metric_informs_a_decision_about_persons() -> None:
    for _, meta in repository.metric_metas():
        assert rules.decisions_about_persons(meta["eligible_decisions"]) == [], meta["metric_id"]


@pytest.mark.parametrize("row", CATALOGUE)
def test_every_row_of_the_catalogue_is_a_metric(row: str) -> None:
    known = {path.stem for path in METRICS}
    assert [metric_id for metric_id in CATALOGUE[row] if metric_id not in known] == []


@pytest.mark.parametrize("path", METRICS, ids=lambda path: path.stem)
def test_every_metric_shows_the_four_cases(path: Path) -> None:
    missing = rules.cases_not_shown(repository.unit_tests(path), path.stem)
    assert not missing, (
        f"{path.stem}: no unit test shows {', '.join(missing)}; extend one in {path.stem}.yml and "
        "mark it with `config: {meta: {shows: [...]}}`."
    )
