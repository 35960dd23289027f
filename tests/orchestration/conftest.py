"""The code location, loaded once over a data root of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import dagster as dg
import pytest

from orchestration import dbt_command


@dataclass(frozen=True)
class Location:
    """The loaded code location and the manifest its models come from.

    `steps` are the packages of ingestion, publication and quality."""

    definitions: dg.Definitions
    manifest: Mapping[str, Any]
    steps: tuple[ModuleType, ModuleType, ModuleType]


@pytest.fixture(scope="session")
def location(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Location]:
    """Everything Dagster knows; dbt parses the project into a folder of this session."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("TEAM_OUTCOMES_AS_OF", raising=False)
        # Loading needs the data root, so not before it is set.
        from orchestration.definitions import defs  # noqa: PLC0415
        from orchestration.defs import ingestion, publication, quality  # noqa: PLC0415

        yield Location(defs, dbt_command.manifest(), (ingestion, publication, quality))
