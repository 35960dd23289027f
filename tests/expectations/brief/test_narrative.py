"""Each sentence says what its rows say, of one team, and nothing that nobody published."""

from __future__ import annotations

import json
from dataclasses import replace

import duckdb
import pytest

from expectations.audit.period import Quarter, QuarterError
from expectations.brief import movement, narrative, reading, report, surroundings
from expectations.brief.cited import CitationError, Row, Sentence, check, numbers, told_by
from expectations.brief.reading import Published
from expectations.pages.page import fetches


def texts(published: Published) -> dict[str, list[str]]:
    return {s.title: [t.text for t in s.sentences] for s in narrative.sections(published)}


def test_the_brief_of_a_quarter_by_hand(published: Published) -> None:
    found = texts(published)
    assert found["The outcomes beside the team's own quarters"] == [
        (
            "Days with a deployment: 3.25 days per week; in the quarters before, oldest "
            "first: 3.25 days per week, 3.25 days per week, 3.25 days per week, 3.25 days "
            "per week."
        ),
        (
            "Change fail rate: 30 % (25 % to 36 %); in the quarters before, oldest first: 8"
            " %, 10 %, 9 %, 11 %."
        ),
    ]
    assert found["What moved beyond its limits"] == [
        (
            "Change fail rate was 30 % (25 % to 36 %), above every quarter before that is "
            "looked at: the nearest, the one from 2026-01-01, had 11 % (6 % to 17 %)."
        ),
        (
            "Its pair, Days with a deployment, was 3.25 days per week, after 3.25 days per "
            "week in the quarter from 2026-01-01."
        ),
    ]
    assert found["Weeks outside of the team's own limits"] == [
        (
            "Days with a deployment was 12.3 days per week in the week from 2026-05-04, "
            "outside of the team's own limits, 3 days per week to 9.5 days per week."
        ),
    ]
    assert found["What is not told, and why"] == [
        (
            "The source was not read. This is not zero. So it is with: Age of work in "
            "progress, 85th percentile."
        ),
        (
            "Too few items for a value that means something. So it is with: Large changes "
            "that were discussed."
        ),
    ]
    assert found["How load is spread"] == [
        (
            "Review load of the window from 2026-03-16 to 2026-06-08 was spread as if 6.5 "
            "of 7 people carried it (excess over a fair share 0.1, p if it were fair 0.04);"
            " one person with 2.5 times a fair share would have been noticed."
        )
    ]
    assert found["How safe it is to speak"] == [
        (
            "The survey on psychological safety (pulse:2026-03): The mean of the scores is "
            "5.1, on a scale up to 7. Ask the team. What moves by less than 1.31 is not "
            "seen."
        ),
        (
            "Fewer than five people are behind it, so it is not shown. So it is with: "
            "reviews without a word."
        ),
    ]
    assert found["Open questions about signals"] == [
        "Approvals within 5 minutes went from 0.1 to 0.6. What changed?"
    ]
    assert [text.partition(":")[0] for text in found["Questions a human might ask"]] == [
        "Change fail rate",
        "Days with a deployment",
        "Who can say why a source was not read, and since when?",
    ]


def test_every_citation_resolves_and_every_number_stands_in_its_rows(
    published: Published, connection: duckdb.DuckDBPyConnection
) -> None:
    """Looked up anew in the databases, by what the JSON says, as a reader would."""
    brief = report.Brief(published, narrative.sections(published), {})
    content = json.loads(report.as_json(brief))
    notes = {note["number"]: note for note in content["notes"]}
    names = [metric.name for metric in published.metrics.values()]
    names += [metric.unit for metric in published.metrics.values()]
    sentences = [told for section in content["sections"] for told in section["sentences"]]
    assert len(sentences) > 10
    used = set()
    for sentence in sentences:
        rows = [looked_up(connection, notes[number]) for number in sentence["notes"]]
        known = {number for row in rows for number in told_by(row)}
        assert set(numbers(sentence["text"], names)) <= known, sentence["text"]
        used |= set(sentence["notes"])
    assert used == set(notes)


def looked_up(connection: duckdb.DuckDBPyConnection, note: dict[str, object]) -> Row:
    database = {"leadership.duckdb": "published", "audit.duckdb": "trail"}[str(note["file"])]
    key = note["key"]
    assert isinstance(key, dict)
    condition = " and ".join(f"cast({column} as varchar) = ?" for column in key)
    found = connection.execute(
        f"select * from {database}.marts.{note['table']} where {condition}", list(key.values())
    )
    columns = [column[0] for column in found.description]
    (row,) = found.fetchall()
    assert key.get("team_id", "atlas") == "atlas"
    return Row(str(note["table"]), dict(zip(columns, row, strict=True)))


