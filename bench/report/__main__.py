"""One JSON and one page of all benches: `python -m bench.report --folder bench-report`.

Here: the command line. Not here: collecting (`collecting.py`), the page (`page.py`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.report.collecting import ReportError, collected
from bench.report.page import write_page

REPORT = Path("bench-report")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write both and print where the page is."""
    parser = argparse.ArgumentParser(prog="python -m bench.report", description=__doc__)
    parser.add_argument("--folder", type=Path, default=REPORT, help="where the benches wrote to")
    folder: Path = parser.parse_args(arguments).folder
    try:
        found = collected(folder)
    except ReportError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    text = json.dumps(found, indent=1) + "\n"
    (folder / "bench.json").write_text(text, encoding="utf-8")
    sys.stdout.write(f"{write_page(found, folder)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
