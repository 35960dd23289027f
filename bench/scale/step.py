"""One step of the daily job in a process of its own: `python -m bench.scale.step guards`.

Here: the steps by name, for the data root in TEAM_OUTCOMES_HOME. Not here: measuring them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from orchestration import paths


def _build() -> None:
    from orchestration import dbt_command  # noqa: PLC0415 - only the step that is measured is imported

    dbt_command.run(*dbt_command.DAILY)


def _models() -> None:
    from orchestration import dbt_command  # noqa: PLC0415 - see above

    dbt_command.run(*dbt_command.BUILD, "--exclude-resource-type", "test")


def _build_of_some() -> None:
    from bench.scale.one_query import METRICS  # noqa: PLC0415 - see above
    from orchestration import dbt_command  # noqa: PLC0415 - see above

    dbt_command.run(*dbt_command.DAILY, "--select", *(f"+{metric}" for metric in METRICS))


def _guards() -> None:
    from expectations import judging  # noqa: PLC0415 - see above

    judging.run(paths.warehouse())


def _detectors() -> None:
    from expectations.detectors import warehouse  # noqa: PLC0415 - see above

    warehouse.run(paths.warehouse())


def _publication() -> None:
    from orchestration.publication import publish  # noqa: PLC0415 - see above

    publish(paths.home())


def _site() -> None:
    from orchestration.site import write_site  # noqa: PLC0415 - see above

    write_site(paths.home())


DAILY: Mapping[str, Callable[[], None]] = {
    "build": _build,
    "guards": _guards,
    "detectors": _detectors,
    "publication": _publication,
    "site": _site,
}
STEPS = {**DAILY, "models": _models, "build_of_some": _build_of_some}

if __name__ == "__main__":
    STEPS[sys.argv[1]]()
