"""Chance and identifiers, both from stable names.

Belongs here: generators, distributions, shas and ids. Does not belong here: what they mean.

Every person, change and deployment has a generator of its own, seeded by the scenario's seed and
its name. So one more draw for one item moves nothing else: that is what keeps an episode inside
its team and window.
"""

import hashlib
import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

Item = TypeVar("Item")
_NODE_ID_CHARACTERS = 22
_DATABASE_ID_BITS = 31


def _digest(size: int, *keys: str | int) -> bytes:
    text = "\x1f".join(str(key) for key in keys)
    return hashlib.blake2b(text.encode(), digest_size=size).digest()


def generator(seed: int, *keys: str | int) -> np.random.Generator:
    """The generator that belongs to `keys`, the same in every process."""
    return np.random.Generator(np.random.PCG64(int.from_bytes(_digest(16, seed, *keys), "big")))


def commit_sha(*keys: str | int) -> str:
    """Forty hexadecimal digits that belong to `keys`."""
    return _digest(20, "commit", *keys).hex()


def node_id(prefix: str, *keys: str | int) -> str:
    """An opaque node id like `PR_kwDO...` that belongs to `keys`."""
    return f"{prefix}_kwDO{_digest(16, prefix, *keys).hex()[:_NODE_ID_CHARACTERS]}"


class DatabaseIds:
    """Numbers for REST ids, unique per kind, below 2**31 so that GraphQL's Int can hold them."""

    def __init__(self) -> None:
        self._taken: dict[str, set[int]] = {}

    def of(self, node: str, kind: str | None = None) -> int:
        """The number of a node id; the kind is the id's prefix unless given."""
        taken = self._taken.setdefault(kind or node.partition("_")[0], set())
        number = int.from_bytes(_digest(8, "database", node), "big") >> (64 - _DATABASE_ID_BITS)
        while number in taken or number == 0:
            number = (number + 1) % (1 << _DATABASE_ID_BITS)
        taken.add(number)
        return number


def chance(draw: np.random.Generator, share: float) -> bool:
    """True with probability `share`."""
    return bool(draw.random() < share)


def lognormal(draw: np.random.Generator, median: float, sigma: float) -> float:
    """A positive number with the given median and log standard deviation."""
    return median * math.exp(sigma * float(draw.standard_normal()))


def negative_binomial(draw: np.random.Generator, mean: float, dispersion: float) -> int:
    """A count with variance mean + mean² / dispersion."""
    if mean <= 0:
        return 0
    return int(draw.negative_binomial(dispersion, dispersion / (dispersion + mean)))


def autoregressive(
    draw: np.random.Generator, length: int, correlation: float, sigma: float
) -> list[float]:
    """A stationary AR(1) series with mean 0 and standard deviation `sigma`."""
    innovation = math.sqrt(1 - correlation * correlation)
    values = [float(draw.standard_normal())] if length else []
    for shock in draw.standard_normal(max(length - 1, 0)).tolist():
        values.append(correlation * values[-1] + innovation * shock)
    return [sigma * value for value in values]


def pick(
    draw: np.random.Generator, items: Sequence[Item], weights: Sequence[float] | None = None
) -> Item:
    """One of `items`, by `weights` if given; `items` must not be empty."""
    if weights is None:
        return items[int(draw.integers(len(items)))]
    target = float(draw.random()) * sum(weights)
    for item, weight in zip(items, weights, strict=True):
        target -= weight
        if target < 0:
            return item
    return items[-1]
