"""What a published table promises, read from the yml beside its dbt model.

Here: names, columns, types and keys. Not here: any row. A mart that is added to
`dbt_project/models/marts` is published and audited without a change in this package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import yaml

from orchestration.publication.errors import PublicationError

MODELS = Path(__file__).resolve().parents[2] / "dbt_project" / "models"
MARTS = MODELS / "marts"
SEMANTIC = "semantic"
REFERENCE = re.compile(r"\{\{ ref\('(\w+)'\) \}\}")
LEADERSHIP_FOLDERS = ("core", "leadership")
AUDIT_FOLDERS = ("audit",)
KEY_TEST = "unique_key"


@dataclass(frozen=True)
class Table:
    """A published table's promise.

    Attributes:
        name: The table, which is also the name of its dbt model.
        columns: Type by column, as the contract spells them.
        key: The columns that name a row; those that may be null included.
    """

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]


def leadership_tables(marts: Path = MARTS) -> tuple[Table, ...]:
    """The tables of leadership.duckdb, by name.

    Raises:
        PublicationError: A mart has no enforced contract, or no key.
    """
    return _tables(marts, LEADERSHIP_FOLDERS)


def audit_tables(marts: Path = MARTS) -> tuple[Table, ...]:
    """The tables of audit.duckdb that are marts, by name; it holds what guards found besides.

    Raises:
        PublicationError: A mart has no enforced contract, or no key.
    """
    return _tables(marts, AUDIT_FOLDERS)


def leadership_views(models: Path = MODELS) -> dict[str, str]:
    """The views of leadership.duckdb by name, each after those it reads: SQL over what it holds."""
    texts = {
        file.stem: file.read_text(encoding="utf-8") for file in (models / SEMANTIC).glob("*.sql")
    }
    order = TopologicalSorter(
        {
            name: [read for read in REFERENCE.findall(text) if read in texts]
            for name, text in sorted(texts.items())
        }
    )

    def place(found: re.Match[str]) -> str:
        return f"{SEMANTIC if found[1] in texts else 'marts'}.{found[1]}"

    return {name: REFERENCE.sub(place, texts[name]) for name in order.static_order()}


def _tables(marts: Path, folders: Iterable[str]) -> tuple[Table, ...]:
    files = [file for folder in folders for file in (marts / folder).glob("*.sql")]
    return tuple(_table(file) for file in sorted(files, key=lambda file: file.stem))


def _table(sql: Path) -> Table:
    entry = _entry(sql)
    columns = {column["name"]: column.get("data_type") for column in entry.get("columns", [])}
    enforced = entry.get("config", {}).get("contract", {}).get("enforced", False)
    if not enforced or not columns or None in columns.values():
        raise PublicationError(
            f"{sql.stem} has no contract: enforce one in {sql.stem}.yml beside its SQL, "
            "with the data_type of every column."
        )
    key = _key(entry)
    if not key:
        raise PublicationError(
            f"{sql.stem} has no key: give it the data test {KEY_TEST} in {sql.stem}.yml."
        )
    return Table(sql.stem, {str(name): str(kind) for name, kind in columns.items()}, key)


def _entry(sql: Path) -> Mapping[str, Any]:
    yml = sql.with_suffix(".yml")
    if not yml.exists():
        return {}
    models = yaml.safe_load(yml.read_text(encoding="utf-8")).get("models", [])
    return next((entry for entry in models if entry["name"] == sql.stem), {})


def _key(entry: Mapping[str, Any]) -> tuple[str, ...]:
    for test in entry.get("data_tests", []):
        if isinstance(test, dict) and KEY_TEST in test:
            arguments = test[KEY_TEST].get("arguments", {})
            return (*arguments.get("columns", []), *arguments.get("nullable_columns", []))
    return ()
