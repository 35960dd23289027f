"""How a query finds the newest publication.

Here: a name of its own for every publication. Not here: reading it.

DuckDB shares an open database among the connections of a process by its path: as long as one query
reads the file that was replaced, a new connection to the same path is given the old one. A hard
link named after the publication gives every publication a path of its own, so a query that begins
after the swap reads the new one whatever else is running.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

KEPT = 2


def newest(published: Path, links: Path) -> Path:
    """A path to the publication that lies there now, which no other publication ever had.

    Args:
        published: The file that is replaced by every publication.
        links: A folder on the same file system; elsewhere the file itself is read.

    Raises:
        FileNotFoundError: Nothing is published.
    """
    draft = links / f".{os.getpid()}-{threading.get_ident()}"
    draft.unlink(missing_ok=True)
    try:
        draft.hardlink_to(published)
    except FileNotFoundError:
        raise
    except OSError:
        return published
    found = draft.stat()
    link = links / f"{found.st_mtime_ns}-{found.st_ino}.duckdb"
    if link.exists():
        draft.unlink()
        return link
    draft.replace(link)
    # Where another thread made the link meanwhile, the system renames nothing and says nothing.
    draft.unlink(missing_ok=True)
    for old in sorted(links.glob("[0-9]*.duckdb"), key=_age)[:-KEPT]:
        old.unlink(missing_ok=True)
    return link


def _age(link: Path) -> float:
    """When the link was made or last linked; a link that is gone is the oldest."""
    try:
        return link.stat().st_ctime
    except FileNotFoundError:
        return 0.0
