"""A folder for repositories that is gone when its process is, however that ends.

Belongs here: making it, and clearing away those of processes that were killed. Does not belong
here: what lies in it.
"""

import fcntl
import shutil
import tempfile
from pathlib import Path

_PREFIX = "team-outcomes-sandbox-git-"
_LOCK = "lock"


class Workplace:
    """A temporary folder; a lock in it tells that somebody still needs it.

    Attributes:
        path: Where it is.
    """

    def __init__(self) -> None:
        _clear_away()
        self._folder = tempfile.TemporaryDirectory(prefix=_PREFIX)
        self.path = Path(self._folder.name)
        self._lock = (self.path / _LOCK).open("w", encoding="utf-8")
        fcntl.flock(self._lock, fcntl.LOCK_EX)


def _clear_away() -> None:
    """Remove the folders whose lock nobody holds any more."""
    for lock in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_LOCK}"):
        try:
            with lock.open(encoding="utf-8") as handle:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.parent, ignore_errors=True)
        except OSError:
            continue
