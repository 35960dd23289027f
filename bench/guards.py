"""What Great Expectations costs: the import, the first validation, and each one after that.

Here: the figures behind ADR 0002, measured in a fresh process. Not here: what guards find.
"""

from __future__ import annotations

import subprocess
import sys

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
print(f"import {{imported - started:.2f}} s, first validation {{first - began:.2f}} s,"
      f" each further one {{(last - first) / {repeats}:.3f}} s")
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
    code = MEASURE.format(repeats=REPEATS)
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    sys.stdout.write(done.stdout)


if __name__ == "__main__":
    main()
