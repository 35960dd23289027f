"""A folder of artefacts and runs of a source over it, for the sources that read files.

Here: the folder, the runs and what they landed. Not here: what is in the files (the tests).
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extract.core.landed import Landed
from extract.core.run import run_source
from extract.core.settings import CoreSettings
from extract.core.source import RunResult, Source

SHA = "0123456789abcdef0123456789abcdef01234567"
RUN = f"harbour/checkout/{SHA}/77"


class ArtefactFolder:
    """The folder of one source, and a landing of its own.

    Args:
        source: The source.
        root: Where both are made.
    """

    def __init__(self, source: Source, root: Path) -> None:
        self.source = source
        self.root = root / "artefacts"
        self.home = root / "home"
        self.root.mkdir()
        self._hour = 0

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file below the folder."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def run(self) -> RunResult:
        """Run the source; every run is an hour after the one before."""
        self._hour += 1
        as_of = datetime(2026, 7, 6, self._hour, tzinfo=UTC)
        return run_source(self.source, CoreSettings(self.home, as_of, "off"))

    def live(self, stream: str) -> list[dict[str, Any]]:
        """Return the landed records of a stream that are alive."""
        landed = Landed(self.home / "landing" / self.source.name)
        return list(landed.live_rows(self.source.stream(stream)).values())

    def landed_bytes(self) -> bytes:
        """Return everything that was landed, as text."""
        streams = [self.live(stream.name) for stream in self.source.streams]
        return repr(streams).encode()
