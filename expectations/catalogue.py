"""The catalogue of metrics: reads every metric's yml and writes what follows from it.

Belongs here: reading and checking `meta.metric`, the generated list of metrics for dbt, and the
command. Does not belong here: the page that people read (`catalogue_page.py`), the list of streams
(`catalogue_streams.py`), and dbt itself: plain YAML is enough, so this runs in a moment and before
any dbt command.

    python -m expectations.catalogue --write    after adding or changing a metric or a stream
    python -m expectations.catalogue --check    exits with 1 when something written is stale
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from expectations import catalogue_semantics, catalogue_streams
from expectations.catalogue_page import page
from expectations.redteam import verdicts

ROOT = Path(__file__).resolve().parents[1]
METRICS = Path("dbt_project/models/metrics")
MACRO = Path("dbt_project/macros/generated/metric_ids.sql")
PAGE = Path("docs/metrics.md")
SEEDS = Path("dbt_project/seeds")
ORGANISATION = Path("extract/sources/file_drops/schemas/organisation.schema.json")

TEXTS = ("name", "definition", "why", "unit", "decision", "owner", "retire_if")
LISTS = (
    "team_types",
    "known_gaming",
    "sources",
    "one_of",
    "eligible_decisions",
    "grains",
    "starter_for",
)
NUMBERS = {"min_items": 0, "definition_version": 1}
FLAGS = ("is_proportion", "is_behavioural")
NAMES = ("metric_id", "dimension", "pair_metric_id")
CHOICES = {
    "direction": ("up", "down", "none"),
    "kind": ("count", "ratio", "percentile", "survival", "stock", "rate"),
    "status": ("candidate", "trial", "adopted", "suspended", "retired"),
    "chart_scale": ("log", "sqrt", "none"),
}
TEAM = json.loads((ROOT / ORGANISATION).read_text(encoding="utf-8"))["$defs"]["team"]
TEAM_TYPES = tuple(filter(None, TEAM["properties"]["team_type"]["enum"]))
MEMBERS = {
    "grains": ("week", "month", "quarter"),
    "team_types": TEAM_TYPES,
    "starter_for": TEAM_TYPES,
}
STREAMS = ("sources", "one_of")
OPTIONAL = {"one_of", "starter_for"}
KEYS = {*TEXTS, *LISTS, *NUMBERS, *FLAGS, *NAMES, *CHOICES}

logger = logging.getLogger(__name__)

Metric = Mapping[str, Any]


class CatalogueError(Exception):
    """A metric's yml that cannot be used; says file, key, what was expected and what to do."""


def metrics(root: Path = ROOT) -> list[Metric]:
    """Every metric's checked `meta.metric`, ordered by dimension and id.

    Args:
        root: The repository's root.

    Raises:
        CatalogueError: If one is incomplete or contradicts its place or the others.
    """
    folder = root / METRICS
    found = {path: _read(path, root) for path in sorted(folder.rglob("*.yml"))}
    for sql in sorted(folder.rglob("*.sql")):
        if sql.with_suffix(".yml") not in found:
            raise CatalogueError(f"{sql.relative_to(root)}: write {sql.stem}.yml beside it.")
    known = {str(meta["metric_id"]) for meta in found.values()}
    for path, meta in found.items():
        if meta["pair_metric_id"] not in known:
            _fail(path, root, "pair_metric_id", meta["pair_metric_id"], "the id of another metric")
    return sorted(found.values(), key=lambda meta: (meta["dimension"], meta["metric_id"]))


def generated(root: Path = ROOT) -> dict[Path, str]:
    """The text of each generated file by its path below the root."""
    known = metrics(root)
    return {
        MACRO: _macro(sorted(str(meta["metric_id"]) for meta in known)),
        PAGE: page(known, verdicts.published(root / SEEDS, known)),
        **catalogue_streams.macros(root),
        catalogue_semantics.METRICS: catalogue_semantics.semantic_metrics(known),
    }


def stale(root: Path = ROOT) -> list[Path]:
    """The generated files that are missing or differ from what the yml files say."""
    return [
        path
        for path, text in generated(root).items()
        if not (root / path).is_file() or (root / path).read_text(encoding="utf-8") != text
    ]


