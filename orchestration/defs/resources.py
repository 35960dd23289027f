"""What assets and checks call, exchangeable in tests.

Here: one resource a thing that works outside of Dagster. Not here: that work itself.
"""

from __future__ import annotations

from datetime import UTC, datetime

import dagster as dg
from dagster_dbt import DbtCliResource

from expectations import gates
from expectations.gates import Gate
from extract.core.run import is_wanted, run_source
from extract.core.settings import CoreSettings
from extract.core.source import RunResult
from extract.registry import source_named
from orchestration import dbt_command, paths
from orchestration.publication import Publication, publish
from orchestration.publication.previous import must_stop


class Extraction(dg.ConfigurableResource[None]):
    """Lands one source."""

    def run(self, source: str) -> RunResult:
        """Extract a source by name.

        Raises:
            ExtractError: Nothing could be extracted; the text is one line.
        """
        return run_source(source_named(source))

    def is_wanted(self, source: str) -> bool:
        """Whether to read a source: it is connected, or was so before and must not go silent."""
        return is_wanted(source_named(source))


class Guards(dg.ConfigurableResource[None]):
    """Judges the warehouse."""

    def judge(self) -> dict[str, list[Gate]]:
        """Run every guard and write the gates; gates by the name of the guard."""
        return gates.run(paths.warehouse())


class Publisher(dg.ConfigurableResource[None]):
    """Publishes the warehouse."""

    def publish(self) -> dict[str, int]:
        """Publish; rows by table.

        Raises:
            PublicationError: Nothing was published; the text is one line.
        """
        return publish(paths.home())

    def must_stop(self, source: str, *, was_read: bool) -> bool:
        """Whether a run that cannot read the source completely should end here."""
        as_of = CoreSettings.from_environment().as_of or datetime.now(UTC)
        return must_stop(Publication(paths.home()), source, as_of, was_read=was_read)


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
