"""How long somebody waits, from many times of the same question.

Here: the four figures by which every bench tells it. Not here: asking.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

MILLISECONDS = 1_000


def summary(milliseconds: Sequence[float]) -> dict[str, float]:
    """Count, median, 95th percentile and maximum, in milliseconds."""
    middle, high = np.percentile(milliseconds, [50, 95])
    return {
        "n": len(milliseconds),
        "median_ms": round(float(middle), 3),
        "p95_ms": round(float(high), 3),
        "max_ms": round(max(milliseconds), 3),
    }
