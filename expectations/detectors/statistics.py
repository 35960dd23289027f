"""The tests that detectors use, as functions of SQL on a DuckDB connection.

Belongs here: exact and rank tests of scipy behind vectorised functions, and loading the macros of
`statistics.sql`. Does not belong here: any threshold (the detectors' yml).

A test answers null where there is nothing to compare: nothing seen is not a p of 1.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from duckdb.func import FunctionNullHandling, PythonUDFType
from duckdb.sqltypes import DOUBLE, DuckDBPyType
from numpy.typing import NDArray
from scipy import stats

MACROS = Path(__file__).with_name("statistics.sql")
DOUBLES = DuckDBPyType(list[float])
# The mean range of two draws from a normal distribution, in its standard deviations.
OF_RANGE = 1.128
# The variance of a median over that of a mean.
OF_MEDIAN = 1.57
LEAST_BASELINE = 20
LEAST_SHARE = 2 / 3
LEAST_WEEKS = 4

Numbers = NDArray[np.float64]


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the functions and macros known to a connection; a second time changes nothing.

    Raises:
        duckdb.Error: The connection is closed.
    """
    known = connection.execute(
        "select 1 from duckdb_functions() where function_name = 'fisher_greater'"
    ).fetchone()
    if known:
        return
    for name, count, function in SCALAR:
        _create(connection, name, [DOUBLE] * count, _over_numbers(function))
    for name, count, over_lists in LISTS:
        _create(connection, name, [DOUBLES] * count, over_lists)
    connection.execute(MACROS.read_text(encoding="utf-8"))


def fisher_greater(a: Numbers, b: Numbers, c: Numbers, d: Numbers) -> Numbers:
    """The chance of so many `a` or more if a of a + b and c of c + d had one share (Fisher)."""
    p = stats.hypergeom.sf(a - 1, a + b + c + d, a + c, a + b)
    return np.where((a + b > 0) & (c + d > 0), p, np.nan)


def binomial_greater(k: Numbers, n: Numbers, p0: Numbers) -> Numbers:
    """The chance of `k` or more of `n` at a true share of `p0`."""
    return np.where(n > 0, stats.binom.sf(k - 1, n, p0), np.nan)


def poisson_ratio_greater(k1: Numbers, exposure1: Numbers, k0: Numbers, exposure0: Numbers) -> Any:
    """The chance of `k1` or more of all events if both exposures had one rate (exact)."""
    possible = (exposure1 > 0) & (exposure0 > 0)
    share = np.divide(exposure1, exposure1 + exposure0, where=possible, out=np.full_like(k1, 0.5))
    return np.where(possible, stats.binom.sf(k1 - 1, k1 + k0, share), np.nan)


def normal_tail(z: Numbers) -> Numbers:
    """The chance of more than `z` standard deviations upwards."""
    return np.asarray(stats.norm.sf(z))


def normal_equivalent(p: Numbers) -> Numbers:
    """How many standard deviations upwards have the chance `p`; at most 38, at least -8."""
    return np.asarray(stats.norm.isf(np.clip(p, 1e-300, 1 - 1e-16)))


def variance_less(less: Numbers, freedom: Numbers, usual: Numbers, usual_freedom: Numbers) -> Any:
    """The chance of a variance so much smaller than another one if both were the same (F)."""
    possible = (usual > 0) & (freedom > 0) & (usual_freedom > 0)
    ratio = np.divide(less, usual, where=possible, out=np.full_like(less, np.nan))
    return stats.f.cdf(ratio, freedom, usual_freedom)


def sigma_xmr(weeks: Numbers) -> Numbers:
    """Each row's own noise: the mean moving range of its known weeks over 1.128.

    NaN where fewer than two weeks are known, and where nothing ever moved: no noise is no scale.
    """
    ranges = np.abs(np.diff(_known_first(weeks), axis=1))
    count = (~np.isnan(ranges)).sum(axis=1)
    total = np.nansum(ranges, axis=1)
    noise = np.full(len(total), np.nan)
    np.divide(total, count * OF_RANGE, where=total > 0, out=noise)
    return noise


def z_shift(current: Numbers, baseline: Numbers) -> Numbers:
    """How far each row's median moved from its baseline's, in standard errors of its own noise.

    NaN unless 20 weeks of the baseline and two thirds of the current ones (9 of 13, 4 of 6) are
    known.
    """
    now, before = _count(current), _count(baseline)
    least = np.maximum(np.ceil(LEAST_SHARE * current.shape[1]), LEAST_WEEKS)
    enough = (before >= LEAST_BASELINE) & (now >= least)
    shift = _median(current) - _median(baseline)
    error = sigma_xmr(baseline) * np.sqrt(
        OF_MEDIAN * (1 / np.maximum(now, 1) + 1 / np.maximum(before, 1))
    )
    return np.where(enough, shift / error, np.nan)


