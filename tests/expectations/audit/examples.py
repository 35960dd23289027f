"""Metrics and evidence by hand, for tests of the audit."""

from __future__ import annotations

from expectations.audit.answers import Metric

RATE = Metric(
    metric_id="change_fail_rate",
    name="Change fail rate",
    definition_version=1,
    direction="down",
    pair_metric_id="deploy_freq",
    owner="head of engineering",
    status="trial",
    verdict="fragile",
    eligible_decisions=frozenset({"team self-observation", "release safety"}),
)
