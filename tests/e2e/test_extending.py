"""What docs/extending.md describes, done in a scratch copy of the product.

Here: a column of a source and a type of team. Not here: a metric (test_a_metric_is_a_file.py).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from bench.runs import ROOT
from sandbox.process import write_inputs

pytestmark = pytest.mark.e2e

PARTS = ("extract", "dbt_project", "expectations", "sandbox", "docs")
SMALL = ROOT / "sandbox" / "scenarios" / "small.yml"
AS_OF = "2026-06-08T06:00:00Z"
SCHEMAS = Path("extract/sources/file_drops/schemas")
STAGING = Path("dbt_project/models/staging/file_drops")
SOURCES = STAGING / "_file_drops__sources.yml"


class Copy:
    """A copy of the product, with files and a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "product"
        self.home = folder / "home"
        self.files = folder / "files"
        without = shutil.ignore_patterns("__pycache__", "target", "logs", "tests")
        for part in PARTS:
            shutil.copytree(ROOT / part, self.root / part, ignore=without)
        write_inputs(SMALL, self.files)

    def edit(self, path: Path, change: Callable[[str], str]) -> None:
        """Change a file of the copy; it must become another."""
        file = self.root / path
        before = file.read_text(encoding="utf-8")
        after = change(before)
        assert after != before
        file.write_text(after, encoding="utf-8")

    def run(self, *command: str, folder: str = ".") -> subprocess.CompletedProcess[str]:
        """Run a command of the copy; the result is not checked."""
        environment = {
            "PATH": str(Path(sys.executable).parent),
            "PYTHONPATH": str(self.root),
            "TEAM_OUTCOMES_HOME": str(self.home),
            "TEAM_OUTCOMES_ORGANISATION": str(self.files / "organisation.yml"),
            "TEAM_OUTCOMES_INPUTS": str(self.files / "inputs"),
            "TEAM_OUTCOMES_AS_OF": AS_OF,
            "DBT_PROFILES_DIR": str(self.root / "dbt_project"),
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
            "HOME": str(self.home),
        }
        self.home.mkdir(exist_ok=True)
        return subprocess.run(
            command,
            cwd=self.root / folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def extract(self) -> subprocess.CompletedProcess[str]:
        """Land the files."""
        return self.run(sys.executable, "-m", "extract", "file_drops")

    def catalogue(self) -> subprocess.CompletedProcess[str]:
        """Write what is generated."""
        return self.run(
            sys.executable, "-m", "expectations.catalogue", "--write", "--root", str(self.root)
        )


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def add_channel(text: str) -> str:
    """Step 1: the schema of the file."""
    schema = json.loads(text)
    schema["required"].append("channel")
    schema["properties"]["channel"] = {
        "description": "how they asked: by mail, chat or phone",
        "enum": ["mail", "chat", "phone"],
        "examples": ["mail"],
    }
    return json.dumps(schema, indent=2)


def declare_channel(text: str) -> str:
    """Step 2: the sources yml."""
    start = text.index("      - name: support_contacts\n")
    place = text.index("          - name: raw_json\n", start)
    column = (
        "          - name: channel\n"
        "            data_type: varchar\n"
        "            description: How they asked.\n"
        "            config:\n"
        "              meta:\n"
        "                values: [mail, chat, phone]\n"
    )
    return text[:place] + column + text[place:]


def test_a_column_of_a_source(copy: Copy) -> None:
    contacts = copy.files / "inputs" / "support_contacts.csv"
    header, *rows = contacts.read_text(encoding="utf-8").splitlines()
    named = [f"{header},channel", *(f"{row},chat" for row in rows)]
    contacts.write_text("\n".join(named) + "\n", encoding="utf-8")
    assert "channel" in copy.extract().stderr
    copy.edit(SCHEMAS / "support_contacts.schema.json", add_channel)
    copy.edit(SOURCES, declare_channel)
    copy.edit(
        STAGING / "stg_file_drops__support_contacts.sql",
        lambda text: text.replace(
            "    latest.extracted_at", "    latest.channel,\n    latest.extracted_at"
        ),
    )
    assert copy.catalogue().returncode == 0
    landed = copy.extract()
    assert landed.returncode == 0, landed.stderr
    built = copy.run(
        "dbt",
        "--quiet",
        "run",
        "--select",
        "stg_file_drops__support_contacts",
        folder="dbt_project",
    )
    assert built.returncode == 0, built.stdout
    with duckdb.connect(str(copy.home / "warehouse.duckdb"), read_only=True) as connection:
        query = "select channel, count(*) from staging.stg_file_drops__support_contacts group by 1"
        assert connection.sql(query).fetchall() == [("chat", len(rows))]
    watched = copy.root / "dbt_project/macros/generated/enumerated_columns.sql"
    values = "('file_drops', 'support_contacts', 'channel', ['mail', 'chat', 'phone'])"
    assert values in watched.read_text(encoding="utf-8")


def test_a_type_of_team(copy: Copy) -> None:
    organisation = copy.files / "organisation.yml"
    text = organisation.read_text(encoding="utf-8")
    organisation.write_text(text.replace("team_type: platform", "team_type: data", 1), "utf-8")
    metric = Path("dbt_project/models/metrics/delivery/deploy_freq.yml")
    types = "team_types: [platform, application"
    copy.edit(metric, lambda text: text.replace(types, f"{types}, data"))
    assert "team_type 'data'" in copy.extract().stderr
    assert copy.catalogue().returncode == 1

    known = '"platform", "application", "developer_experience"'
    copy.edit(
        SCHEMAS / "organisation.schema.json",
        lambda text: text.replace(f"{known}, null", f'{known}, "data", null'),
    )
    values = "values: [platform, application, developer_experience"
    copy.edit(SOURCES, lambda text: text.replace(values, f"{values}, data"))
    landed = copy.extract()
    assert landed.returncode == 0, landed.stderr
    written = copy.catalogue()
    assert written.returncode == 0, written.stderr
    rules = copy.run(
        "dbt",
        "--quiet",
        "run",
        "--select",
        "stg_file_drops__teams",
        "int_metrics__rules",
        folder="dbt_project",
    )
    assert rules.returncode == 0, rules.stdout
    with duckdb.connect(str(copy.home / "warehouse.duckdb"), read_only=True) as connection:
        types_of = "select count(*) from staging.stg_file_drops__teams where team_type = 'data'"
        assert connection.sql(types_of).fetchall() == [(1,)]
        fits = """
            select distinct metric_id from intermediate.int_metrics__rules
            where list_contains(string_split(team_types, ','), 'data')
        """
        assert connection.sql(fits).fetchall() == [("deploy_freq",)]
