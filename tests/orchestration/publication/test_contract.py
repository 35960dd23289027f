"""A published table's promise is read from the yml beside its model."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.publication import PublicationError
from orchestration.publication.contract import leadership_tables

YML = """
models:
  - name: rpt_example
    config: {{contract: {{enforced: {enforced}}}}}
    data_tests: {tests}
    columns:
      - {{name: team_id, data_type: varchar}}
      - {{name: value{kind}}}
"""
KEY = "[{unique_key: {arguments: {columns: [team_id], nullable_columns: [value]}}}]"


def marts(
    folder: Path, enforced: str = "true", tests: str = KEY, kind: str = ", data_type: double"
) -> Path:
    for name in ("core", "leadership", "audit"):
        (folder / name).mkdir()
    (folder / "leadership" / "rpt_example.sql").write_text("select 1")
    (folder / "audit" / "not_for_leaders.sql").write_text("select 1")
    yml = YML.format(enforced=enforced, tests=tests, kind=kind)
    (folder / "leadership" / "rpt_example.yml").write_text(yml)
    return folder


def test_columns_types_and_key_are_those_of_the_yml(tmp_path: Path) -> None:
    (table,) = leadership_tables(marts(tmp_path))
    assert table.name == "rpt_example"
    assert table.columns == {"team_id": "varchar", "value": "double"}
    assert table.key == ("team_id", "value")


def test_our_marts_keep_theirs() -> None:
    tables = {table.name: table for table in leadership_tables()}
    assert tables["fct_team_metrics"].key == ("metric_id", "team_id", "grain", "period_start")
    assert list(tables["rpt_signal_status"].columns) == [
        "source",
        "stream",
        "metric_id",
        "status",
        "reason",
        "check_id",
        "since",
        "last_good_as_of",
    ]


@pytest.mark.parametrize(
    ("spoiled", "words"),
    [
        ({"enforced": "false"}, "has no contract"),
        ({"kind": ""}, "has no contract"),
        ({"tests": "[]"}, "has no key"),
    ],
)
def test_a_mart_without_a_promise_is_not_published(
    tmp_path: Path, spoiled: dict[str, str], words: str
) -> None:
    with pytest.raises(PublicationError, match=words):
        leadership_tables(marts(tmp_path, **spoiled))


def test_a_mart_without_a_yml_is_not_published(tmp_path: Path) -> None:
    marts(tmp_path)
    (tmp_path / "leadership" / "rpt_example.yml").unlink()
    with pytest.raises(PublicationError, match=r"rpt_example\.yml"):
        leadership_tables(tmp_path)
