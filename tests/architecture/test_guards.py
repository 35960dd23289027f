"""Every guard is seen to pass good data and to fail bad data, by the names of its tests."""

from __future__ import annotations

import os
import subprocess
import sys

from expectations.registry import GUARDS
from tests.architecture import repository, rules


def test_every_guard_passes_good_data_and_fails_bad_data() -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "--quiet",
        "-p",
        "no:cacheprovider",
    ]
    listing = subprocess.run(
        [*command, "tests/expectations/suites"],
        cwd=repository.ROOT,
        # Options of whoever runs the tests would change how they are listed.
        env={name: text for name, text in os.environ.items() if name != "PYTEST_ADDOPTS"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert listing.returncode == 0, listing.stdout
    tests = [line for line in listing.stdout.splitlines() if "::" in line]
    names = [guard.check_id for guard in GUARDS]
    assert names
    assert rules.unproven_guards(names, tests) == []
