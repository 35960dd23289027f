"""dbt's own documentation as one page: `python -m orchestration.dbt_page`.

Here: the command, its exit code and where the page lies. Not here: what it says, which is in the
yml files of `dbt_project`. It is made from the project alone and reads no row: nobody's data can
come into it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from expectations.files import put_text
from orchestration import dbt_command, paths
from orchestration.dbt_command import DbtError

GENERATE = ("docs", "generate", "--static", "--empty-catalog", "--no-compile")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page and return the exit code."""
    parser = argparse.ArgumentParser("python -m orchestration.dbt_page", description=write.__doc__)
    parser.parse_args(arguments)
    try:
        page = write(paths.home())
    except (DbtError, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    sys.stdout.write(f"dbt's documentation: {page}\n")
    return 0


def write(home: Path) -> Path:
    """Write every model, column, test and exposure with its lineage into one file.

    Raises:
        DbtError: dbt cannot parse the project, or cannot write the page.
    """
    # The page is made of the parsed project, so it is parsed first where it has changed.
    dbt_command.manifest()
    dbt_command.run(*GENERATE)
    page = home / "docs" / "index.html"
    text = (paths.dbt_target() / "static_index.html").read_text(encoding="utf-8")
    # Where the project lies on this machine is nobody's business.
    put_text(page, text.replace(str(paths.DBT_PROJECT), paths.DBT_PROJECT.name))
    return page


if __name__ == "__main__":
    sys.exit(main())
