"""Fetches the REST lists of coming repositories while GraphQL is asked about the present one.

Belongs here: the lanes. Does not belong here: which lists (``rest_lists.py``), or taking them in.

GraphQL stays in one lane: GitHub allows it no more than a minute of computing time per minute,
which one lane of heavy pages can fill by itself. REST has no such bound below the hundred requests
at a time that GitHub allows in all.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from extract.core.parallel import in_order
from extract.sources.github.repository import RepositoryRun
from extract.sources.github.rest_lists import readings
from extract.sources.github.rest_pages import Ahead, Reading, read_ahead
from extract.sources.github.settings import LANES


@dataclass(frozen=True)
class _Item:
    """One list of one repository."""

    run: RepositoryRun
    reading: Reading
    is_last: bool


def prepared(
    runs: Iterable[RepositoryRun], lanes: int = LANES
) -> Generator[RepositoryRun, None, None]:
    """Yield the repositories in order, each with what was fetched before its turn.

    Args:
        runs: The repositories to read; taken only as far ahead as the lanes need.
        lanes: Requests at a time.
    """
    for item, ahead in in_order(_fetched, _items(runs), lanes):
        item.run.ahead[item.reading.wanted.name] = ahead
        if item.is_last:
            yield item.run


def _items(runs: Iterable[RepositoryRun]) -> Iterator[_Item]:
    for run in runs:
        *others, last = readings(run)
        yield from (_Item(run, reading, is_last=False) for reading in others)
        yield _Item(run, last, is_last=True)


def _fetched(item: _Item) -> Ahead:
    return read_ahead(item.run.client, item.reading)
