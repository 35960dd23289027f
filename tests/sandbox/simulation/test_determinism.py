"""Same seed, same bytes, in every process; another seed, other bytes."""

import hashlib
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import inputs, simulation, truth
from tests.sandbox.simulation.worlds import SCENARIOS, shipped

PROGRAM = """
import sys
from pathlib import Path
from sandbox import inputs, scenario, simulation, truth
world = simulation.build_world(scenario.load(sys.argv[1]))
truth.write(world, Path(sys.argv[2]) / "truth.json")
inputs.write(world, sys.argv[2])
"""
LONGEST_SECONDS = 10.0


def digests(directory: Path) -> dict[str, str]:
    return {
        str(file.relative_to(directory)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(directory.rglob("*"))
        if file.is_file()
    }


@pytest.mark.parametrize("name", ["small", "episodes", "hostile"])
def test_two_processes_write_the_same_bytes(name: str, tmp_path: Path) -> None:
    found = []
    for hash_seed in ("0", "4711"):
        target = tmp_path / hash_seed
        target.mkdir()
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(SCENARIOS / f"{name}.yml"), str(target)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": f"Etc/GMT+{len(hash_seed)}"},
            cwd=SCENARIOS.parent.parent,
        )
        found.append(digests(target))
    assert {"truth.json", "organisation.yml", "inputs/roster.csv"} <= set(found[0])
    assert found[0] == found[1]


def test_another_seed_makes_another_world(tmp_path: Path) -> None:
    given = shipped("small")
    for seed in (1, 2):
        world = simulation.build_world(replace(given, seed=seed))
        (tmp_path / str(seed)).mkdir()
        truth.write(world, tmp_path / str(seed) / "truth.json")
        inputs.write(world, tmp_path / str(seed))
    assert digests(tmp_path / "1") != digests(tmp_path / "2")


def test_a_year_is_made_in_seconds() -> None:
    given = shipped("steady")
    begin = time.perf_counter()
    simulation.build_world(given)
    assert time.perf_counter() - begin < LONGEST_SECONDS