STATUS = Row("dim_statuses", {"status": "ok", "in_words": "over"})
OTHER = Row(
    "rpt_safety_signals",
    {"team_id": "borealis", "signal_id": "x", "period_name": "2026Q2", "value": 0.25},
)
OWN = Row("rpt_safety_signals", {**OTHER.values, "team_id": "atlas"})


@pytest.mark.parametrize(
    "sentence",
    [
        Sentence("It was 25 %.", (OWN,)),
        Sentence("It was 0.25 in 2026Q2.", (OWN,)),
        Sentence("The 85th percentile was 0.25.", (OWN,), ("85th percentile",)),
        Sentence("The period is over.", (STATUS,)),
    ],
)
def test_a_sentence_of_its_rows_passes(sentence: Sentence) -> None:
    check(sentence, "atlas")
    assert sentence.rows


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (Sentence("It was so.", ()), "cites no row"),
        (Sentence("It was 0.26.", (OWN,)), "0.26 stands in no row"),
        (Sentence("It was 0.25 in 2026Q1.", (OWN,)), "2026Q1 stands in no row"),
        (Sentence("It was 0.25, 3 times.", (OWN,)), "3 stands in no row"),
        (Sentence("It was 0.25.", (OTHER,)), "about atlas cites"),
    ],
)
def test_a_sentence_beyond_its_rows_fails(sentence: Sentence, words: str) -> None:
    with pytest.raises(CitationError, match=words):
        check(sentence, "atlas")


def test_limits_that_meet_are_no_move(published: Published) -> None:
    now, before = published.now("change_fail_rate"), published.before("change_fail_rate")
    assert now is not None
    assert movement.nearest_beyond(now, before) is before[-1]
    assert movement.nearest_beyond(now, before[:1]) is None
    touching = Row(now.table, {**now.values, "ci_low": 0.165})
    assert movement.nearest_beyond(touching, before) is None
    lower = Row(now.table, {**now.values, "ci_low": 0.0, "ci_high": 0.02, "value": 0.01})
    assert movement.nearest_beyond(lower, before) is before[0]
    few = Row(now.table, {**now.values, "denominator": 79.0})
    assert movement.nearest_beyond(few, before) is None
    limitless = Row(now.table, {**now.values, "ci_low": None, "ci_high": None})
    assert movement.nearest_beyond(limitless, before) is None


def test_a_team_without_anything_is_told_in_words(published: Published) -> None:
    bare = replace(published, quarters={}, weeks={}, workload=[], safety=[], questions=[])
    sections = narrative.sections(bare)
    assert [section.sentences for section in sections] == [()] * len(sections)
    page = report.html(report.Brief(bare, sections, {}))
    assert "Where nobody was asked, that is no good news." in page


def test_the_page_stands_by_itself_marked_escaped_and_the_same_each_time(
    published: Published,
) -> None:
    brief = report.Brief(published, narrative.sections(published), {})
    for form in (report.html, report.markdown, report.as_json):
        assert form(brief) == form(brief)
        assert "Draft for humans: written by rules" in form(brief)
        assert "orealis" not in form(brief)
    page = report.html(brief)
    assert fetches(page) == []
    assert "Atlas &lt;b&gt;&amp;&lt;/b&gt;" in page
    assert "Atlas <b>" not in page
    assert page.count('<a href="#note-1">') >= 1
    assert '<li id="note-1">' in page
    assert "Atlas \\<b\\>" in report.markdown(brief)


def test_load_that_is_hidden_or_advised_about_is_told_in_words(published: Published) -> None:
    (load,) = published.workload
    advised = Row(load.table, {**load.values, "advice": "the rota"})
    hidden = Row(load.table, {**load.values, "status": "suppressed_privacy", "p_fair": None})
    unseen = Row(load.table, {**load.values, "detectable_multiple": None})
    said = [
        sentence.text
        for sentence in surroundings.workload(
            replace(published, workload=[advised, hidden, unseen])
        )
    ]
    assert said[0].endswith("would have been noticed. To look at: the rota.")
    assert "is not told: Fewer than five people" in said[1]
    assert said[2].endswith("an overload of one person could not have been noticed.")


def test_a_quarter_without_numbers_is_refused(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(QuarterError, match="Nothing is published of 2019Q1"):
        reading.teams(connection, Quarter.named("2019Q1"))
