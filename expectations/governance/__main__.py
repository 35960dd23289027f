"""`python -m expectations.governance`: check the rules over a parsed dbt project.

Belongs here: the command. Does not belong here: the rules.

    python -m expectations.governance                prints what breaks a rule; 1 if anything does
    python -m expectations.governance --planted      tries every rule on planted violations
    python -m expectations.governance --write-page   writes docs/governance.md
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from expectations.governance import page
from expectations.governance.checking import RULES, findings
from expectations.governance.planted.kinds import PLANTED, tried
from expectations.governance.reading_project import PROJECT, UnreadableProjectError, read


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every finding; 1 where there is one, 2 where there is nothing to check."""
    given = _parser().parse_args(arguments)
    if given.write_page:
        page.PATH.write_text(page.text(), encoding="utf-8")
        return 0
    if given.planted:
        return _try_planted()
    try:
        project = read(given.project, given.manifest)
    except UnreadableProjectError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    found = findings(project)
    for finding in found:
        sys.stdout.write(f"{finding.in_words()}\n")
    sys.stdout.write(
        f"{len(RULES)} rules over {len(project.models)} models: {len(found)} findings\n"
    )
    return 1 if found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m expectations.governance")
    parser.add_argument(
        "--project", type=Path, default=PROJECT, metavar="DIR", help="where dbt_project.yml is"
    )
    parser.add_argument(
        "--manifest", type=Path, metavar="FILE", help="instead of DIR/target/manifest.json"
    )
    parser.add_argument("--planted", action="store_true", help="try the planted violations")
    parser.add_argument("--write-page", action="store_true", help="write docs/governance.md")
    return parser


def _try_planted() -> int:
    """Print a table of what is planted; 1 where something is not found."""
    found = tried()
    for planted in PLANTED:
        said = "found" if found[planted.kind] else "NOT FOUND"
        sys.stdout.write(f"{said:10}{planted.rule_id:30}{planted.kind:40}{planted.what}\n")
    sys.stdout.write(f"{len(found)} kinds planted, {sum(found.values())} found\n")
    return 0 if all(found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
