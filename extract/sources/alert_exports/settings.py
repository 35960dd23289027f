"""Where the alert exports lie.

Belongs here: the one variable of this source. Does not belong here: what the files hold
(``run.py``).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extract.core.settings import required

VARIABLE = "ALERT_EXPORTS_FOLDER"


@dataclass(frozen=True)
class AlertExportSettings:
    """Where the alert exports lie.

    Attributes:
        folder: The folder of exported files (ALERT_EXPORTS_FOLDER).
    """

    folder: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> AlertExportSettings:
        """Read the settings.

        Raises:
            SettingsError: ALERT_EXPORTS_FOLDER is not set.
        """
        variables = os.environ if environment is None else environment
        return cls(Path(required(variables, VARIABLE, "the folder of your alert exports")))
