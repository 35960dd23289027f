"""dbt models become assets, dbt's data tests their checks.

Belongs here: how dbt's names become Dagster's. Does not belong here: SQL.
A dbt source's key is [source, stream], the key of the asset that lands it, so the two are one node.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, dbt_assets

from orchestration import dbt_command

OWNERS = {"staging": "team:data-platform", "marts": "team:analytics"}


class Translator(DagsterDbtTranslator):
    """Groups models by their layer."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Return the layer: the first folder below models/."""
        if dbt_resource_props["resource_type"] == "source":
            return "ingestion"
        return str(dbt_resource_props["fqn"][1])

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Return [source, stream] for a source and [layer, model] for a model."""
        if dbt_resource_props["resource_type"] == "source":
            return dg.AssetKey([dbt_resource_props["source_name"], dbt_resource_props["name"]])
        return dg.AssetKey([dbt_resource_props["fqn"][1], dbt_resource_props["name"]])


MANIFEST: dict[str, Any] = json.loads(dbt_command.manifest().read_text())


@dbt_assets(manifest=MANIFEST, dagster_dbt_translator=Translator(), name="dbt_models")
def dbt_models(context: dg.AssetExecutionContext, dbt: DbtCliResource) -> Iterator[Any]:
    """Build every model and run every data test; unit tests belong to `make test`."""
    build = dbt.cli(
        ["build", "--exclude-resource-type", "unit_test"],
        context=context,
        target_path=dbt_command.target(),
    )
    yield from build.stream()
