"""Write a large landing lake: `python -m bench.bulk --landing FOLDER --events N --to HOME`.

Here: the command line. Not here: what is written (`world.py`).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import duckdb

from bench.bulk.world import BulkError, events_in, write


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the lake below `--to` and print what it holds; 1 if it cannot be written."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--landing", type=Path, required=True, help="the lake that is copied")
    parser.add_argument("--events", type=int, required=True, help="how many events at least")
    parser.add_argument("--to", type=Path, required=True, help="a data root; <to>/landing is made")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    try:
        in_one = events_in(duckdb.connect(), options.landing)
        world = write(options.landing, options.to / "landing", -(-options.events // in_one))
    except BulkError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    seconds = round(time.perf_counter() - started, 1)
    sys.stdout.write(f"{json.dumps(asdict(world) | {'seconds': seconds})}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
