"""One run of the daily job a scenario and session, for all end-to-end tests to read.

Belongs here: making runs. Does not belong here: anything a test asserts. A test that changes the
world, the inputs or the home takes a run of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest

from bench.runs import ROOT, Run, daily_job, settings
from sandbox.process import Sandbox, serve, write_inputs, write_truth
from sandbox.registry import TOOLS
from tests.e2e.chain import Cell, Chain, Key
from tests.reference.compute import Outcomes, outcomes
from tests.reference.context import Raw
from tests.reference.records import Truth, read_truth

SCENARIOS = ROOT / "sandbox" / "scenarios"
LOG_LINES = 60


@dataclass(frozen=True)
class World:
    """A running sandbox, the files beside it, and homes to run the daily job in."""

    server: Sandbox
    folder: Path
    as_of: str
    runs: list[Run] = field(default_factory=list)

    @cached_property
    def truth(self) -> Truth:
        """What really happened."""
        return read_truth(self.folder / "truth.json")

    @cached_property
    def expected(self) -> Outcomes:
        """What should be published, by the reference."""
        tools = {tool.name: self.server.control("records", tool=tool.name) for tool in TOOLS}
        return outcomes(Raw(self.truth, tools, self.folder / "inputs"))

    @property
    def home(self) -> Path:
        """The home of the first run."""
        return self.folder / "home"

    @property
    def published(self) -> Path:
        """What the first run published."""
        return self.home / "published"

    def environment(self, home: Path | None = None) -> dict[str, str]:
        """The variables of a daily job."""
        return settings(self.server, self.folder / "inputs", home or self.home, self.as_of)

    @property
    def log(self) -> Path:
        """What the runs said."""
        return self.folder / "daily.log"

    def run(self, home: Path | None = None, **variables: str) -> Run:
        """Run the daily job to its end; a failure shows the end of its log."""
        run = daily_job(self.environment(home) | variables, self.log)
        if run.exit_code != 0:
            end = "\n".join(self.log.read_text(errors="replace").splitlines()[-LOG_LINES:])
            pytest.fail(f"The daily job ended with {run.exit_code}:\n{end}")
        self.runs.append(run)
        return run


@contextmanager
def world(scenario: str, folder: Path) -> Iterator[World]:
    """A shipped scenario, being played."""
    file = SCENARIOS / f"{scenario}.yml"
    write_inputs(file, folder / "inputs")
    as_of = write_truth(file, folder / "truth.json")["as_of"]
    with serve(file, folder / "sandbox.log") as server:
        yield World(server, folder, as_of)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The small scenario after one run; do not change it."""
    with world("small", tmp_path_factory.mktemp("small")) as found:
        found.run()
        yield found


@pytest.fixture(scope="session")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The steady scenario after one run; do not change it."""
    with world("steady", tmp_path_factory.mktemp("steady")) as found:
        found.run()
        yield found


@pytest.fixture(scope="session")
def turn_of_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The scenario over the end of a year after one run; do not change it."""
    with world("turn-of-year", tmp_path_factory.mktemp("turn-of-year")) as found:
        found.run()
        yield found


@pytest.fixture(scope="session")
def chain(small: World) -> Chain:
    """The models as the first run of the small scenario compiled them."""
    return Chain(small.home)


@pytest.fixture(scope="session")
def cells(chain: Chain) -> dict[Key, Cell]:
    """The cells of what that run landed."""
    found = chain.run()
    assert {cell.status for cell in found.values()} > {"ok", "insufficient_n", "provisional"}
    return found
