"""The runner translates suites and verdicts, and costs nothing until it is used."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd

from expectations.runner import validate
from expectations.suite import Expectation, known, known_where, not_negative, ordered, rows, suite


def test_verdicts_come_in_the_order_of_the_suite_with_the_rows_that_fail() -> None:
    frame = pd.DataFrame(
        {
            "opened": [1, 2, 3],
            "closed": [2.0, 1.0, None],
            "state": ["CLOSED", "CLOSED", "OPEN"],
            "name": ["a", None, "c"],
        },
        index=[7, 7, 7],
    )
    found = validate(
        frame,
        suite(
            "example",
            known("name"),
            ordered("opened", "closed"),
            known_where("closed", "state", "CLOSED"),
            not_negative("opened"),
            rows(4),
        ),
    )
    assert [verdict.is_met for verdict in found] == [False, False, True, True, False]
    assert [verdict.failing for verdict in found] == [(1,), (1,), (), (), ()]
    assert [verdict.expectation.meaning for verdict in found][:2] == [
        "name is never null",
        "closed is not before opened",
    ]


def test_a_rule_that_cannot_be_judged_is_not_met() -> None:
    (verdict,) = validate(pd.DataFrame({"a": [1]}), suite("example", known("b")))
    assert not verdict.is_met
    assert verdict.problem is not None
    assert '"b"' in verdict.problem


def test_an_empty_frame_fulfils_what_speaks_of_rows() -> None:
    frame = pd.DataFrame({"a": pd.Series(dtype="float64"), "b": pd.Series(dtype="object")})
    found = validate(frame, suite("example", known("b"), not_negative("a")))
    assert all(verdict.is_met for verdict in found)


def test_a_suite_can_be_used_twice() -> None:
    rules = suite("example", known("a"))
    assert validate(pd.DataFrame({"a": [1]}), rules)[0].is_met
    assert not validate(pd.DataFrame({"a": [None]}), rules)[0].is_met


def test_columns_are_those_that_are_read_once() -> None:
    rules = suite("example", known("a"), ordered("a", "b"), known_where("c", "state", "X"), rows(1))
    assert rules.columns == ("a", "b", "c", "state")
    assert Expectation("kind", {}, "meaning").columns == ()


def test_nothing_imports_great_expectations_before_a_frame_is_judged() -> None:
    code = (
        "import sys, expectations.gates, expectations.registry, expectations.runner; "
        "sys.exit(any(name in sys.modules for name in ('great_expectations', 'pandas')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nothing_is_sent_anywhere() -> None:
    code = """
import socket

def refuse(*arguments, **named):
    raise AssertionError("somebody called home")

socket.socket.connect = refuse
import pandas as pd
from expectations.runner import validate
from expectations.suite import known, suite
assert validate(pd.DataFrame({"a": [1]}), suite("example", known("a")))[0].is_met
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
