"""A page from its template: whole, escaped, and with nothing to fetch.

Here: the templates' surroundings, and what must hold of a finished page. Not here: its content.

A page runs nothing, but for one script of ours where it is given; its policy names that script by
its hash, so a browser would run no other even if one had got in.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from expectations.pages import foreign, palette, words

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
BESIDE = re.compile(r"(\.\./)*[\w-]+(/[\w.-]+)*\.(html|json|md)(#[\w.:-]*)?")
"""A page beside this one, as a reader follows it."""
POLICY = "content-security-policy"
STYLE_FETCHES = re.compile(r"@import|url\(\s*['\"]?(?!#)", re.IGNORECASE)


class PageError(Exception):
    """A page that would ask something of the network or run a script; the text is one line."""


def render(
    templates: Path,
    name: str,
    *,
    script: str = "",
    filters: Mapping[str, Callable[..., Any]] | None = None,
    **content: Any,
) -> str:
    """A page as text.

    Args:
        templates: The folder of the template; it may extend `page.html` of this package.
        name: The template's file.
        script: What the page runs, if anything; the template places it.
        filters: Further filters of the template, by name.
        **content: What it shows; a text is escaped, `Markup` is not.

    Raises:
        PageError: The page would fetch something or run a script.
        jinja2.UndefinedError: The template shows what it was not given.
    """
    surroundings = _surroundings(templates)
    surroundings.filters |= filters or {}
    page = surroundings.get_template(name).render(
        script=Markup(script),  # noqa: S704 - ours
        policy=policy(script),
        **content,
    )
    found = fetches(page, script)
    if found:
        raise PageError(f"{name} would not stand by itself: it holds {', '.join(found)}.")
    return page


# A template is compiled once, however many pages it shows.
@cache
def _surroundings(templates: Path) -> Environment:
    surroundings = Environment(
        loader=FileSystemLoader([templates, FRAME]),
        autoescape=True,
        finalize=_closed,
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
    return surroundings


def _closed(value: Any) -> Any:
    """What a template shows: marks of direction in a text end with the text."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return foreign.closed(value)


def policy(script: str) -> str:
    """What a browser may do with the page: draw it, and run that script, if any."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    runs = f"'sha256-{digest}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {runs}; base-uri 'none'; "
        "form-action 'none'"
    )


def fetches(page: str, script: str = "") -> list[str]:
    """Whatever in a page asks for something beside it or runs; a link that a reader follows may.

    Args:
        page: The page.
        script: The one script that it may hold, once.
    """
    reader = _Reader(script)
    reader.feed(page)
    reader.close()
    return sorted(reader.found)


class _Reader(HTMLParser):
    """Collects the tags, attributes and styles that fetch or run something."""

    def __init__(self, script: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._script = script
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        if tag in FOREIGN and not (tag == "script" and self._script and not attrs):
            self.found.add(f"<{tag}>")
        names = {name: value or "" for name, value in attrs}
        if tag == "meta" and names.get("http-equiv", "").lower() == POLICY:
            return
        self.found |= {f"{tag} {name}" for name, value in names.items() if _asks(tag, name, value)}

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style" and STYLE_FETCHES.search(data):
            self.found.add("a style that fetches")
        if self._inside == "script":
            if data != self._script:
                self.found.add("<script>")
            self._script = ""


def _asks(tag: str, name: str, value: str) -> bool:
    if name in WORDS:
        return False
    if name in LINKS:
        is_followed = tag == "a" and (value.startswith("https://") or BESIDE.fullmatch(value))
        return not is_followed and not value.startswith("#")
    return name.startswith("on") or name in FETCHING or bool(STYLE_FETCHES.search(value))
