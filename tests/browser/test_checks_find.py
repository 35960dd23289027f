"""A page that is right passes every check, and each thing that is wrong fails its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.visiting import Findings, Visitor

HEAD = '<title>A page</title><meta name="viewport" content="width=device-width, initial-scale=1">'
RIGHT = """<a href="#content">Skip to the content</a><main id="content"><h1>Teams</h1>
<p>Some <a href="other.html#there">text</a>.</p>
<table><caption>Numbers</caption><thead><tr><th scope="col">a</th></tr></thead>
<tbody><tr><td>1</td></tr></tbody></table></main>"""


def wrong(before: str, after: str, head: str = "") -> str:
    assert before in RIGHT
    return page(RIGHT.replace(before, after, 1), head)


def page(body: str, head: str = "", lang: str = "en") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{HEAD}{head}</head>'
        f"<body>{body}</body></html>"
    )


@pytest.fixture
def look(browser: Browser, tmp_path: Path):
    """Open a page that stands beside another one."""

    def opened(text: str, name: str = "page.html") -> Findings:
        (tmp_path / "other.html").write_text(page('<p id="there">x</p>'))
        (tmp_path / name).write_text(text)
        with Visitor(browser, tmp_path) as visitor:
            return visitor.visit(tmp_path / name)

    return opened


def test_a_page_that_is_right_passes(look) -> None:
    assert look(page(RIGHT)) == {}


WRONG = {
    "an error on the console": (
        "quiet console",
        wrong("</main>", "<script>console.error('no')</script></main>"),
    ),
    "a warning on the console": (
        "quiet console",
        wrong("</main>", "<script>console.warn('no')</script></main>"),
    ),
    "a script that fails": ("quiet console", wrong("</main>", "<script>nothing()</script></main>")),
    "a picture from elsewhere": (
        "nothing asked of others",
        wrong("<p>", '<p><img alt="x" src="https://example.org/x.png">'),
    ),
    "a file beside the folder": (
        "nothing asked of others",
        wrong("<p>", '<p><img alt="x" src="../../x.png">'),
    ),
    "a script in a name": (
        "nothing runs",
        wrong("<p>", "<p><script>window.__executed=1</script>"),
    ),
    "a name that breaks an attribute": (
        "nothing runs",
        wrong("<p>", '<p title=""><img alt="x" src=x onerror="window.__executed=1">'),
    ),
    "a dialog": ("nothing runs", wrong("</main>", "<script>alert('x')</script></main>")),
    "pale text": ("axe on a desk", wrong("<p>", '<p style="color:#ccc;background:#fff">')),
    "an input without a label": ("axe on a desk", wrong("<p>", "<p><input>")),
    "pale text on phones only": (
        "axe on a phone",
        wrong("<p>", '<p class="q">', "<style>@media (max-width:400px){.q{color:#ccc}}</style>"),
    ),
    "a page wider than a phone": (
        "no wider than a phone",
        wrong("<p>", '<p style="width:500px">'),
    ),
    "a page wider than half a desk": (
        "no wider at twice the size",
        wrong("<p>", '<p style="width:700px">'),
    ),
    "a table that paper cuts off": (
        "whole on paper",
        wrong(
            "<p>", '<p style="overflow-x:auto"><span style="display:block;width:2000px">x</span>'
        ),
    ),
    "a link that Tab does not reach": (
        "by the keyboard",
        wrong('<a href="other', '<a tabindex="-1" href="other'),
    ),
    "a focus that is not seen": (
        "by the keyboard",
        wrong("<p>", "<p>", "<style>:focus{outline:none}</style>"),
    ),
    "a trap for the keyboard": (
        "by the keyboard",
        wrong(
            "<table>",
            "<input aria-label='x' onkeydown='event.preventDefault()'><a href='#content'>y</a>"
            "<table>",
        ),
    ),
    "a heading left out": (
        "in order for a screen reader",
        wrong("<table>", "<h3>Too deep</h3><table>"),
    ),
    "two first headings": (
        "in order for a screen reader",
        wrong("<table>", "<h1>Once more</h1><table>"),
    ),
    "a table without a caption": (
        "in order for a screen reader",
        wrong("<caption>Numbers</caption>", ""),
    ),
    "a table without heads": (
        "in order for a screen reader",
        wrong('<th scope="col">a</th>', "<td>a</td>"),
    ),
    "no way to skip": (
        "in order for a screen reader",
        wrong('<a href="#content">Skip to the content</a>', ""),
    ),
    "no language": ("in order for a screen reader", page(RIGHT, lang="")),
    "a page that is too heavy": ("light", page(RIGHT + "<!--" + "x" * 1_500_000 + "-->")),
    "a link to nothing": ("no dead link", wrong("other.html#there", "gone.html")),
    "a link to no place": ("no dead link", wrong("other.html#there", "other.html#gone")),
    "a link that runs": ("no dead link", wrong("other.html#there", "javascript:alert(1)")),
    "a link out of the folder": ("no dead link", wrong("other.html#there", "../other.html")),
    "a link without a lock": ("no dead link", wrong("other.html#there", "http://example.org/")),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_found(look, what: str) -> None:
    check, text = WRONG[what]
    assert look(text).get(check), what


def test_a_first_page_is_lighter_than_others(look) -> None:
    heavy = page(RIGHT + "<!--" + "x" * 600_000 + "-->")
    assert "light" not in look(heavy)
    assert "light" in look(heavy, "index.html")


def test_a_picture_of_the_folder_may_be_asked_for_and_counts(look, tmp_path: Path) -> None:
    dot = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    (tmp_path / "dot.svg").write_text(dot + "<!--" + "x" * 1_600_000 + "-->")
    found = look(wrong("<p>", '<p><img alt="x" src="dot.svg">'))
    assert set(found) == {"light"}
