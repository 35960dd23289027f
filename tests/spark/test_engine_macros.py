"""Each macro that differs by engine, given the same literals on DuckDB and on Spark.

Needs the extra `spark` and Java 17: it runs in `make spark-test`, not in `make test`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import jinja2
import pytest

from tests.dbt.project import PROJECT
from tests.spark.conftest import Answers

pytestmark = pytest.mark.spark

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "America/Sao_Paulo", "UTC")
CHANGES = ("2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01")
LABELS = ("bug,severity:2", "debug,severity:", "bug-report", "", "severity:10,severity:2")

CASES = {
    "add_days": ("{{ add_days('a', 'b') }}", ["cast('2026-02-27' as date), 3", "null, 1"]),
    "add_seconds": (
        "{{ add_seconds('a', 'b') }}",
        [
            "cast('2026-01-01 10:00:00' as timestamp), cast(0.0000015 as double)",
            "cast('2026-01-01 10:00:00' as timestamp), cast(-86400.1234565 as double)",
            "null, cast(1 as double)",
        ],
    ),
    "days_between": (
        "{{ days_between('a', 'b') }}",
        [
            "cast('2026-02-27' as date), cast('2026-03-02' as date)",
            "null, cast('2026-03-02' as date)",
        ],
    ),
    "microseconds_between": (
        "{{ microseconds_between('a', 'b') }}",
        [
            "cast('2026-01-01 10:01:00.000001' as timestamp), cast('2026-01-01' as timestamp)",
            "cast('1969-12-31 23:59:59.999999' as timestamp), cast('1970-01-01' as timestamp)",
        ],
    ),
    "iso_day_of_week": (
        "{{ iso_day_of_week('a') }}",
        [f"cast('{date(2026, 2, 20) + timedelta(days=n)}' as date), 0" for n in range(14)],
    ),
    "hash_uniform": ("{{ hash_uniform('a') }}", [f"'thing {n}', 0" for n in range(50)]),
    # The numbers differ by engine; that equal rows have the same one must not.
    "fingerprint": (
        "{{ fingerprint(['a', 'b']) }} = {{ fingerprint(['b', 'a']) }}",
        ["'x', 'x'", "'x', 'y'", "'y', 'x'", "'xy', ''"],
    ),
    "label_value": (
        """{{ label_value('a', "'severity:'") }}""",
        [f"'{text}', 0" for text in LABELS],
    ),
    "matches_pattern": (
        "{{ matches_pattern('a', 'b') }}",
        [
            "'src/a.min.js', '[.]min[.]js$'",
            "'vendor/a', '(^|/)vendor/'",
            "'avendor/a', '(^|/)vendor/'",
        ],
    ),
    "nearest_whole": (
        "{{ nearest_whole('a') }}",
        [f"cast({value} as double), 0" for value in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999, 1e12)],
    ),
    "rounded": (
        "{{ rounded('a', 2) }}",
        [f"cast({value} as double), 0" for value in (2536.615, 0.125, -0.125, 1.005, 2.675, 1e9)]
        + ["null, 0"],
    ),
    "log_gamma": (
        "{{ log_gamma('a') }}",
        [f"cast({value} as double), 0" for value in (1, 2, 3, 10, 171, 10001, 1000001)],
    ),
    "sorted_texts": ("{{ sorted_texts('a') }}", ["'b', 0", "'a', 0", "null, 0", "'B', 0"]),
}


def renderer(engine: str) -> Callable[[str], str]:
    """Render snippets with the macros of one engine, as dbt would dispatch them."""
    texts = [path.read_text(encoding="utf-8") for path in (PROJECT / "macros/engine").glob("*.sql")]
    environment = jinja2.Environment(autoescape=False, extensions=["jinja2.ext.do"])  # noqa: S701
    source = "\n".join(texts)

    def dispatch(name: str) -> Any:
        return getattr(module, f"{engine}__{name}")

    adapter = type("Adapter", (), {"dispatch": staticmethod(dispatch)})
    environment.globals |= {"adapter": adapter, "return": lambda value: value}
    module = environment.from_string(source).module
    names = [
        name for name in re.findall(r"macro (\w+)\(", source) if not name.startswith("spark__cast")
    ]
    environment.globals |= {name: getattr(module, name) for name in names}
    return lambda text: environment.from_string(text).render()


def agree(template: str, on_duckdb: Answers, on_spark: Answers) -> None:
    """Ask both and compare, numbers to 1e-12 of themselves."""
    expected = on_duckdb(renderer("duckdb")(template))
    found = on_spark(renderer("spark")(template))
    assert len(expected) == len(found) > 0
    for row, other in zip(expected, found, strict=True):
        for value, counterpart in zip(row, other, strict=True):
            if isinstance(value, float):
                assert counterpart == pytest.approx(value, rel=1e-12, abs=1e-12)
            else:
                assert counterpart == value


@pytest.mark.parametrize("name", CASES)
def test_both_engines_answer_alike(name: str, on_duckdb: Answers, on_spark: Answers) -> None:
    expression, rows = CASES[name]
    if name == "sorted_texts":
        values = ", ".join(f"({row})" for row in rows)
        agree(f"select {expression} from (values {values}) as t (a, b)", on_duckdb, on_spark)
        return
    values = ", ".join(f"({row}, {place})" for place, row in enumerate(rows))
    agree(
        f"select {expression} from (values {values}) as t (a, b, place) order by place",
        on_duckdb,
        on_spark,
    )


@pytest.mark.parametrize("macro", ["to_local", "to_utc"])
def test_clocks_agree_around_every_change(
    macro: str, on_duckdb: Answers, on_spark: Answers
) -> None:
    """Hours that are skipped and hours that come twice are among them."""
    starts = [datetime.fromisoformat(f"{day}T00:00:00") for day in CHANGES]
    instants = [start + timedelta(minutes=30 * step) for start in starts for step in range(-24, 72)]
    values = ", ".join(
        f"(cast('{instant}' as timestamp), '{zone}')" for instant in instants for zone in ZONES
    )
    agree(
        f"select a, b, cast({{{{ {macro}('a', 'b') }}}} as timestamp) "
        f"from (values {values}) as t (a, b) order by b, a",
        on_duckdb,
        on_spark,
    )


def test_lists_are_split_and_numbers_counted(on_duckdb: Answers, on_spark: Answers) -> None:
    rows = "(values ('one', 'a,b'), ('two', ''), ('three', null), ('four', 'c,,d')) as t (a, b)"
    agree(
        f"""select * from {{{{ split_rows("{rows}", ['a'], 'b', 'item') }}}} order by a, item""",
        on_duckdb,
        on_spark,
    )
    agree("select * from {{ integers(7) }} order by n", on_duckdb, on_spark)
