"""What an episode kind is.

Belongs here: the record every episode file fills. Does not belong here: any single kind.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.behaviour import Behaviour


@dataclass(frozen=True, slots=True)
class EpisodeKind:
    """A named change of behaviour; `apply` takes the behaviour so far and the dose.

    `is_honest` is false for a planted gaming of numbers or a planted breakage.
    """

    name: str
    is_honest: bool
    apply: Callable[[Behaviour, float], Behaviour]
