"""Each rule of rules.py passes a good example and finds a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import rules


def test_long_functions_are_found_and_docstrings_do_not_count() -> None:
    body = "\n".join(f"    a = {number}" for number in range(41))
    assert rules.long_functions(f"def f():\n{body}\n", 40)
    docstring = '    """' + "\n" * 60 + '    """\n'
    assert rules.long_functions(f"def f():\n{docstring}    return 1\n", 40) == []


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import UTC, datetime\na = datetime.now(UTC)",
        "import datetime\na = datetime.date.today()",
        "import time\na = time.time()",
    ],
)
def test_a_reading_of_the_clock_is_found(source: str) -> None:
    assert len(rules.clock_readings(source)) == 1


def test_measuring_a_duration_and_asking_our_own_clock_pass() -> None:
    source = "import time\na = time.monotonic()\nb = clock.now()\ntime.sleep(1)"
    assert rules.clock_readings(source) == []


@pytest.mark.parametrize(
    ("pattern", "bad", "good"),
    [
        (rules.REGISTRY_HOST, "https://" + "pypi" + ".org/simple", "our pypi mirror"),
        (rules.MACHINE_PATH, "cd /" + "root/x", "repos/wor" + "k/tree, https://a.b/wor" + "k/c"),
        (rules.UNFINISHED, "# TO" + "DO: later", "mastodons"),
    ],
    ids=["registry", "machine", "unfinished"],
)
def test_words_that_no_file_may_hold_are_found(pattern: object, bad: str, good: str) -> None:
    assert pattern.search(bad)  # type: ignore[attr-defined]
    assert not pattern.search(good)  # type: ignore[attr-defined]


def test_decisions_about_persons_are_found() -> None:
    good = ["investment in pipelines", "team self-observation", "paying down old code"]
    assert rules.decisions_about_persons(good) == []
    bad = ["Promotion rounds", "pay", "quarterly targets", "performance reviews"]
    assert rules.decisions_about_persons(bad) == bad


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small tree: documents, a source, modules that run and one that does not."""
    for name in ("docs/adr", "extract/sources/github"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "docs/inputs.md").touch()
    (tmp_path / "extract/sources/github/streams.py").write_text("x = 1\n")
    (tmp_path / "extract/__main__.py").touch()
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench/soak.py").write_text('if __name__ == "__main__":\n    pass\n')
    return tmp_path


def test_links_that_lead_nowhere_are_found(tree: Path) -> None:
    good = "[a](inputs.md) [b](adr/) [c](https://example.org/x) [d](#part) [e](inputs.md#part)"
    assert rules.broken_links(good, tree / "docs") == []
    assert rules.broken_links("[a](gone.md)", tree / "docs") == ["gone.md"]


def test_paths_that_do_not_exist_are_found(tree: Path) -> None:
    good = "`docs/adr/`, `extract/sources/<source>/streams.py`, `published/a.duckdb`, `data/x`"
    assert rules.missing_paths(good, tree) == []
    bad = "`docs/gone.md` and `extract/sources/<source>/gone.py`"
    assert rules.missing_paths(bad, tree) == ["docs/gone.md", "extract/sources/<source>/gone.py"]


def test_modules_that_cannot_be_run_are_found(tree: Path) -> None:
    assert rules.missing_modules("`python -m extract github`, python -m bench.soak.", tree) == []
    assert rules.missing_modules("python -m bench.gone", tree) == ["bench.gone"]
    assert rules.missing_modules("python -m extract.sources.github.streams", tree) == [
        "extract.sources.github.streams"
    ]


def test_targets_that_make_does_not_know_are_found() -> None:
    text = "Run `make test` or\nmake demo\n; these make sense together."
    assert rules.targets_named(text) == {"test", "demo"}
    assert rules.unknown_targets(text, {"test"}) == ["demo"]


def test_a_guard_that_was_never_seen_to_fail_is_found() -> None:
    tests = [
        "tests/a.py::test_good_rows_pass[issues]",
        "tests/a.py::test_a_spoiled_row_fails[issues-number-None]",
        "tests/a.py::test_good_rows_pass[teams]",
        "tests/a.py::test_a_row_is_read[teams]",
    ]
    assert rules.unproven_guards(["issues"], tests) == []
    assert rules.unproven_guards(["issues", "teams"], tests) == ["teams: no test in which it fails"]
    assert rules.unproven_guards(["roster"], tests[:1]) == [
        "roster: no test in which it passes",
        "roster: no test in which it fails",
    ]


def test_cases_that_no_unit_test_of_the_metric_shows_are_found() -> None:
    first = {"model": "wip", "config": {"meta": {"shows": ["open_item", "missing_source"]}}}
    second = {"model": "wip", "config": {"meta": {"shows": ["too_small_n", "late_correction"]}}}
    unmarked = {"model": "wip"}
    assert rules.cases_not_shown([first, unmarked, second], "wip") == []
    assert rules.cases_not_shown([first, unmarked], "wip") == ["too_small_n", "late_correction"]
    elsewhere = {**second, "model": "throughput"}
    assert rules.cases_not_shown([first, elsewhere], "wip") == ["too_small_n", "late_correction"]
    assert rules.cases_not_shown([], "wip") == list(rules.CASES)
