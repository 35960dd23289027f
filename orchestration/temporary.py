"""The temporary files of a run, in the data root: what a killed run left goes with the next.

Here: where they lie and when they go. Not here: who writes some (Dagster, and libraries).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "TMPDIR"


@contextmanager
def own_folder(home: Path) -> Iterator[Path]:
    """Have this process and all it starts put temporary files in a folder that ends with the block.

    Args:
        home: The data root; the caller holds it, so that the folder is nobody else's.
    """
    folder = home / "work" / "tmp"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    before = os.environ.get(VARIABLE)
    _use(str(folder))
    try:
        yield folder
    finally:
        _use(before)
        shutil.rmtree(folder, ignore_errors=True)


def _use(folder: str | None) -> None:
    """Python remembers the folder it found first; it has to look again."""
    if folder is None:
        os.environ.pop(VARIABLE, None)
    else:
        os.environ[VARIABLE] = folder
    tempfile.tempdir = None
