"""Static plots beside a script that draws in the browser: `python -m bench.site_plots HOME`.

Here: bytes and processor time of the weekly plots of a published home's first team, both ways in
one run (ADR 0027). Not here: the plots themselves (`website/plots.py`). Prints figures.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import vl_convert

from website import plots
from website.reading import Published, Row


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what the plots cost both ways."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path, help="a data root in which something is published")
    home: Path = parser.parse_args(arguments).home
    with Published(home / "published") as published:
        team = published.team(published.tables["teams"][0])
        weekly = [
            (metric, cells)
            for metric in published.tables["metrics"]
            if (cells := team.of(metric["metric_id"], "week"))
        ]
    begun = time.process_time()
    drawn = {
        metric["metric_id"]: plot
        for metric, cells in weekly
        if (plot := plots.trend(metric, cells, "week"))
    }
    static_seconds = time.process_time() - begun
    begun = time.process_time()
    script = len(vl_convert.javascript_bundle("window.draw = vegaEmbed;"))
    rows = sum(len(_rows(cells)) for metric, cells in weekly if metric["metric_id"] in drawn)
    script_seconds = time.process_time() - begun
    sys.stdout.write(
        f"{len(drawn)} plots as SVG: {sum(map(len, drawn.values())):,} bytes, "
        f"{static_seconds:.1f} s of processor time\n"
        f"the script: {script:,} bytes, and {rows:,} bytes of rows, "
        f"{script_seconds:.1f} s, before a browser draws\n"
    )
    return 0


def _rows(cells: Sequence[Row]) -> str:
    """What a page would have to carry of each week for the script to draw it."""
    names = ("period_label", "value", "lower_limit", "upper_limit", "centre_line", "finality")
    return json.dumps([[cell[name] for name in names] for cell in cells])


if __name__ == "__main__":
    sys.exit(main())
