"""What PagerDuty allows of a request.

Belongs here: the numbers; a test may serve with smaller ones. Does not belong here: refusing.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of PagerDuty's lists and its rate.

    Attributes:
        default_page: Records on a page if none is asked for.
        page: The most that a page holds.
        reachable: What offset and limit may add up to.
        longest_range: The longest time between since and until of incidents.
        default_range: How far back incidents are listed if no since is given.
        requests_per_minute: Of one key.
    """

    default_page: int = 25
    page: int = 100
    reachable: int = 10_000
    longest_range: timedelta = timedelta(days=184)
    default_range: timedelta = timedelta(days=30)
    requests_per_minute: int = 960
