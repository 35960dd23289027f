"""The code location, loaded once over a data root of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import dagster as dg
import pytest


@dataclass(frozen=True)
class Location:
    """The loaded code location and the manifest its models come from."""

    definitions: dg.Definitions
    manifest: Mapping[str, Any]


@pytest.fixture(scope="session")
def location(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Location]:
    """Everything Dagster knows; dbt parses the project into a folder of this session."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("TEAM_OUTCOMES_AS_OF", raising=False)
        from orchestration import dbt_command
        from orchestration.definitions import defs

        yield Location(defs, dbt_command.manifest())
