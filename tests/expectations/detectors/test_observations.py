"""What detectors may read is what the warehouse builds: the same relations, columns and types.

dbt holds every model to the types in its yml (an enforced contract): comparing the yml is enough.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest
import yaml

from expectations.detectors.observed import declaration

ROOT = Path(__file__).resolve().parents[3]
MODELS = ROOT / "dbt_project" / "models" / "intermediate" / "observations"


class Column(NamedTuple):
    """A column as both sides describe it."""

    name: str
    data_type: str
    is_required: bool


def declared() -> dict[str, list[Column]]:
    """The declared relations."""
    connection = duckdb.connect()
    connection.execute(declaration())
    relations: dict[str, list[Column]] = {}
    for table, name, data_type, is_nullable in connection.execute(
        "select table_name, column_name, lower(data_type), is_nullable "
        "from information_schema.columns where table_schema = 'observed' "
        "order by table_name, ordinal_position"
    ).fetchall():
        relations.setdefault(table, []).append(Column(name, data_type, is_nullable == "NO"))
    return relations


def described(path: Path) -> dict[str, Any]:
    """What a yml says of its model."""
    model: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["models"][0]
    return model


def promised(model: dict[str, Any]) -> list[Column]:
    """The columns a model's contract promises."""
    if not model.get("config", {}).get("contract", {}).get("enforced"):
        raise AssertionError(f"{model['name']}: enforce its contract")
    return [
        Column(
            column["name"],
            column["data_type"],
            {"type": "not_null"} in column.get("constraints", []),
        )
        for column in model["columns"]
    ]


RELATIONS = declared()


def test_there_is_a_model_for_every_relation() -> None:
    models = {path.stem.removeprefix("int_observations__") for path in MODELS.glob("*.sql")}
    assert models == set(RELATIONS)


@pytest.mark.parametrize("path", sorted(MODELS.glob("*.yml")), ids=lambda path: path.stem)
def test_a_model_promises_what_is_declared(path: Path) -> None:
    model = described(path)
    assert promised(model) == RELATIONS[model["name"].removeprefix("int_observations__")]


def test_another_type_or_a_lost_promise_is_found() -> None:
    model = described(MODELS / "int_observations__deployments.yml")
    good = RELATIONS["deployments"]
    columns = model["columns"]
    assert promised(model) == good
    assert promised({**model, "columns": columns[1:]}) != good
    other = [{**columns[0], "data_type": "bigint"}, *columns[1:]]
    assert promised({**model, "columns": other}) != good
    loose = [{**columns[0], "constraints": []}, *columns[1:]]
    assert promised({**model, "columns": loose}) != good
    with pytest.raises(AssertionError, match="enforce its contract"):
        promised({**model, "config": {}})
