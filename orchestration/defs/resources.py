"""What assets and checks call, exchangeable in tests.

Here: one resource a thing that works outside of Dagster. Not here: that work itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import dagster as dg
from dagster_dbt import DbtCliResource

from expectations import judging
from expectations.gates import Gate
from expectations.processes import Processes
from extract.core.compaction import Compacted
from extract.core.run import compact_source, is_wanted, run_source
from extract.core.settings import CoreSettings
from extract.core.source import RunResult
from extract.registry import source_named
from orchestration import dbt_command, paths
from orchestration.audit import Audited, in_order
from orchestration.lock import one_run
from orchestration.publication import Publication, publish
from orchestration.publication.previous import must_stop
from orchestration.site import write_site

if TYPE_CHECKING:
    from expectations.audit.period import Quarter
    from expectations.detectors.warehouse import Asked
    from website.building import Built


class Extraction(dg.ConfigurableResource[None]):
    """Lands one source."""

    def run(self, source: str) -> RunResult:
        """Extract a source by name.

        Raises:
            ExtractError: Nothing could be extracted; the text is one line.
        """
        return run_source(source_named(source))

    def compact(self, source: str) -> Compacted | None:
        """Merge the small landed files of a source; None where there are not enough of them.

        Raises:
            ExtractError: Nothing was merged, and nothing is lost; the text is one line.
        """
        return compact_source(source_named(source))

    def is_wanted(self, source: str) -> bool:
        """Whether to read a source: it is connected, or was so before and must not go silent."""
        return is_wanted(source_named(source))


class Guards(dg.ConfigurableResource[None]):
    """Judges the warehouse."""

    def judge(self) -> dict[str, list[Gate]]:
        """Run every guard and write the gates; gates by the name of the guard.

        Raises:
            duckdb.Error: The warehouse cannot be opened or written.
            ProcessEndedError: A process ended before it had judged.
        """
        return judging.run(paths.warehouse())


class ReadyGuards:
    """Judges the warehouse by processes that wait for it.

    Dagster makes a resource of its own kind anew for each run, without what it holds; this it
    takes as it is.

    Args:
        processes: Those that wait.
    """

    def __init__(self, processes: Processes) -> None:
        self._processes = processes

    def judge(self) -> dict[str, list[Gate]]:
        """As `Guards.judge`."""
        return judging.run(paths.warehouse(), self._processes)


class Detectors(dg.ConfigurableResource[None]):
    """Asks whether signals still mean what they did."""

    def ask(self) -> Asked:
        """Run every detector and write the questions.

        Raises:
            DetectorError: A detector cannot be run.
            AccusingTextError: A detector's words are not fit for a question.
            duckdb.Error: The warehouse cannot be read or written.
        """
        # scipy is imported where it is used: it must not slow the loading of definitions.
        from expectations.detectors import warehouse  # noqa: PLC0415

        return warehouse.run(paths.warehouse())


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


class Auditor(dg.ConfigurableResource[None]):
    """Audits quarters."""

    def audits(self, quarters: Iterable[Quarter]) -> Iterator[Audited]:
        """Audit what is published, quarter by quarter, and publish each audit.

        Raises:
            QuarterError: A quarter cannot be audited; those before it are.
            BusyError: Another run is at work over the same data root.
            PublicationError: The audit is kept and not published yet.
        """
        with one_run(paths.home()):
            yield from in_order(paths.home(), quarters)


class SiteWriter(dg.ConfigurableResource[None]):
    """Writes the site."""

    def write(self) -> Built | None:
        """Write the site; nothing where it is switched off.

        Raises:
            SiteError: It could not be written; the text is one line.
        """
        return write_site(paths.home())


class ReadySiteWriter:
    """Writes the site by processes that wait for it; as `ReadyGuards`, not of Dagster's kind.

    Args:
        processes: Those that wait.
    """

    def __init__(self, processes: Processes) -> None:
        self._processes = processes

    def write(self) -> Built | None:
        """As `SiteWriter.write`."""
        return write_site(paths.home(), self._processes)


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
    "detectors": Detectors(),
    "publisher": Publisher(),
    "auditor": Auditor(),
    "site_writer": SiteWriter(),
}
