"""Quarters as partitions: what Dagster asks for, and which quarter that is.

Here: the partitions and their keys. Not here: what a quarter is (`expectations/audit/period.py`).
A key is the quarter's first day, as Dagster's windows have it; people are told 2026Q2.
"""

from __future__ import annotations

from datetime import date

import dagster as dg
import yaml

from expectations.audit.period import Quarter
from orchestration import paths


def calendar_start() -> date:
    """The first day any period is computed for, as dbt has it."""
    text = (paths.DBT_PROJECT / "dbt_project.yml").read_text(encoding="utf-8")
    return date.fromisoformat(yaml.safe_load(text)["vars"]["calendar_start"])


# Only quarters that are over: what is not over cannot be audited.
QUARTERS = dg.TimeWindowPartitionsDefinition(
    cron_schedule="0 0 1 1,4,7,10 *", start=calendar_start().isoformat(), fmt="%Y-%m-%d"
)


def key_of(quarter: Quarter) -> str:
    """The partition of a quarter."""
    return quarter.start.isoformat()


def quarter_of(key: str) -> Quarter:
    """The quarter of a partition."""
    return Quarter.of(date.fromisoformat(key))
