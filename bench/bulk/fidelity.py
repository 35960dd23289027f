"""Whether a copied team has the numbers of its original: `python -m bench.bulk.fidelity HOME`.

Here: comparing cells in a warehouse built over copies. Not here: building it.

A name that was not renamed where it should be joins copies with each other, and one that was
renamed where it should not be joins nothing: either shows as a cell that differs.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from bench.bulk.renaming import prefix

VALUES = """grain, period_start, value, numerator, denominator, n_items, n_people, ci_low, ci_high,
status, finality"""


def differing(connection: duckdb.DuckDBPyConnection, relation: str, copy: int) -> dict[str, int]:
    """Cells of a copy's teams that are not as those of the teams they copy.

    Args:
        connection: To the warehouse.
        relation: The table of cells.
        copy: The number of the copy, 1 or more.

    Returns:
        How many cells differ by metric; nothing where all are equal. A cell that only one side has
        counts, too.
    """
    named = prefix(str(copy))
    rows = connection.execute(
        f"""
        with own as (
            select metric_id, team_id, {VALUES} from {relation}
            where not regexp_matches(team_id, '^c[0-9]+_')
        ),
        copied as (
            select metric_id, substr(team_id, length({named}) + 1) as team_id, {VALUES}
            from {relation} where starts_with(team_id, {named})
        )
        select metric_id, count(*) from (
            (from own except all from copied) union all (from copied except all from own)
        ) group by metric_id order by metric_id
        """  # noqa: S608 - a table of ours
    ).fetchall()
    return {str(metric): int(count) for metric, count in rows}


def main(arguments: Sequence[str]) -> int:
    """Print what differs in the last copy of a home's warehouse; 1 if anything does."""
    with duckdb.connect(str(Path(arguments[0]) / "warehouse.duckdb"), read_only=True) as connection:
        row = connection.execute(
            r"select max(cast(regexp_extract(team_id, '^c([0-9]+)_', 1) as integer)) "
            r"from marts.dim_teams where regexp_matches(team_id, '^c[0-9]+_')"
        ).fetchone()
        copy = int((row or (0,))[0] or 0)
        if not copy:
            sys.stderr.write(
                f"{arguments[0]} holds no copy: build a home of `python -m bench.bulk`.\n"
            )
            return 1
        found = differing(connection, "marts.fct_team_metrics", copy)
    cells = sum(found.values())
    sys.stdout.write(f"copy {copy}: {cells} cells differ {found}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
