"""The Dagster code location: everything under defs/, loaded once.

Belongs here: nothing but the loading. Does not belong here: any asset, check, job or resource.
"""

from pathlib import Path

import dagster as dg


@dg.definitions
def defs() -> dg.Definitions:
    """Return every definition under defs/."""
    return dg.load_from_defs_folder(path_within_project=Path(__file__).parent)
