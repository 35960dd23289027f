"""Organisations: teams, weeks, who is there, and the levers behind all that happens.

Here: sizes, rosters, holidays, and the random numbers of each family of relations. Not here: the
rows of a relation (`rows_*.py`), or what is changed or planted (`arms.py`).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bench.evaluation.levers import Levers, Numbers
from expectations.detectors.windows import Quarter

SIZES = (5, 8, 12)
TEAMS = 40
# 52 weeks before the quarter window, the window, and a quarter more.
WEEKS = 78
# Of a week's people, who is there; a holiday of the country, and the turn of the year.
PUBLIC_HOLIDAY = 0.8
TURN_OF_YEAR = 0.35
SUMMER = 0.7
PUBLIC_HOLIDAYS_A_YEAR = 8
# Counts of a week differ more than chance alone would have it.
DISPERSION = 9.0

Whole = NDArray[np.int64]
Rows = dict[str, NDArray[np.generic]]


@dataclass(frozen=True)
class Cells:
    """Rows to be drawn: which team and week each belongs to.

    Attributes:
        at: Place of the row's team and week in a flattened array.
        weeks: How many weeks there are.
    """

    at: Whole
    weeks: int

    @property
    def team(self) -> Whole:
        """Of each row."""
        return self.at // self.weeks

    @property
    def week(self) -> Whole:
        """Of each row."""
        return self.at % self.weeks

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.at)

    def of(self, values: Numbers) -> Numbers:
        """What a lever says for each row."""
        return values.ravel()[self.at]


@dataclass
class Organisation:
    """Teams and weeks with everything that rows are drawn from.

    Attributes:
        seed: Of all its random numbers.
        quarter: The one that detectors look at.
        sizes: People of each team at first.
        rostered: People on the roster before any growth, teams x weeks.
        present: The share of people who are there, teams x weeks.
        levers: Of teams and weeks.
    """

    seed: int
    quarter: Quarter
    sizes: Whole
    rostered: Whole
    present: Numbers
    levers: Levers
    first_week: np.datetime64 = field(init=False)

    def __post_init__(self) -> None:
        end = np.datetime64(self.quarter.window_end)
        self.first_week = end - np.timedelta64(7 * self.weeks, "D")

    @property
    def teams(self) -> int:
        """How many."""
        return int(self.rostered.shape[0])

    @property
    def weeks(self) -> int:
        """How many."""
        return int(self.rostered.shape[1])

    @property
    def people(self) -> Whole:
        """On the roster, teams x weeks."""
        return np.asarray((self.rostered * self.levers["headcount"]).round().astype(int))

    def rng(self, name: str) -> np.random.Generator:
        """The random numbers of one family, whatever else is drawn."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    @property
    def heads(self) -> Numbers:
        """The people whose work is counted, teams x weeks."""
        return np.asarray(self.people * self.present * self.levers["activity"])

    def counts(self, rng: np.random.Generator, mean: Numbers, spread: float = DISPERSION) -> Whole:
        """Negative-binomial counts of a mean."""
        return rng.negative_binomial(spread, spread / (spread + np.maximum(mean, 1e-9)))

    def cells(self, counts: Whole) -> Cells:
        """Rows for counts of teams x weeks."""
        return Cells(np.repeat(np.arange(counts.size), counts.ravel()), self.weeks)

    def lognormal(self, rng: np.random.Generator, medians: Numbers, sigma: float) -> Numbers:
        """Values around their medians."""
        return np.asarray(medians * np.exp(rng.normal(0, sigma, len(medians))))


def organisation(seed: int, teams: int = TEAMS) -> Organisation:
    """An organisation whose people are honest and still.

    More than 40 teams are several organisations side by side, each with holidays of its own: a
    detector runs over many teams in hardly more time than over few.

    Args:
        seed: Same seed, same organisation.
        teams: How many; sizes 5, 8 and 12 in turn.
    """
    rng = np.random.default_rng(seed)
    quarter = Quarter(2026, 1 + seed % 4)
    sizes = np.resize(np.array(SIZES), teams)
    shape = (teams, WEEKS)
    return Organisation(
        seed, quarter, sizes, _roster(rng, sizes), _present(rng, quarter, shape),
        Levers(rng, *shape),
    )  # fmt: skip


def _roster(rng: np.random.Generator, sizes: Whole) -> Whole:
    """Half of the teams win or lose somebody once; a team of five wins somebody."""
    when = rng.integers(0, 2 * WEEKS, len(sizes))
    step = np.where(sizes > min(SIZES), rng.choice((-1, 1), len(sizes)), 1)
    later = np.arange(WEEKS) >= when[:, None]
    return np.asarray(sizes[:, None] + step[:, None] * later)


def _present(rng: np.random.Generator, quarter: Quarter, shape: tuple[int, int]) -> Numbers:
    """Holidays of the country, the turn of the year, and a team's own summer weeks."""
    teams, weeks = shape
    mondays = np.datetime64(quarter.window_end) - 7 * np.arange(weeks, 0, -1)
    years, days = mondays.astype("datetime64[Y]"), mondays.astype("datetime64[D]")
    day_of_year = (days - years).astype(int)
    # One calendar an organisation.
    is_holiday = rng.random((-(-teams // TEAMS), weeks)) < PUBLIC_HOLIDAYS_A_YEAR / 52
    holidays = np.where(np.repeat(is_holiday, TEAMS, axis=0)[:teams], PUBLIC_HOLIDAY, 1.0)
    holidays = np.where((day_of_year >= 355) | (day_of_year < 3), TURN_OF_YEAR, holidays)  # noqa: PLR2004
    begins = rng.integers(181, 225, (teams, 1))
    is_summer = (day_of_year >= begins) & (day_of_year < begins + 21)
    return np.asarray(np.where(is_summer, SUMMER, 1.0) * holidays)
