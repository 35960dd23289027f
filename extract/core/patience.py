"""How long and how often one run asks again.

Belongs here: the numbers. Does not belong here: waiting (``http.py``).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Patience:
    """How long and how often one run asks again.

    Attributes:
        attempts: Attempts at one request when the tool fails to answer.
        limit_attempts: Waits in a row for one request when the tool limits our rate.
        first_pause_seconds: Pause after the first failure; it doubles each time.
        minimum_limit_seconds: Least wait for a rate limit that gives no hint; it doubles.
        total_wait_seconds: What one run may wait for rate limits in all.
        total_run_seconds: What one run may take in all; then it stops where it is.
        connect_seconds: How long to wait for a connection.
        read_seconds: How long to wait for the next piece of an answer.
    """

    attempts: int = 5
    limit_attempts: int = 5
    first_pause_seconds: float = 1.0
    minimum_limit_seconds: float = 60.0
    total_wait_seconds: float = 5400.0
    total_run_seconds: float = 14_400.0
    connect_seconds: float = 10.0
    read_seconds: float = 40.0
