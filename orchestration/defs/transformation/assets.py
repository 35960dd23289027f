"""dbt as one step: models are assets, data tests are checks, its sources are the extracted streams.

Here: running dbt and translating its graph. Not here: unit tests of models, which ask whether the
SQL is right and not whether today's data are: they run in `make test`.
"""

import json
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import (
    DagsterDbtTranslator,
    DbtCliInvocation,
    DbtCliResource,
    DbtProject,
    dbt_assets,
)

from orchestration import dbt_command, paths
from orchestration.defs.transformation.checks import words

BAD = ("error", "fail", "runtime error")
SHOWN = 3

logger = logging.getLogger(__name__)


class Translator(DagsterDbtTranslator):
    """Names of dbt in Dagster: a source is [source, stream], a model [schema, model]."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The layer: staging, intermediate, metrics, signals or marts; seeds have no folders."""
        if dbt_resource_props["resource_type"] == "seed":
            return "seeds"
        return str(dbt_resource_props["fqn"][1])

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """What the yml says, without the SQL."""
        return str(dbt_resource_props.get("description", ""))

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """Who answers for a metric, as its yml says; everything else is the platform's alone."""
        meta = (dbt_resource_props.get("config") or {}).get("meta") or {}
        owner = (meta.get("metric") or {}).get("owner")
        return [f"team:{owner.replace(' ', '-')}"] if owner else []

    def get_asset_check_spec(
        self,
        asset_spec: dg.AssetSpec,
        manifest: Mapping[str, Any],
        unique_id: str,
        project: DbtProject | None,
    ) -> dg.AssetCheckSpec | None:
        """A test with what it asks, in words."""
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        if spec is None:
            return None
        return spec._replace(description=words(self.get_resource_props(manifest, unique_id)))


@dbt_assets(
    manifest=dbt_command.manifest(),
    name="dbt",
    exclude=dbt_command.ASKED_BY_TABLES,
    dagster_dbt_translator=Translator(),
)
def warehouse(context: dg.AssetExecutionContext, dbt: DbtCliResource) -> Iterator[Any]:
    """Build and test every model over what has landed; once more where the process crashed."""
    logger.info("dbt: building")
    os.environ |= dbt_command.environment()
    _results().unlink(missing_ok=True)
    # By the variable Dagster would have its log beside what it compiles.
    build = (*dbt_command.BUILD, "--log-path", str(paths.dbt_logs()))
    invocation = dbt.cli(
        build, context=context, raise_on_error=False, target_path=paths.dbt_target()
    )
    yield from invocation.stream()
    if not invocation.is_successful():
        if _crashed(invocation) and context.retry_number == 0:
            logger.warning("dbt: its process crashed; building once more")
            raise dg.RetryRequested(max_retries=1)
        raise dg.Failure(_told(invocation.get_error()), allow_retries=False)
    logger.info("dbt: built")


def _crashed(invocation: DbtCliInvocation) -> bool:
    """Whether the process was ended from outside of Python.

    By a fault inside of the engine, seen once in some dozens of runs on a busy machine, or by the
    system for lack of memory.
    """
    return (invocation.process.returncode or 0) < 0


def _results() -> Path:
    """Where dbt says how each model and test went."""
    return paths.dbt_target() / "run_results.json"


def _told(error: Exception | None) -> str:
    """What failed, in one line; from dbt's results where it came that far."""
    file = _results()
    results = json.loads(file.read_text(encoding="utf-8"))["results"] if file.exists() else []
    bad = [result for result in results if result["status"] in BAD]
    if not bad:
        return f"dbt: {' '.join(str(error).split())}"
    shown = "; ".join(
        f"{result['unique_id'].split('.', 2)[-1]}: {' '.join(str(result['message']).split())}"
        for result in bad[:SHOWN]
    )
    return f"dbt: {len(bad)} models or tests failed: {shown}"
