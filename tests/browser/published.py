"""The pages below a folder: where they are, what they link to, what they weigh.

Belongs here: what can be said of a page without a browser. Does not belong here: what it looks like
(`visiting.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

FIRST_PAGE = "index.html"
FIRST_PAGE_BYTES = 500_000
PAGE_BYTES = 1_500_000


def pages(folder: Path) -> list[Path]:
    """Every page below a folder, in order."""
    return sorted(folder.rglob("*.html"))


@dataclass
class _Anchors(HTMLParser):
    """The links of a page, and the places in it that a link may name."""

    links: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.places.add(str(given["id"]))
        if tag in ("a", "area") and given.get("href") is not None:
            self.links.append(str(given["href"]))


@cache
def _anchors(page: Path) -> _Anchors:
    found = _Anchors()
    found.feed(page.read_text(encoding="utf-8"))
    found.close()
    return found


def dead_links(page: Path, root: Path) -> list[str]:
    """Links of a page that lead nowhere, out of the folder, or to something that is no page."""
    return [
        f"{link[:80]!r}: {reason}"
        for link in dict.fromkeys(_anchors(page).links)
        if (reason := _wrong(link, page, root))
    ]


def _wrong(link: str, page: Path, root: Path) -> str | None:
    parts = urlsplit(link)
    if parts.scheme in ("https", "mailto"):
        return None
    if parts.scheme or parts.netloc:
        return "a link goes to a file beside the page, or to https"
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
    if not target.is_relative_to(root.resolve()):
        return "it leads out of the folder"
    if not target.is_file():
        return "no such file"
    if parts.fragment and target.suffix == ".html":
        place = unquote(parts.fragment)
        return None if place in _anchors(target).places else "no such place on that page"
    return None


def too_heavy(page: Path, asked: list[Path]) -> list[str]:
    """What a page weighs with all it asks for, where that is more than it may.

    Args:
        page: The page; one that is called index.html at the top must be light.
        asked: The files it asked for beside itself.
    """
    limit = FIRST_PAGE_BYTES if page.name == FIRST_PAGE else PAGE_BYTES
    size = sum(file.stat().st_size for file in {page, *asked})
    return [f"{size:,} bytes, of at most {limit:,}"] if size > limit else []
