"""What assets need from outside: how dbt is called.

Belongs here: resources. Does not belong here: assets; beside a `@dg.definitions` function the
loader would silently drop them.
"""

import dagster as dg
from dagster_dbt import DbtCliResource

from orchestration import dbt_command


@dg.definitions
def resources() -> dg.Definitions:
    """Return the resources by the names assets ask for them."""
    return dg.Definitions(
        resources={
            "dbt": DbtCliResource(
                project_dir=str(dbt_command.PROJECT),
                profiles_dir=str(dbt_command.PROJECT),
                dbt_executable=str(dbt_command.EXECUTABLE),
            )
        }
    )
