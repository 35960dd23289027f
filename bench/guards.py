"""What Great Expectations costs: the import, the first validation, and each one after that.

Here: the figures behind ADR 0002, measured in a fresh process. Not here: what guards find.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd

ROWS = 20_000
REPEATS = 20
MEASURE = """
import time
started = time.perf_counter()
import great_expectations
imported = time.perf_counter()
from bench.guards import frame, suite
from expectations.runner import validate
judged = suite()
began = time.perf_counter()
validate(frame(), judged)
first = time.perf_counter()
for _ in range({repeats}):
    validate(frame(), judged)
last = time.perf_counter()
import json
print(json.dumps({{
    "import_seconds": round(imported - started, 2),
    "first_seconds": round(first - began, 2),
    "further_seconds": round((last - first) / {repeats}, 3),
}}))
"""


def frame() -> pd.DataFrame:
    """Rows like those of a raw guard."""
    return pd.DataFrame({"number": range(ROWS), "state": ["OPEN", "MERGED"] * (ROWS // 2)})


def suite() -> object:
    """A suite of three rules over these rows."""
    from expectations.suite import known, not_negative, one_of, suite  # noqa: PLC0415

    return suite(
        "bench", known("number"), not_negative("number"), one_of("state", ("OPEN", "MERGED"))
    )


def main() -> None:
    """Print the three figures for a suite of three rules over 20,000 rows."""
    parser = argparse.ArgumentParser(prog="python -m bench.guards", description=__doc__)
    parser.add_argument("--output", type=Path, help="file to write the figures to, as JSON")
    options = parser.parse_args()
    code = MEASURE.format(repeats=REPEATS)
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    sys.stdout.write(
        f"import {found['import_seconds']:.2f} s, first validation {found['first_seconds']:.2f} s, "
        f"each further one {found['further_seconds']:.3f} s\n"
    )
    if options.output:
        options.output.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
