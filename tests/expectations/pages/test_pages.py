"""Pages stand by themselves, escape what they are given, and say nothing by colour alone."""

from __future__ import annotations

import itertools
from pathlib import Path
from xml.etree.ElementTree import fromstring

import altair as alt
import pytest
from jinja2 import UndefinedError

from expectations.pages import charts, foreign, page, palette, words

TEMPLATE = """\
{% extends "page.html" %}
{% block title %}{{ title }}{% endblock %}
{% block body %}<p>{{ text }}</p>{{ plot }}{% endblock %}
"""


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    (tmp_path / "small.html").write_text(TEMPLATE)
    return tmp_path


def plot(label: str = "a") -> alt.Chart:
    rows = alt.Data(values=[{"x": label, "y": 1}, {"x": "b", "y": 2}])
    return alt.Chart(rows, width=200, height=80).mark_bar().encode(x="x:N", y="y:Q")


def test_a_page_is_whole_and_asks_for_nothing(templates: Path) -> None:
    drawn = charts.svg(plot(), "bars", "two bars")
    text = page.render(templates, "small.html", title="One", text="words", plot=drawn)
    assert text.startswith("<!doctype html>")
    assert "<svg" in text
    assert page.fetches(text) == []


def test_what_people_wrote_is_escaped(templates: Path) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)> url(https://pixel.example)"
    drawn = charts.svg(plot(attack), "bars", attack)
    text = page.render(templates, "small.html", title=attack, text=attack, plot=drawn)
    assert "<script" not in text
    assert "<img" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("Atlas", ""),
        ("\u202egnp.exe", "\u202c"),
        ("\u202egnp.exe\u202c", ""),
        ("\u2066a\u202eb", "\u202c\u2069"),
        ("\u2066a\u202eb\u2069", ""),
        ("\u2069\u202c", ""),
    ],
    ids=ascii,
)
def test_a_name_turns_nothing_around_but_itself(templates: Path, name: str, ends: str) -> None:
    text = page.render(templates, "small.html", title="One", text=name, plot="")
    assert f"<p>{name}{ends}</p>" in text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Atlas \u0645 \U0001f6a2 é", "Atlas \u0645 \U0001f6a2 é"),
        ("\x1b[2Jgone", "\\u001b[2Jgone"),
        ("\x9b2J \u2028", "\\u009b2J \\u2028"),
        ("\u202epohs", "\\u202epohs"),
    ],
    ids=ascii,
)
def test_a_name_does_nothing_to_a_terminal(name: str, shown: str) -> None:
    assert foreign.printable(name) == shown


@pytest.mark.parametrize(
    "text",
    [
        "{{ plot }}<script>1</script>{{ text }}{{ title }}",
        '<link rel="stylesheet" href="https://fonts.example/a.css">',
        '<img src="https://pixel.example/a.png">',
        '<p onclick="go()">a</p>',
        "<style>@import 'https://fonts.example/a.css';</style>",
        "<style>p { background: url(https://pixel.example/a.png) }</style>",
    ],
)
def test_a_page_that_would_fetch_or_run_something_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.html").write_text(text)
    with pytest.raises(page.PageError, match="would not stand by itself"):
        page.render(tmp_path, "bad.html", title="", text="", plot="")


def test_words_that_look_like_a_fetch_are_only_words(templates: Path) -> None:
    text = (
        "the reason = src=https://wiki.example url(https://wiki.example) javascript: on click = x"
    )
    assert page.fetches(page.render(templates, "small.html", title="", text=text, plot="")) == []


def test_a_template_shows_only_what_it_was_given(templates: Path) -> None:
    with pytest.raises(UndefinedError):
        page.render(templates, "small.html", title="", text="")


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert charts.svg(plot(), "bars", "two") == charts.svg(plot(), "bars", "two")


def test_two_plots_of_a_page_share_no_name() -> None:
    first, second = (charts.svg(plot(), name, "two") for name in ("first", "second"))
    assert "url(#clip" not in first
    assert ("first-" in first) == ("second-" in second)
    assert "first-" not in second


