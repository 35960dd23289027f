"""The rules of retention: read from one file, and checked.

Here: what the file may say. Not here: removing anything.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path

import yaml

from extract.core.settings import optional

SETTING = "TEAM_OUTCOMES_RETENTION"
SHIPPED = Path(__file__).parent / "retention.yml"
DAYS_OF_A_MONTH = 30.4375
MOST = 1200


class RetentionError(Exception):
    """The rules cannot be used; the text is one line."""


@dataclass(frozen=True)
class Rules:
    """How long things are held.

    Attributes:
        landed_versions_months: Versions of records that name people.
        access_log_months: Lines of the access log.
        exports_days: Exports of own data.
        dagster_runs_days: Runs of `make dev` with all that Dagster keeps of them.
    """

    landed_versions_months: int
    access_log_months: int
    exports_days: int
    dagster_runs_days: int


def read(file: Path | None = None) -> Rules:
    """The rules of this installation.

    Args:
        file: Where they stand; by default the file that TEAM_OUTCOMES_RETENTION names, or the one
            that is shipped.

    Raises:
        RetentionError: The file cannot be read, or says something else than rules.
    """
    named = optional(os.environ, SETTING)
    file = file or (Path(named) if named else SHIPPED)
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RetentionError(
            f"{file} cannot be read as YAML: {' '.join(str(error).split())[:120]}. Copy "
            f"{SHIPPED.name} of the package and change the numbers, or unset {SETTING}."
        ) from error
    wanted = [field.name for field in fields(Rules)]
    if not isinstance(content, dict) or sorted(map(str, content)) != sorted(wanted):
        raise RetentionError(f"{file}: expected exactly the fields {', '.join(wanted)}.")
    for name, value in content.items():
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST:
            raise RetentionError(
                f"{file}, {name}: expected a whole number from 1 to {MOST}, found {value!r}."
            )
    return Rules(**content)


def months_before(moment: datetime, months: int) -> datetime:
    """The instant so many months of mean length before another one."""
    return moment - timedelta(days=months * DAYS_OF_A_MONTH)