def mann_whitney_less(current: Numbers, baseline: Numbers) -> Numbers:
    """The chance of ranks so low or lower in a row's `current` if both had one distribution."""
    found = np.full(len(current), np.nan)
    for row, both in enumerate(zip(current, baseline, strict=True)):
        now, before = (items[~np.isnan(items)] for items in both)
        if len(now) and len(before):
            tested = stats.mannwhitneyu(now, before, alternative="less", method="asymptotic")
            found[row] = tested.pvalue
    return found


def _known_first(weeks: Numbers) -> Numbers:
    """Each row with its known weeks first, in their order."""
    order = np.argsort(np.isnan(weeks), axis=1, kind="stable")
    return np.take_along_axis(weeks, order, axis=1)


def _count(weeks: Numbers) -> Numbers:
    return np.asarray((~np.isnan(weeks)).sum(axis=1), dtype=float)


def _median(weeks: Numbers) -> Numbers:
    """The median of each row's known weeks; NaN where none is known."""
    count = (~np.isnan(weeks)).sum(axis=1)
    ordered = np.sort(weeks, axis=1)
    rows = np.arange(len(weeks))
    low, high = np.maximum((count - 1) // 2, 0), np.maximum(count // 2, 0)
    high = np.minimum(high, weeks.shape[1] - 1)
    return np.asarray((ordered[rows, low] + ordered[rows, high]) / 2)


def _create(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    arguments: list[DuckDBPyType],
    function: Callable[..., pa.Array],
) -> None:
    connection.create_function(
        name,
        function,
        [*arguments],
        DOUBLE,
        type=PythonUDFType.ARROW,
        null_handling=FunctionNullHandling.SPECIAL,
    )


def _over_numbers(function: Callable[..., Numbers]) -> Callable[..., pa.Array]:
    """The function over Arrow columns; a null among the arguments makes the answer null."""

    # DuckDB counts the parameters of what is wrapped.
    @wraps(function)
    def answer(*columns: pa.ChunkedArray) -> pa.Array:
        numbers = [_numbers(column) for column in columns]
        unknown = np.isnan(np.vstack(numbers)).any(axis=0)
        # Nothing warns of what is unknown anyway.
        with np.errstate(all="ignore"):
            found = np.asarray(
                function(*(np.where(unknown, 0.0, column) for column in numbers)), dtype=float
            )
        return pa.array(found, mask=unknown | np.isnan(found))

    return answer


def _over_lists(function: Callable[..., Numbers]) -> Callable[..., pa.Array]:
    """The function over Arrow columns of lists, as matrices with a row a list.

    Lists of different lengths are taken apart, so that what a week is missing from is not padded.
    """

    @wraps(function)
    def answer(*columns: pa.ChunkedArray) -> pa.Array:
        lists = [_flat(column) for column in columns]
        lengths = np.vstack([pc.fill_null(pc.list_value_length(each), 0) for each in lists])
        found = np.full(lengths.shape[1], np.nan)
        for shape in np.unique(lengths, axis=1).T:
            rows = np.flatnonzero((lengths == shape[:, None]).all(axis=0))
            if shape.all():
                found[rows] = function(*(_matrix(each.take(rows)) for each in lists))
        return pa.array(found, mask=np.isnan(found))

    return answer


def _flat(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _matrix(lists: pa.Array) -> Numbers:
    return _numbers(lists.flatten()).reshape(len(lists), -1)


def _numbers(column: pa.ChunkedArray | pa.Array) -> Numbers:
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=float)


SCALAR: tuple[tuple[str, int, Callable[..., Numbers]], ...] = (
    ("fisher_greater", 4, fisher_greater),
    ("binomial_greater", 3, binomial_greater),
    ("poisson_ratio_greater", 4, poisson_ratio_greater),
    ("normal_tail", 1, normal_tail),
    ("normal_equivalent", 1, normal_equivalent),
    ("variance_less", 4, variance_less),
)
LISTS: tuple[tuple[str, int, Callable[..., pa.Array]], ...] = (
    ("sigma_xmr", 1, _over_lists(sigma_xmr)),
    ("z_shift", 2, _over_lists(z_shift)),
    ("mann_whitney_less", 2, _over_lists(mann_whitney_less)),
)
