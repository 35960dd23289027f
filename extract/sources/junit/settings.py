"""Where the test reports lie.

Belongs here: the one variable of this source. Does not belong here: the layout below it
(``extract.core.artefacts``).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extract.core.settings import required

VARIABLE = "JUNIT_FOLDER"


@dataclass(frozen=True)
class JunitSettings:
    """Where the test reports lie.

    Attributes:
        folder: The folder of artefacts (JUNIT_FOLDER).
    """

    folder: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> JunitSettings:
        """Read the settings.

        Raises:
            SettingsError: JUNIT_FOLDER is not set.
        """
        variables = os.environ if environment is None else environment
        return cls(Path(required(variables, VARIABLE, "the folder of your test reports")))
