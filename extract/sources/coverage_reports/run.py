"""One extraction of coverage reports.

Belongs here: what this source knows about its files, for the run over a folder. Does not belong
here: walking, remembering and landing (``extract.core.file_runs``).
"""

from __future__ import annotations

from extract.core.artefacts import Runs
from extract.core.file_reader import Parsed, Place
from extract.core.file_runs import FileRun
from extract.core.folder import File, Folder
from extract.core.keys import digest
from extract.core.landing import Landing
from extract.core.source import RunRequest, RunResult
from extract.sources.coverage_reports.cobertura import read_cobertura
from extract.sources.coverage_reports.lcov import read_lcov
from extract.sources.coverage_reports.rows import rows
from extract.sources.coverage_reports.settings import VARIABLE, CoverageSettings
from extract.sources.coverage_reports.streams import DATA_STREAMS

XML_SUFFIX = ".xml"


class CoverageReader:
    """Knows coverage reports in a folder of artefacts.

    Args:
        folder: Where they lie.
    """

    streams = DATA_STREAMS
    suffixes = (XML_SUFFIX, ".info", ".lcov")

    def __init__(self, folder: Folder) -> None:
        self._runs = Runs(folder)

    def place(self, file: File) -> Place:
        """Return the run of a report.

        Raises:
            FileError: Nothing says which run it comes from.
        """
        run = self._runs.of(file)
        return Place(run.repository, digest(repr(run)), run)

    def parse(self, file: File, content: bytes, place: Place) -> Parsed:
        """Return what a report says.

        Raises:
            FileError: It cannot be read.
        """
        read = read_cobertura if file.path.lower().endswith(XML_SUFFIX) else read_lcov
        return rows(read(content, file.path), place.value, content)


def run(landing: Landing, request: RunRequest) -> RunResult:
    """Extract coverage reports into an open landing.

    Raises:
        ExtractError: The folder cannot be read as a whole; what was landed stays.
    """
    folder = Folder(CoverageSettings.from_environment().folder, VARIABLE)
    return FileRun(landing, request, folder, CoverageReader(folder)).run()
