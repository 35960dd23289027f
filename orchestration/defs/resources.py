"""What assets and checks call, exchangeable in tests.

Here: one resource a thing that works outside of Dagster. Not here: that work itself.
"""

from __future__ import annotations

import dagster as dg
from dagster_dbt import DbtCliResource

from expectations import gates
from expectations.gates import Gate
from extract.core.run import run_source
from extract.core.source import RunResult
from extract.registry import source_named
from orchestration import dbt_command, paths
from orchestration.publication import publish


class Extraction(dg.ConfigurableResource):
    """Lands one source."""

    def run(self, source: str) -> RunResult:
        """Extract a source by name.

        Raises:
            ExtractError: Nothing could be extracted; the text is one line.
        """
        return run_source(source_named(source))


class Guards(dg.ConfigurableResource):
    """Judges the warehouse."""

    def judge(self) -> dict[str, list[Gate]]:
        """Run every guard and write the gates; gates by the name of the guard."""
        return gates.run(paths.warehouse())


class Publisher(dg.ConfigurableResource):
    """Publishes the warehouse."""

    def publish(self) -> dict[str, int]:
        """Publish; rows by table.

        Raises:
            PublicationError: Nothing was published; the text is one line.
        """
        return publish(paths.home())


def _dbt() -> DbtCliResource:
    return DbtCliResource(
        project_dir=str(paths.DBT_PROJECT),
        profiles_dir=str(paths.DBT_PROJECT),
        dbt_executable=str(dbt_command.executable()),
    )


RESOURCES = {
    "extraction": Extraction(),
    "dbt": _dbt(),
    "guards": Guards(),
    "publisher": Publisher(),
}
