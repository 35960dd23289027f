"""What holds for every asset alike: who owns it and how old it may get.

Here: policies. Not here: anything about one asset.
"""

from __future__ import annotations

from datetime import timedelta

import dagster as dg

OWNER = "team:data-platform"
LATE_AFTER = timedelta(hours=30)
STALE_AFTER = timedelta(hours=48)


def with_policies(spec: dg.AssetSpec) -> dg.AssetSpec:
    """An asset that the platform's team keeps and, unless it says otherwise, late after a day.

    Who answers for what a metric means stands beside that team, as its yml says.
    """
    return spec.replace_attributes(
        owners=[OWNER, *spec.owners],
        freshness_policy=spec.freshness_policy
        or dg.FreshnessPolicy.time_window(fail_window=STALE_AFTER, warn_window=LATE_AFTER),
    )
