"""The site as a step of a run: written after a publication or an audit, unless switched off.

Here: whether it is written, and errors as one line. Not here: pages (`website`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from expectations.processes import Processes
    from website.building import Built

SWITCH = "TEAM_OUTCOMES_SITE"
OFF = frozenset({"no", "off", "false", "0"})


class SiteError(Exception):
    """The site could not be written; what is published stays. The text is one line."""


def write_site(home: Path, processes: Processes | None = None) -> Built | None:
    """Write the site of what is published in a data root; nothing where it is switched off.

    Args:
        home: The data root.
        processes: Those that wait already; without them they are started, and end here.

    Raises:
        SiteError: It could not be written.
    """
    if os.environ.get(SWITCH, "").strip().lower() in OFF:
        return None
    # Altair is imported where it is used: it must not slow the loading of definitions.
    from expectations.pages.page import PageError  # noqa: PLC0415
    from expectations.processes import ProcessEndedError  # noqa: PLC0415
    from website.building import build  # noqa: PLC0415
    from website.reading import NothingPublishedError  # noqa: PLC0415

    try:
        return build(home / "published", processes)
    except (
        *(NothingPublishedError, PageError, ProcessEndedError, OSError, duckdb.Error),
    ) as error:
        reason = str(error).splitlines()[0]
        raise SiteError(
            f"The site was not written, what is published stays: {reason} Write it again with "
            "make site."
        ) from error