def write(root: Path = ROOT) -> None:
    """Write the generated files."""
    for path, text in generated(root).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def _read(path: Path, root: Path) -> Metric:
    """One metric's meta, checked by itself."""
    if not path.with_suffix(".sql").is_file():
        raise CatalogueError(
            f"{path.relative_to(root)}: there is no {path.stem}.sql beside it; write it, or "
            "move the yml out of models/metrics."
        )
    try:
        entries = (yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) or {})["models"]
        (entry,) = [entry for entry in entries if entry["name"] == path.stem]
        meta: Metric = dict(entry["config"]["meta"]["metric"])
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise CatalogueError(f"{path.relative_to(root)}: is no valid YAML ({reason}).") from error
    except (KeyError, TypeError, ValueError) as error:
        raise CatalogueError(
            f"{path.relative_to(root)}: a model named {path.stem} with config.meta.metric was "
            "expected; copy the shape of another metric's yml."
        ) from error
    _check(path, root, meta)
    return meta


def _check(path: Path, root: Path, meta: Metric) -> None:
    """Compare every key with what it may hold."""
    for key in sorted(KEYS - OPTIONAL - set(meta)):
        raise CatalogueError(
            f"{path.relative_to(root)}: meta.metric.{key} is missing; write {_expected(key)}."
        )
    for key in sorted(set(meta) - KEYS):
        raise CatalogueError(
            f"{path.relative_to(root)}: meta.metric.{key} is unknown; use only "
            f"{', '.join(sorted(KEYS))}."
        )
    for key, value in meta.items():
        if not _fits(key, value):
            _fail(path, root, key, value, _expected(key))
    for key, expected in (("metric_id", path.stem), ("dimension", path.parent.name)):
        if meta[key] != expected:
            _fail(path, root, key, meta[key], f"`{expected}`, as the file is named")


def _fits(key: str, value: object) -> bool:
    if key in FLAGS:
        return isinstance(value, bool)
    if key in NUMBERS:
        return isinstance(value, int) and not isinstance(value, bool) and value >= NUMBERS[key]
    if key in CHOICES:
        return value in CHOICES[key]
    if key in LISTS:
        return _fits_list(key, value)
    return isinstance(value, str) and bool(value.strip())


def _fits_list(key: str, value: object) -> bool:
    if not isinstance(value, list) or not value or len(set(map(str, value))) < len(value):
        return False
    if key in MEMBERS:
        return set(value) <= set(MEMBERS[key])
    if key in STREAMS:
        return all(isinstance(item, str) and item.count(".") == 1 for item in value)
    return all(isinstance(item, str) and item.strip() for item in value)


def _expected(key: str) -> str:
    """What a key holds, as words of an error."""
    if key in FLAGS:
        return "true or false"
    if key in NUMBERS:
        return f"a whole number from {NUMBERS[key]} on"
    if key in CHOICES:
        return f"one of {', '.join(CHOICES[key])}"
    if key in MEMBERS:
        return f"a list of different ones of {', '.join(MEMBERS[key])}"
    if key in STREAMS:
        return "a list of streams such as github.pull_requests"
    return "a list of different texts" if key in LISTS else "a text"


def _fail(path: Path, root: Path, key: str, value: object, expected: str) -> None:
    raise CatalogueError(
        f"{path.relative_to(root)}: meta.metric.{key} is {value!r}; write {expected}."
    )


def _macro(metric_ids: Iterable[str]) -> str:
    """The dbt macro that lists the metrics: dbt must know them when it parses."""
    lines = ",\n".join(f"        '{metric_id}'" for metric_id in metric_ids)
    return (
        "{% macro metric_ids() -%}\n"
        "    {#- Written by `python -m expectations.catalogue --write`; change the yml files. -#}\n"
        f"    {{{{ return([\n{lines}\n    ]) }}}}\n"
        "{%- endmacro %}\n"
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m expectations.catalogue", description=__doc__)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--write", action="store_true", help="write the generated files")
    action.add_argument("--check", action="store_true", help="fail when one of them is stale")
    parser.add_argument("--root", type=Path, default=ROOT, help="the repository's root")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        if options.write:
            write(options.root)
            return 0
        outdated = stale(options.root)
    except CatalogueError as error:
        logger.error("%s", error)  # noqa: TRY400 - the message is for the author of the yml
        return 1
    for path in outdated:
        logger.error("%s is stale; run `make catalogue`.", path)
    return 1 if outdated else 0


if __name__ == "__main__":
    sys.exit(main())