def test_a_plot_says_what_it_shows_and_fits_a_phone() -> None:
    drawn = charts.svg(plot(), "bars", 'two "bars"')
    assert 'role="img" aria-label="two &#34;bars&#34;"' in drawn
    assert "width:100%;height:auto" in drawn
    assert " width=" not in drawn.split(">", 1)[0]


def test_every_colour_of_text_and_lines_can_be_read() -> None:
    for colour in (palette.INK, palette.QUIET, *palette.SERIES):
        assert palette.contrast(colour, palette.PAPER) >= palette.AA_TEXT
        assert palette.contrast(colour, palette.SHADE) >= palette.AA_TEXT
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") < palette.AA_TEXT


def test_series_have_colours_of_their_own() -> None:
    assert all(first != second for first, second in itertools.combinations(palette.SERIES, 2))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (words.figure(None), "-"),
        (words.figure(1234.4), "1234"),
        (words.figure(0.12345), "0.123"),
        (words.chance(0.0001), "< 0.001"),
        (words.share(0.256), "25.6 %"),
        (words.share(None), "-"),
        (words.limits(None, 1), ""),
        (words.limits(0.1, 0.25), "0.1 to 0.25"),
    ],
)
def test_a_number_has_three_digits_and_a_missing_one_a_dash(said: str, expected: str) -> None:
    assert said == expected


SCRIPT = "document.title;"


def test_a_page_may_run_the_one_script_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_text(
        '{% extends "page.html" %}{% block body %}<script>{{ script }}</script>{% endblock %}'
    )
    text = page.render(tmp_path, "one.html", script=SCRIPT)
    assert f"<script>{SCRIPT}</script>" in text
    assert "script-src &#39;sha256-" in text


@pytest.mark.parametrize(
    "body",
    [
        "<script>{{ script }}</script><script>{{ script }}</script>",
        "<script>{{ script }} more()</script>",
        '<script src="a.js">{{ script }}</script>',
        '<meta http-equiv="refresh" content="0;url=https://pixel.example">',
    ],
)
def test_a_page_runs_nothing_beside_it(tmp_path: Path, body: str) -> None:
    (tmp_path / "bad.html").write_text(body)
    with pytest.raises(page.PageError, match="would not stand by itself"):
        page.render(tmp_path, "bad.html", script=SCRIPT)


def test_without_a_script_the_policy_lets_none_run(templates: Path) -> None:
    text = page.render(templates, "small.html", title="", text="", plot="")
    assert "script-src &#39;none&#39;" in text
    assert "default-src &#39;none&#39;" in text


@pytest.mark.parametrize(
    ("link", "is_allowed"),
    [
        ("teams/atlas.html#lead_time", True),
        ("../index.html", True),
        ("../audits/2026Q2/report.html", True),
        ("#here", True),
        ("https://wiki.example/a", True),
        ("http://wiki.example/a.html", False),
        ("//wiki.example/a.html", False),
        ("javascript:alert(1)//.html", False),
        ("data:text/html,a.html", False),
        ("/etc/passwd.html", False),
    ],
)
def test_a_link_leads_to_a_page_beside_or_to_a_safe_address(link: str, is_allowed: bool) -> None:
    assert (page.fetches(f'<a href="{link}">a</a>') == []) is is_allowed


def test_a_plot_is_small_and_keeps_its_text() -> None:
    drawn = charts.svg(plot("1.23456"), "bars", "two bars of 1.23456")
    assert ">1.23456<" in drawn
    assert 'aria-label="two bars of 1.23456"' in drawn
    assert "pointer-events" not in drawn
    assert "font-family" not in drawn


def test_a_drawing_has_one_label_and_keeps_the_texts_it_is_given() -> None:
    name = 'a > b aria-label="c" <d>'
    root = fromstring(charts.svg(plot(name), "bars", "two bars"))  # noqa: S314 - drawn by us
    labelled = [one.get("aria-label") for one in root.iter() if one.get("aria-label")]
    assert labelled == ["two bars"]
    assert name in "".join(root.itertext())
