"""Where the file drops lie.

Here: the two variables of this source. Not here: the data root and the clock (extract/core).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extract.core.settings import optional


@dataclass(frozen=True)
class FileDropSettings:
    """The paths of the files.

    Attributes:
        organisation: organisation.yml (TEAM_OUTCOMES_ORGANISATION).
        inputs: the folder of the CSV files (TEAM_OUTCOMES_INPUTS).
    """

    organisation: Path
    inputs: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> FileDropSettings:
        """The paths the environment names, or their defaults in the working folder.

        Args:
            environment: Variables by name; the process's own by default.
        """
        variables = os.environ if environment is None else environment
        return cls(
            organisation=Path(
                optional(variables, "TEAM_OUTCOMES_ORGANISATION") or "organisation.yml"
            ),
            inputs=Path(optional(variables, "TEAM_OUTCOMES_INPUTS") or "inputs"),
        )
