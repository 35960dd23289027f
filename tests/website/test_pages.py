"""Pages say what is published, in words where there is no number, and rank nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from expectations.pages.page import fetches
from tests.website.publication import ATTACK, HOSTILE, METRICS, TURNED
from website import rulebook, themes, words
from website.frame import NAVIGATION

LINK = re.compile(r'<a [^>]*?href="([^"]+)"')
ID = re.compile(r'\bid="([^"]+)"')
ZETA = "teams/zeta.html"


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_every_page_of_the_navigation_is_there(pages: dict[str, str]) -> None:
    assert {file for file, _ in NAVIGATION} <= set(pages)
    assert set(themes.PAGES) <= set(pages)


def test_every_page_stands_by_itself(pages: dict[str, str]) -> None:
    for file, page in pages.items():
        script = rulebook.SEARCH if file == "rulebook/index.html" else ""
        assert fetches(page, script) == [], file


def test_every_link_leads_somewhere(pages: dict[str, str]) -> None:
    for file, page in pages.items():
        for link in LINK.findall(page):
            if link.startswith("https://") or link.endswith("report.html"):
                continue
            target, _, place = link.partition("#")
            found = str((Path("/") / Path(file).parent / target).resolve())[1:] if target else file
            assert found in pages, f"{file} leads to {link}"
            assert not place or place in ID.findall(pages[found]), f"{file} leads to {link}"


def test_no_id_stands_twice_in_a_page(pages: dict[str, str]) -> None:
    for file, page in pages.items():
        found = ID.findall(page)
        assert len(found) == len(set(found)), file


def test_a_number_stands_with_its_standing_and_its_pair(pages: dict[str, str]) -> None:
    said = text(pages[ZETA])
    assert "43 hours in 2026-Q2 final of 64 items" in said
    assert "Read with Change failure rate : 12.5 % of deployments." in said
    assert "12.5 % of deployments (5 to 20 %) in 2026-Q2" in said


@pytest.mark.parametrize(
    "said",
    [
        "The source is late; the last good value stands beside it with its date.",
        "Last good value 3.25, as of 2026-06-01 06:00",
        "Fewer than five people are behind it, so it is not shown.",
        "Do not fit this type of team: Good events",
    ],
)
def test_what_is_missing_is_said_in_words(pages: dict[str, str], said: str) -> None:
    assert said in text(pages[ZETA])


def test_what_is_missing_is_never_zero(pages: dict[str, str]) -> None:
    page = pages[ZETA]
    silent = page[page.index('id="silent"') : page.index('id="workload"')]
    assert not re.search(r">\s*0(\.0+)?\s*<", silent)
    assert "too few to say" in text(page)


def test_a_running_quarter_is_not_the_newest_number(pages: dict[str, str]) -> None:
    assert "44 hours in" not in text(pages[ZETA])
    assert "period not over" not in text(pages[ZETA]).split("the numbers")[0]


def test_teams_stand_by_name_and_not_by_any_value(pages: dict[str, str]) -> None:
    for file in ("index.html", *themes.PAGES):
        assert pages[file].index("Aardvarks") < pages[file].index("Zebras")


def test_the_first_page_shows_the_starter_set_of_each_type(pages: dict[str, str]) -> None:
    page = text(pages["index.html"])
    assert page.index("Application teams") < page.index("Platform teams") < page.index("Groups of")
    assert "Change lead time, median" in page
    assert "Recovery from an incident" not in page
    assert "No starter set is registered" in page


def test_what_cannot_be_trusted_is_on_the_first_page_and_explained(pages: dict[str, str]) -> None:
    assert "1 of 2 signals cannot be trusted today." in text(pages["index.html"])
    said = text(pages["trust.html"])
    assert "github.pull_requests" in said
    assert "source late" in said
    assert "Change lead time, median" in said


def test_a_question_stands_on_its_teams_page_only(pages: dict[str, str]) -> None:
    asked = "The median size went from 90 to 20."
    assert [file for file, page in pages.items() if asked in page] == [ZETA]
    assert "a move to small batches" in pages[ZETA]
    assert "kept to ourselves" not in "".join(pages.values())
    counted = text(pages["questions.html"])
    assert "2026Q2 number of merged changes D1 1 1" in counted
    assert "Aardvarks" not in counted


def test_an_audit_says_what_was_decided(pages: dict[str, str]) -> None:
    said = text(pages["audits.html"])
    assert "Change lead time, median gaming red Open questions. keep (proposed)" in said
    assert "Aardvarks" not in said


def test_every_metric_has_a_page_with_its_definition_guards_and_files(
    pages: dict[str, str],
) -> None:
    for metric_id, name, _, _, dimension in METRICS:
        page = pages[f"rulebook/{metric_id}.html"]
        assert f"What {name} is." in page
        assert f"dbt_project/models/metrics/{dimension}/{metric_id}.sql" in page
        assert 'href="broken-signals.html"' in page


def test_the_rulebook_lists_every_metric_document_and_word(pages: dict[str, str]) -> None:
    page = pages["rulebook/index.html"]
    for metric_id, *_ in METRICS:
        assert f'href="{metric_id}.html"' in page
    for name in rulebook.TEXTS:
        assert f'href="{Path(name).stem}.html"' in page
    for word in rulebook.VERDICTS:
        assert f'href="verdicts.html#{word}"' in page


def test_hostile_names_are_only_text(pages: dict[str, str]) -> None:
    for file, page in pages.items():
        assert ATTACK not in page, file
        assert "<img" not in page, file
    assert f"<bdi>{TURNED}" in pages[ZETA]


def test_a_hostile_id_makes_no_path(pages: dict[str, str]) -> None:
    assert f"teams/{words.slug(HOSTILE)}.html" in pages
    assert "/" not in words.slug(HOSTILE)


def test_pages_have_a_language_a_title_one_main_and_one_first_heading(
    pages: dict[str, str],
) -> None:
    for file, page in pages.items():
        assert '<html lang="en">' in page, file
        assert re.search(r"<title>[^<]+ · Team Outcomes</title>", page), file
        assert page.count("<main") == page.count("<h1") == 1, file


def test_every_plot_says_what_it_shows(pages: dict[str, str]) -> None:
    plots = re.findall(r"<svg[^>]*>", pages[ZETA])
    assert len(plots) == 3
    for plot in plots:
        assert re.search(r'role="img" aria-label="[^"]{20,}"', plot)
