"""Every page of a home with hostile names holds what is promised of pages."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
import yaml
from playwright.sync_api import Browser

from expectations.pages import foreign
from orchestration import show
from sandbox.texts.catalogue import SEGMENTS
from tests.browser import published
from tests.browser.visiting import CHECKS, Findings, Visitor
from tests.e2e.conftest import SCENARIOS, World

pytestmark = pytest.mark.e2e
KINDS = (
    "published/site/index.html",
    "published/site/teams/",
    "published/site/rulebook/",
    "published/audits/",
    "published/briefs/",
    "exports/",
)


@pytest.fixture(scope="session")
def visited(browser: Browser, folders: list[Path]) -> dict[str, Findings]:
    """What was found on every page, each opened once."""
    found: dict[str, Findings] = {}
    for folder in folders:
        with Visitor(browser, folder) as visitor:
            for page in published.pages(folder):
                found[f"{folder.name}/{page.relative_to(folder)}"] = visitor.visit(page)
    return found


def test_every_kind_of_page_was_opened(visited: dict[str, Findings]) -> None:
    assert [kind for kind in KINDS if not any(page.startswith(kind) for page in visited)] == []


@pytest.mark.parametrize("check", CHECKS)
def test_a_page_is(visited: dict[str, Findings], check: str) -> None:
    assert {page: found[check] for page, found in visited.items() if check in found} == {}


def asked(hostile: World, file: str, query: str) -> list[tuple[str, ...]]:
    with duckdb.connect(str(hostile.published / file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_hostile_names_are_read_and_published_as_they_are(hostile: World) -> None:
    spec = yaml.safe_load((SCENARIOS / "hostile.yml").read_text())
    named = {team["team_name"] for team in spec["teams"]}
    teams = asked(hostile, "leadership.duckdb", "select team_name from marts.dim_teams")
    assert named <= {name for (name,) in teams}
    evidence = "select evidence_id from marts.rpt_module_risk_evidence"
    files = "\n".join(name for (name,) in asked(hostile, "leadership.duckdb", evidence))
    assert any(f"src/{folder}/" in files for folder in SEGMENTS if "onerror" in folder)
    refused = "select source, stream, reason from marts.quarantine"
    assert asked(hostile, "audit.duckdb", refused) == []


def test_drafts_in_markdown_hold_no_markup(hostile: World) -> None:
    drafts = list((hostile.published / "briefs").rglob("*.md"))
    assert drafts
    for draft in drafts:
        assert not re.search(r"(?<!\\)<[a-z/!]", draft.read_text()), draft.name


def test_what_is_printed_moves_no_terminal(
    hostile: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(hostile.home))
    assert show.main([]) == 0
    printed = capsys.readouterr().out
    assert "\\u202e" in printed
    assert [line for line in printed.split("\n") if foreign.printable(line) != line] == []
