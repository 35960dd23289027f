"""One extraction of JUnit reports.

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
from extract.sources.junit.report import read_report
from extract.sources.junit.rows import rows
from extract.sources.junit.settings import VARIABLE, JunitSettings
from extract.sources.junit.streams import DATA_STREAMS


class JunitReader:
    """Knows JUnit reports in a folder of artefacts.

    Args:
        folder: Where they lie.
    """

    streams = DATA_STREAMS
    suffixes = (".xml",)

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
        return rows(read_report(content, file.path), place.value, content)


def run(landing: Landing, request: RunRequest) -> RunResult:
    """Extract JUnit reports into an open landing.

    Raises:
        ExtractError: The folder cannot be read as a whole; what was landed stays.
    """
    folder = Folder(JunitSettings.from_environment().folder, VARIABLE)
    return FileRun(landing, request, folder, JunitReader(folder)).run()
