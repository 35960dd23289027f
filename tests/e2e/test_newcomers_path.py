"""From the README alone: clone, demo, and a metric's definition, its guard and its page."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from expectations.catalogue import metrics
from tests.e2e.newcomer import Newcomer, arrive, blocks, clicks

pytestmark = pytest.mark.e2e

FEW_LINKS = 2
FEW_CLICKS = 2
# The one that the README itself asks for.
METRIC = "change_fail_rate"
SCENARIO = "sandbox/scenarios/small.yml"


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Newcomer:
    """A newcomer who did what the README says; the demo is that of the small scenario."""
    return arrive(tmp_path_factory.mktemp("newcomer"), SCENARIO)


def test_the_demo_prints_outcomes_of_teams_and_where_the_files_lie(newcomer: Newcomer) -> None:
    assert "Atlas, from " in newcomer.said
    assert "Borealis, from " in newcomer.said
    assert str(newcomer.clone / "data" / "published" / "leadership.duckdb") in newcomer.said
    assert newcomer.seconds > 0


def test_what_the_readme_asks_is_answered(newcomer: Newcomer) -> None:
    assert METRIC in blocks(newcomer.clone, "Five minutes")[1]
    (answer,) = newcomer.answers
    assert "atlas" in answer
    assert "borealis" in answer
    assert "status" in answer


def test_a_metric_leads_to_its_definition_and_its_sql(newcomer: Newcomer) -> None:
    way = newcomer.leads_to(lambda text: f"\n### {METRIC}\n" in text, FEW_LINKS)
    assert way is not None
    definition = way[-1].read_text().partition(f"\n### {METRIC}\n")[2].partition("\n### ")[0]
    assert "**What it is**" in definition
    assert "**How it can be gamed**" in definition
    # The rule for its SQL is in the README itself.
    rule = "dbt_project/models/metrics/<dimension>/<metric_id>.sql"
    assert f"`{rule}`" in (newcomer.clone / "README.md").read_text()
    pattern = rule.replace("<dimension>", "*").replace("<metric_id>", METRIC)
    (sql,) = newcomer.clone.glob(pattern)
    assert sql.with_suffix(".yml").exists()


def test_a_metric_leads_to_its_guards(newcomer: Newcomer) -> None:
    way = newcomer.leads_to(lambda text: f"\n### {METRIC}\n" in text, FEW_LINKS)
    assert way is not None
    definition = way[-1].read_text().partition(f"\n### {METRIC}\n")[2].partition("\n### ")[0]
    made_from = next(line for line in definition.splitlines() if "**Made from**" in line)
    sources = set(re.findall(r"`(\w+)\.\w+`", made_from))
    assert "github" in sources
    rule = "expectations/suites/raw/<source>.py"
    assert newcomer.leads_to(lambda text: f"`{rule}`" in text, FEW_LINKS) is not None
    for source in sources:
        suite = newcomer.clone / rule.replace("<source>", source)
        assert "RULES" in suite.read_text(), f"{suite} holds the rules of {source}"


def test_a_metric_leads_to_its_page(newcomer: Newcomer) -> None:
    rule = "rulebook/<metric_id>.html"
    assert newcomer.leads_to(lambda text: f"`{rule}`" in text, FEW_LINKS) is not None
    site = newcomer.clone / "data" / "published" / "site"
    page = site / rule.replace("<metric_id>", METRIC)
    (meta,) = [one for one in metrics(newcomer.clone) if one["metric_id"] == METRIC]
    text = page.read_text(encoding="utf-8")
    assert str(meta["name"]) in text
    count = clicks((site / "index.html").resolve(), page.resolve())
    assert count is not None
    assert count <= FEW_CLICKS


def test_every_metric_has_a_page(newcomer: Newcomer) -> None:
    rulebook = newcomer.clone / "data" / "published" / "site" / "rulebook"
    missing = {
        meta["metric_id"]
        for meta in metrics()
        if not (rulebook / f"{meta['metric_id']}.html").exists()
    }
    assert missing == set()


def test_a_demo_changes_nothing_in_the_clone(newcomer: Newcomer) -> None:
    changed = subprocess.run(
        ["git", "status", "--porcelain"],
        cwd=newcomer.clone,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert changed in ([], ["??", ".venv"])


def test_a_way_that_is_too_long_or_leads_nowhere_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("[a](a.md) [gone](gone.md)")
    (tmp_path / "a.md").write_text("[b](b.md) [home](README.md)")
    (tmp_path / "b.md").write_text("wanted")
    newcomer = Newcomer(tmp_path)
    assert newcomer.leads_to(lambda text: "wanted" in text, 1) is None
    way = newcomer.leads_to(lambda text: "wanted" in text, 2)
    assert way is not None
    assert [path.name for path in way] == ["README.md", "a.md", "b.md"]
    assert newcomer.leads_to(lambda text: "never" in text, 9) is None
    for name, link in (("index", "x"), ("x", "y"), ("y", "index")):
        (tmp_path / f"{name}.html").write_text(f'<a href="{link}.html#there">go</a>')
    assert clicks(tmp_path / "index.html", tmp_path / "y.html") == 2
    assert clicks(tmp_path / "index.html", tmp_path / "z.html") is None
