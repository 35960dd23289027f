"""How a cost grows with the number of events: the exponent of a power law through the sizes.

Here: the fit. Not here: what is measured.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

LEAST_SIZES = 2


def exponent(events: Sequence[int], seconds: Sequence[float]) -> float | None:
    """The slope of the logarithm of a cost over that of the events, by least squares.

    Args:
        events: Numbers of events, one a size.
        seconds: What the step cost at each.

    Returns:
        1 where the cost doubles as the events do; `None` for fewer than two sizes.
    """
    if len(set(events)) < LEAST_SIZES:
        return None
    x = [math.log(size) for size in events]
    y = [math.log(cost) for cost in seconds]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    along = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return along / sum((a - mean_x) ** 2 for a in x)
