"""Plots leave gaps, documents become pages, words stay words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from website import plots, words
from website.markdown import document

LEAD_TIME = {"metric_id": "lead", "name": "Lead time", "unit": "hours"}


def week(place: int, value: float | None, **others: Any) -> dict[str, Any]:
    return {
        "grain": "week",
        "period_label": f"2026-W{place:02d}",
        "period_start": date.fromisocalendar(2026, place, 1),
        "value": value,
        "lower_limit": 20.0,
        "upper_limit": 60.0,
        "centre_line": 40.0,
        "limits_status": "limits",
        "is_outside_limits": False,
        "is_over": True,
        "finality": "final",
    } | others


def test_a_gap_breaks_the_line() -> None:
    whole = plots.trend(LEAD_TIME, [week(place, 40.0 + place) for place in (1, 2, 3, 4, 5)], "week")
    broken = plots.trend(
        LEAD_TIME,
        [week(place, None if place == 3 else 40.0 + place) for place in (1, 2, 3, 4, 5)],
        "week",
    )
    assert whole
    assert broken
    line = 'stroke="#0b5cad"'
    assert next(iter(_paths(whole, line))).count("M") == 1
    assert next(iter(_paths(broken, line))).count("M") == 2


def _paths(drawn: str, mark: str) -> list[str]:
    return [part.split('d="')[1].split('"')[0] for part in drawn.split("<path")[1:] if mark in part]


@pytest.mark.parametrize("values", [[], [None, None], [3.0], [None, 3.0]])
def test_fewer_than_two_values_are_no_trend(values: list[float | None]) -> None:
    cells = [week(place + 1, value) for place, value in enumerate(values)]
    assert plots.trend(LEAD_TIME, cells, "week") is None
    assert plots.glance(LEAD_TIME, cells, "name") is None


def test_what_a_plot_tells_of_a_week_outside_of_the_limits() -> None:
    cells = [week(1, 40.0), week(2, 90.0, is_outside_limits=True), week(3, 41.0)]
    drawn = plots.trend(LEAD_TIME, cells, "week")
    assert drawn
    assert "1 outside of the team&#39;s own limits" in drawn
    assert "between 40 and 90, last 41" in drawn


def test_limits_hold_on_through_a_week_that_says_nothing() -> None:
    hidden = week(2, None, lower_limit=None, upper_limit=None, centre_line=None)
    rows = plots._continued([plots._point(cell, "hours") for cell in (week(1, 4.0), hidden)])
    assert (rows[1]["low"], rows[1]["centre"], rows[1]["high"]) == (20.0, 40.0, 60.0)
    assert rows[1]["value"] is None


def test_shares_are_told_in_per_cent_and_missing_in_words() -> None:
    assert words.number(0.125, "share of changes") == "12.5 %"
    assert words.limits(0.05, 0.2, "share of changes") == "5 to 20 %"
    assert words.after_number("share of changes") == "of changes"
    assert words.told({"value": None, "status": "source_missing"}, "hours") == "source missing"
    assert words.told(None, "hours") == "nothing published"
    assert words.told({"value": 0.0, "status": "ok"}, "hours") == "0"


def test_a_name_is_escaped_shortened_and_kept_apart() -> None:
    assert words.name("<b>\x00\x1b[1m") == "<bdi>&lt;b&gt; [1m</bdi>"
    assert len(words.name("a" * 10_000)) == len("<bdi></bdi>") + words.LONGEST_NAME


@pytest.mark.parametrize("text", ["../x", "a/b", "CON", "a b", "", "é", "a\u202eb", "x" * 300])
def test_a_file_name_is_made_of_letters_and_is_its_own(text: str) -> None:
    assert words.UNSAFE.search(words.slug(text).replace("-", "")) is None
    assert len(words.slug(text)) < 60
    assert words.slug(text) != words.slug(text + "!")


def test_a_document_becomes_a_page() -> None:
    found = document(
        "# Rules\n\nRead [this](other.md#a-b), [that](../README.md) and "
        "[`m`](metrics.md#m).\n\n## A <b>bold</b> rule\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n",
        "rules.md",
        {"rules.md": "rules.html", "other.md": "other.html", "m": "m.html"},
    )
    assert found.title == "Rules"
    assert '<a href="other.html#a-b">this</a>' in found.html
    assert "<span>that</span>" in found.html
    assert '<a href="m.html"><code>m</code></a>' in found.html
    assert "<b>" not in found.html
    assert '<div class="wide" tabindex="0"><table>' in found.html
    assert '<caption class="unseen">A &lt;b&gt;bold&lt;/b&gt; rule</caption>' in found.html
    assert found.html.count('<th scope="col">') == 2
    assert found.sections[0].title == "Rules"
    assert found.sections[1].anchor == "a-bboldb-rule"
