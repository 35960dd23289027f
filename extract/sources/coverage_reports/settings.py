"""Where the coverage reports lie.

Belongs here: the one variable of this source. Does not belong here: the layout below it
(``extract.core.artefacts``).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extract.core.settings import required

VARIABLE = "COVERAGE_REPORTS_FOLDER"


@dataclass(frozen=True)
class CoverageSettings:
    """Where the coverage reports lie.

    Attributes:
        folder: The folder of artefacts (COVERAGE_REPORTS_FOLDER).
    """

    folder: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> CoverageSettings:
        """Read the settings.

        Raises:
            SettingsError: COVERAGE_REPORTS_FOLDER is not set.
        """
        variables = os.environ if environment is None else environment
        return cls(Path(required(variables, VARIABLE, "the folder of your coverage reports")))
