"""The code location: everything Dagster knows of, with the policies that hold for all assets.

Here: putting together, and nothing else. `dagster dev -m orchestration.definitions` loads it.
"""

import dagster as dg

from orchestration.defs import (
    audit,
    automation,
    ingestion,
    publication,
    quality,
    transformation,
)
from orchestration.defs.policies import with_policies
from orchestration.defs.resources import RESOURCES

ASSETS = [
    *ingestion.ASSETS,
    *transformation.ASSETS,
    *quality.ASSETS,
    *publication.ASSETS,
    *audit.ASSETS,
]

defs = dg.Definitions(
    assets=dg.map_asset_specs(with_policies, ASSETS),
    asset_checks=quality.CHECKS,
    jobs=automation.JOBS,
    schedules=automation.SCHEDULES,
    sensors=automation.SENSORS,
    resources=RESOURCES,
)
