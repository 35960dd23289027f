"""A killed daily job leaves whole published files, and the next run publishes the same numbers.

Two seeded kills; `make soak` does twenty.
"""

import random
from pathlib import Path

import pytest

from bench.published import read_publication
from bench.soak import Case, Soak, moments
from tests.e2e.conftest import World

pytestmark = pytest.mark.e2e
MOMENTS = moments(2, random.Random(20))  # noqa: S311 - reproducible, no secret


@pytest.fixture(scope="module")
def cases(small: World) -> list[Case]:
    """A first run, and a run over what it published; a second run changes nothing."""
    published = read_publication(small.published)
    assert published
    seconds = small.runs[0].seconds
    return [
        Case("first run", None, seconds, None, published),
        Case("run over a publication", small.home, seconds, published, published),
    ]


@pytest.mark.parametrize(("number", "moment"), list(enumerate(MOMENTS)))
def test_a_kill_leaves_no_trace(
    small: World, cases: list[Case], tmp_path: Path, number: int, moment: float
) -> None:
    soak = Soak(small.server, small.folder / "inputs", small.as_of, tmp_path)
    trial = soak.trial(number, cases[number], moment)
    assert trial.problems == []
    assert trial.looks > 0
