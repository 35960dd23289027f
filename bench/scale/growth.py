"""How a cost grows with the number of events: the exponent of a power law through the sizes.

Here: the fit. Not here: what is measured.
"""

from __future__ import annotations

import math
import statistics
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
    sizes, costs = map(math.log, events), map(math.log, seconds)
    return statistics.linear_regression(list(sizes), list(costs)).slope
