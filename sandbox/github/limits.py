"""What the scenario's `limits` may say about the server.

Belongs here: names, defaults and checks. Does not belong here: counting against a limit
(`sandbox.github.budget`, `sandbox.github.cost`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from sandbox.github.faults import KINDS


class LimitsError(ValueError):
    """The scenario's limits cannot be served; the message names the key and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The server's limits.

    Attributes:
        page_weight_limit: nodes that a GraphQL call may ask for before the gateway gives up on
            it with a 502; `None` never does.
        primary_limit: points (GraphQL) and requests (REST) per window, counted separately.
        primary_window_seconds: length of the primary limit's window.
        random_faults: kind of fault to its share of all requests (0 to 1), drawn by the
            scenario's seed and the request's ordinal number.
    """

    page_weight_limit: int | None = None
    primary_limit: int = 5000
    primary_window_seconds: int = 3600
    random_faults: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def read(cls, limits: Mapping[str, Any]) -> "Limits":
        """Check and read a scenario's `limits`.

        Raises:
            LimitsError: a key is unknown or a value cannot be.
        """
        known = {attribute.name for attribute in fields(cls)}
        for name, value in limits.items():
            if name not in known:
                raise LimitsError(f"limits.{name} is unknown; known are {', '.join(sorted(known))}")
            if name != "random_faults":
                _check_count(name, value)
        _check_faults(limits.get("random_faults", {}))
        return cls(**limits)


def _check_count(name: str, value: Any) -> None:
    if value is None and name == "page_weight_limit":
        return
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise LimitsError(f"limits.{name} is {value!r}; give a whole number of at least 1")


def _check_faults(shares: Any) -> None:
    if not isinstance(shares, Mapping):
        raise LimitsError("limits.random_faults must map kinds of faults to shares")
    for kind, share in shares.items():
        if kind not in KINDS:
            raise LimitsError(f"limits.random_faults.{kind} is unknown; known are {KINDS}")
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            raise LimitsError(f"limits.random_faults.{kind} is {share!r}; give a share of 0 to 1")
