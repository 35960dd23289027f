"""A page from its template: whole, escaped, and with nothing to fetch.

Here: the templates' surroundings, and what must hold of a finished page. Not here: its content.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from expectations.pages import palette, words

FRAME = Path(__file__).parent / "templates"
FOREIGN = frozenset(
    {
        "script",
        "iframe",
        "object",
        "embed",
        "link",
        "img",
        "image",
        "audio",
        "video",
        "base",
        "form",
    }
)
FETCHING = frozenset({"src", "srcset", "action", "poster", "background", "http-equiv", "data"})
WORDS = frozenset({"aria-label", "alt", "content", "lang", "title"})
LINKS = frozenset({"href", "xlink:href"})
STYLE_FETCHES = re.compile(r"@import|url\(\s*['\"]?(?!#)", re.IGNORECASE)


class PageError(Exception):
    """A page that would ask something of the network or run a script; the text is one line."""


def render(templates: Path, name: str, **content: Any) -> str:
    """A page as text.

    Args:
        templates: The folder of the template; it may extend `page.html` of this package.
        name: The template's file.
        **content: What it shows; a text is escaped, `Markup` is not.

    Raises:
        PageError: The page would fetch something or run a script.
        jinja2.UndefinedError: The template shows what it was not given.
    """
    surroundings = Environment(
        loader=FileSystemLoader([templates, FRAME]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    surroundings.filters |= {
        "figure": words.figure,
        "chance": words.chance,
        "share": words.share,
        "day": words.day,
    }
    surroundings.globals |= {"palette": palette, "limits": words.limits}
    page = surroundings.get_template(name).render(**content)
    found = fetches(page)
    if found:
        raise PageError(f"{name} would not stand by itself: it holds {', '.join(found)}.")
    return page


def fetches(page: str) -> list[str]:
    """Whatever in a page asks for something beside it or runs; a link that a reader follows may."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return sorted(reader.found)


class _Reader(HTMLParser):
    """Collects the tags, attributes and styles that fetch or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_style = tag == "style"
        if tag in FOREIGN:
            self.found.add(f"<{tag}>")
        self.found |= {f"{tag} {name}" for name, value in attrs if _asks(tag, name, value or "")}

    def handle_endtag(self, tag: str) -> None:
        self._is_style = self._is_style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self._is_style and STYLE_FETCHES.search(data):
            self.found.add("a style that fetches")


def _asks(tag: str, name: str, value: str) -> bool:
    if name in WORDS:
        return False
    if name in LINKS:
        is_followed = tag == "a" and value.startswith(("#", "https://"))
        return not is_followed and not value.startswith("#")
    return name.startswith("on") or name in FETCHING or bool(STYLE_FETCHES.search(value))
