"""Every guard there is, in the order in which they are judged.

Belongs here: the list. Does not belong here: what a guard expects (suites/).
"""

from __future__ import annotations

from expectations.guard import Guard
from expectations.suites import signals
from expectations.suites.marts import leadership
from expectations.suites.raw import file_drops, github

GUARDS: tuple[Guard, ...] = (
    *github.GUARDS,
    *file_drops.GUARDS,
    *signals.GUARDS,
    *leadership.GUARDS,
)
