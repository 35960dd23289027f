"""What this package reads of the warehouse: ratings of vignettes, and kinds beside words.

Here: two queries. Not here: what follows from the rows (calibration.py, concepts.py).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import duckdb

from expectations.people.calibration import Rating
from expectations.people.concepts import Assessed
from expectations.people.files import PeopleError

RATINGS = """
    select cycle_id, dimension, rating_round, vignette_id, rater_id, descriptor
    from staging.stg_file_drops__vignette_ratings
"""
ASSESSED = """
    with managers as (
        select person_id, max_by(manager_id, happened_on) as manager_id
        from intermediate.int_people__evidence where manager_id is not null group by person_id
    )

    select assessed.cycle_id, managers.manager_id, assessed.dimension, assessed.descriptor,
        count(distinct signals.growth_dimension || ':' || signals.signal_kind)
    from coaching.current_level_assessments as assessed
    inner join managers on assessed.person_id = managers.person_id
    left join coaching.growth_signals as signals
        on assessed.person_id = signals.person_id
        and signals.noted_on <= assessed.assessed_on
        and signals.noted_on > assessed.assessed_on - 365
    group by
        assessed.level_assessment_id, assessed.cycle_id, managers.manager_id, assessed.dimension,
        assessed.descriptor
"""


def file() -> Path:
    """The warehouse.

    Raises:
        PeopleError: there is none yet.
    """
    home = Path(os.environ.get("TEAM_OUTCOMES_HOME", "").strip() or "data")
    found = home / "warehouse.duckdb"
    if not found.exists():
        raise PeopleError(f"There is no warehouse at {found}: run the daily job first.")
    return found


def ratings(warehouse: Path) -> list[Rating]:
    """Every rating of a vignette.

    Raises:
        PeopleError: the warehouse does not hold them.
    """
    return [Rating(*row) for row in _rows(warehouse, RATINGS)]


def assessed(warehouse: Path) -> list[Assessed]:
    """Every word of an assessment beside the number of kinds of growth signals of the year.

    Raises:
        PeopleError: the warehouse does not hold them.
    """
    return [Assessed(*row) for row in _rows(warehouse, ASSESSED)]


def _rows(warehouse: Path, query: str) -> list[tuple[Any, ...]]:
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            return connection.execute(query).fetchall()
    except duckdb.Error as error:
        reason = " ".join(str(error).split())
        raise PeopleError(
            f"{warehouse}: cannot be read ({reason}). Run the daily job, or wait until it is done."
        ) from error
