"""A killed daily job leaves whole published files, and the next run publishes the same numbers.

One seeded kill; `make soak` does twenty, also of first runs.
"""

import random
from pathlib import Path

import pytest

from bench.published import read_publication
from bench.soak import Case, Soak, moments
from tests.e2e.conftest import World

pytestmark = pytest.mark.e2e
PAUSE_SECONDS = 2
"""Often enough for one kill; a reader without a rest takes one of the runner's processors."""
(MOMENT,) = moments(1, random.Random(20))  # noqa: S311 - reproducible, no secret


def test_a_kill_leaves_no_trace(small: World, tmp_path: Path) -> None:
    """Over a publication, which a second run does not change."""
    published = read_publication(small.published)
    assert published
    case = Case("over a publication", small.home, small.runs[0].seconds, published, published)
    soak = Soak(
        small.server, small.folder / "inputs", small.as_of, tmp_path, pause_seconds=PAUSE_SECONDS
    )
    trial = soak.trial(1, case, MOMENT)
    assert trial.problems == []
    assert trial.looks > 0
