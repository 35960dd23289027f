"""The catalogue as metrics of dbt's semantic layer, for tools that ask by name (MetricFlow).

Belongs here: one generated metric a metric of the catalogue, over the published cells. Does not
belong here: the semantic model they are made of (`models/semantic/_semantic__models.yml`), and any
computation: what is asked for is a cell, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

METRICS = Path("dbt_project/models/semantic/_semantic__metrics.yml")
NOTE = "# Written by `python -m expectations.catalogue --write`; change the metrics' yml files.\n"
WIDTH = 116
PARTS = ("n_cells", "cell_value")


class _Indented(yaml.SafeDumper):
    """Writes lists further in than what holds them, as the yml files written by hand do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 - PyYAML's signature
        super().increase_indent(flow, False)  # noqa: FBT003


def semantic_metrics(known: Iterable[Mapping[str, Any]]) -> str:
    """The text of the yml file with the semantic layer's metrics.

    Args:
        known: The `meta.metric` of every metric.
    """
    parts = [
        {"name": name, "label": name, "type": "simple", "type_params": {"measure": name}}
        for name in PARTS
    ]
    named = sorted(known, key=lambda meta: str(meta["metric_id"]))
    document = {"metrics": [*parts, *map(_metric, named)]}
    return NOTE + yaml.dump(
        document, Dumper=_Indented, sort_keys=False, width=WIDTH, allow_unicode=True
    )


def _metric(meta: Mapping[str, Any]) -> dict[str, Any]:
    """A metric that has a value where a query names one cell of it."""
    metric_id = meta["metric_id"]
    only_it = f"{{{{ Dimension('cell__metric_id') }}}} = '{metric_id}'"
    return {
        "name": metric_id,
        "label": meta["name"],
        "description": f"{meta['unit']}; docs/metrics.md has its definition.",
        "type": "derived",
        "type_params": {
            "expr": f"case when {metric_id}_cells = 1 then {metric_id}_value end",
            "metrics": [
                {"name": "n_cells", "alias": f"{metric_id}_cells", "filter": only_it},
                {"name": "cell_value", "alias": f"{metric_id}_value", "filter": only_it},
            ],
        },
    }
