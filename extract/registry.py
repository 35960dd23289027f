"""Every source there is, by name. No discovery: what is not listed here does not exist.

Belongs here: one line a source. Does not belong here: anything about a source.
"""

from __future__ import annotations

from extract.core.errors import SettingsError
from extract.core.source import Source
from extract.sources.file_drops import FILE_DROPS
from extract.sources.github import GITHUB

SOURCES: tuple[Source, ...] = (GITHUB, FILE_DROPS)


def source_named(name: str) -> Source:
    """Return a source by name.

    Raises:
        SettingsError: There is no such source; the text lists those there are.
    """
    for source in SOURCES:
        if source.name == name:
            return source
    known = ", ".join(source.name for source in SOURCES)
    raise SettingsError(f"There is no source {name!r}; choose one of: {known}.")
