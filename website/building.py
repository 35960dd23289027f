"""Writes the site: every page in one step each, and what no page belongs to any more is removed.

Here: the order of pages and their files. Not here: what they show. A reader finds the old page or
the new one, whole; each page says as of when it is. A build that is interrupted leaves the pages it
has written, and the next one completes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from expectations.files import put_text
from expectations.processes import Processes, waiting
from website import rulebook, standing, team, words
from website.frame import Frame
from website.overview import Overview
from website.reading import Published
from website.themes import Themes

FOLDER = "site"
FIRST = "index.html"


@dataclass(frozen=True)
class Built:
    """What was written.

    Attributes:
        first: The page to begin with.
        pages: How many pages there are.
        size_bytes: How large all of them are together.
    """

    first: Path
    pages: int
    size_bytes: int


def build(published_folder: Path, processes: Processes | None = None) -> Built:
    """Write the site beside the databases it is read from.

    Args:
        published_folder: The folder of everything published.
        processes: Those that wait already; without them they are started, and end here.

    Raises:
        NothingPublishedError: There is nothing to read.
        PageError: A page would fetch something or run a script.
        ProcessEndedError: A process ended before it had made a page.
    """
    folder = published_folder / FOLDER
    sizes: dict[Path, int] = {}
    with Published(published_folder) as published, waiting(processes) as ready:
        for file, text in _pages(published, ready):
            put_text(folder / file, text)
            sizes[folder / file] = len(text.encode())
    for old in folder.rglob("*"):
        if old.is_file() and old not in sizes:
            old.unlink()
    return Built(folder / FIRST, len(sizes), sum(sizes.values()))


def _pages(published: Published, processes: Processes) -> Iterator[tuple[str, str]]:
    """Every page with its file; the first page last, so that it leads to what is there."""
    frame = Frame(words.moment(published.as_of))
    statuses = {row["status"]: row["in_words"] for row in published.tables["statuses"]}
    overview, themes = Overview(published.metrics), Themes()
    yield from rulebook.html(frame, published)
    entries = published.tables["teams"]

    def read() -> Iterator[tuple[object, ...]]:
        for entry in entries:
            of_team = published.team(entry)
            overview.add(of_team)
            themes.add(of_team)
            yield frame, of_team, published.metrics, statuses

    # A page of a team is drawn from that team's rows alone, wherever that happens.
    drawn = processes.calls(team.html, read())
    shown = tqdm(drawn, desc="site", unit="team", total=len(entries), disable=None)
    for entry, text in zip(entries, shown, strict=True):
        yield team.file_name(entry["team_id"]), text
    yield from themes.html(frame).items()
    yield from standing.html(frame, published).items()
    yield FIRST, overview.html(frame, published)
