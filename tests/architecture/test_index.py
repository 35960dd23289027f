"""docs/README.md answers in one minute: every page is on it, and its rules hold for everything."""

from __future__ import annotations

import re

from expectations.detectors.registry import detectors
from expectations.registry import SIGNALS
from extract.registry import SOURCES
from tests.architecture import repository, rules

DOCS = repository.ROOT / "docs"
INDEX = (DOCS / "README.md").read_text()


def test_every_page_is_linked() -> None:
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    pages -= {"README.md", "adr/0000-template.md"}
    assert len(pages) > 40
    assert pages - set(rules.LINK.findall(INDEX)) == set(), "link it in docs/README.md"


def test_every_decision_stands_with_its_title() -> None:
    for path in sorted((DOCS / "adr").glob("0[0-9]*.md"))[1:]:
        number, _, title = path.read_text().splitlines()[0].lstrip("# ").partition(" · ")
        assert f"- [{number}](adr/{path.name}) {title}\n" in INDEX


def test_every_source_has_a_page_of_its_own() -> None:
    linked = set(re.findall(r"\(sources/(\w+)\.md\)", INDEX))
    assert linked == {source.name for source in SOURCES}


def test_the_numbers_it_speaks_of_are_those_there_are() -> None:
    assert f"(B1 to B{len(SIGNALS)})" in INDEX
    assert f"(D1 to D{len(detectors())})" in INDEX


def test_a_link_into_a_page_leads_to_a_heading() -> None:
    for page, anchor in re.findall(r"\]\(([\w./-]*)#([\w-]+)\)", INDEX):
        text = (DOCS / page).read_text() if page else INDEX
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
        assert anchor in slugs, f"{page}#{anchor}"
