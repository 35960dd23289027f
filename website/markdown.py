"""Documents of the project as parts of pages: what is in `docs/` is shown, never written twice.

Here: Markdown to HTML, the ids of headings, links between documents, what a section is about. Not
here: which documents are shown (`rulebook.py`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

PUNCTUATION = re.compile(r"[^\w\- ]")
WORD = re.compile(r"[a-z0-9][\w'-]{2,}")
FOLLOWED = ("https://", "#")
INDEXED = ("h1", "h2", "h3")


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it.

    Attributes:
        title: The heading.
        anchor: Its id in the page; empty for the page's own title.
        line: The beginning of what it says.
        words: All its words, each once.
    """

    title: str
    anchor: str
    line: str
    words: str


@dataclass(frozen=True)
class Document:
    """A document as it is shown.

    Attributes:
        title: Its first heading.
        html: Its content.
        sections: Its headings, for a search.
    """

    title: str
    html: Markup
    sections: tuple[Section, ...]


def document(text: str, name: str, pages: Mapping[str, str]) -> Document:
    """A document from its text.

    Args:
        text: Markdown; HTML in it is shown as text.
        name: Its path under `docs/`, which its links start from.
        pages: The page of each document that is shown, by path under `docs/`. A link to another
            file stays as words.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text)
    for token, heading in _headings(tokens):
        token.attrSet("id", anchor(heading))
    for token in tokens:
        _follow(token.children or [], posixpath.dirname(name), pages)
    rendered = parser.renderer.render(list(_framed(tokens)), parser.options, {})
    sections = tuple(_sections(tokens))
    return Document(
        title=sections[0].title,
        html=Markup(rendered),  # noqa: S704 - of the parser, which escapes
        sections=sections,
    )


def anchor(heading: str) -> str:
    """The id of a heading, as the places where documents are read make it."""
    return PUNCTUATION.sub("", heading.lower()).strip().replace(" ", "-")


def index_words(text: str) -> str:
    """The words of a text, each once, for a search."""
    return " ".join(sorted(set(WORD.findall(text.lower()))))


def _headings(tokens: list[Token]) -> Iterator[tuple[Token, str]]:
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            yield token, _text(inline)


def _framed(tokens: list[Token]) -> Iterator[Token]:
    """Tables can be scrolled, by the keyboard too, and say what they are of: the heading above."""
    heading = ""
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and following is not None:
            heading = _text(following)
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.type == "table_open":
            yield _html('<div class="wide" tabindex="0">')
            yield token
            yield _html(f'<caption class="unseen">{escape(heading)}</caption>')
        else:
            yield token
        if token.type == "table_close":
            yield _html("</div>")


def _html(text: str) -> Token:
    return Token("html_block", "", 0, content=text)


def _follow(tokens: list[Token], folder: str, pages: Mapping[str, str]) -> None:
    """Links lead to the pages of the site; those that lead to none become words."""
    leads: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            target = _target(str(token.attrs["href"]), folder, pages)
            leads.append(bool(target))
            token.attrs = {"href": target} if target else {}
            token.tag = "a" if target else "span"
        elif token.type == "link_close":
            token.tag = "a" if leads.pop() else "span"


def _target(link: str, folder: str, pages: Mapping[str, str]) -> str:
    if link.startswith(FOLLOWED):
        return link
    path, _, place = link.partition("#")
    name = posixpath.normpath(posixpath.join(folder, path))
    if name == "metrics.md":
        return f"{place}.html" if place in pages else "index.html"
    page = pages.get(name, "")
    return f"{page}#{place}" if page and place else page


def _sections(tokens: list[Token]) -> Iterator[Section]:
    title, at, said = "", "", list[str]()
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and token.tag in INDEXED and following is not None:
            if title:
                yield _section(title, at, said)
            title = _text(following)
            at, said = "" if token.tag == "h1" else anchor(title), []
        elif token.type in {"inline", "fence"}:
            said.append(_text(token))
    if title:
        yield _section(title, at, said)


def _section(title: str, at: str, said: list[str]) -> Section:
    told = [text for text in said if text != title]
    return Section(title, at, next(iter(told), ""), index_words(" ".join(said)))


def _text(token: Token) -> str:
    if not token.children:
        return token.content
    shown = (" " if each.type == "softbreak" else each.content for each in token.children)
    return "".join(shown)
