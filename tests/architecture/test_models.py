"""Every dbt model: a yml beside it, portable SQL that ranks nobody, and marts without persons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.architecture import repository, sql_rules

MARTS = repository.MODELS / "marts"


@pytest.mark.parametrize("path", repository.models(), ids=repository.short)
def test_a_model_is_described_beside_its_sql(path: Path) -> None:
    entry = repository.model_yml(path)
    assert entry, f"write {path.stem}.yml beside it"
    assert entry.get("description", "").startswith("One row per ")


@pytest.mark.parametrize("path", repository.portable_sql(), ids=repository.short)
def test_sql_means_the_same_on_every_engine(path: Path) -> None:
    assert sql_rules.unportable(path.read_text()) == []


@pytest.mark.parametrize("path", repository.every_sql(), ids=repository.short)
def test_sql_ranks_nobody(path: Path) -> None:
    assert sql_rules.ranking_words(path.read_text()) == []


def test_marts_never_read_staging() -> None:
    reading = [
        repository.short(path)
        for path in sorted(MARTS.rglob("*.sql"))
        if re.search(r"(ref\(\s*['\"]stg_|\bsource\()", path.read_text())
    ]
    assert reading == []


def test_leadership_and_core_marts_hold_no_person() -> None:
    found = {}
    for folder in ("core", "leadership"):
        for path in sorted((MARTS / folder).rglob("*.sql")):
            columns = [column["name"] for column in repository.model_yml(path).get("columns", [])]
            assert columns, f"{path.stem}: list its columns"
            found[path.stem] = sql_rules.person_columns(columns)
    assert {name: columns for name, columns in found.items() if columns} == {}


def test_every_mart_has_a_contract_and_an_exposure() -> None:
    exposed = set()
    for yml in MARTS.rglob("*exposures.yml"):
        for exposure in yaml.safe_load(yml.read_text())["exposures"]:
            exposed |= set(re.findall(r"ref\('(\w+)'\)", " ".join(exposure["depends_on"])))
    for path in sorted(MARTS.rglob("*.sql")):
        contract = repository.model_yml(path).get("config", {}).get("contract", {})
        assert contract.get("enforced") is True, f"{path.stem}: enforce its contract"
        # What is held about single persons is exposed to nobody.
        is_public = path.parent.name != "coaching"
        assert (path.stem in exposed) == is_public, f"{path.stem}: name it in an exposure, or not"
