"""Each rule of rules.py passes a good example and finds a bad one."""

from __future__ import annotations

import pytest

from tests.architecture import rules


def test_person_columns_are_found_and_counts_of_people_are_not() -> None:
    assert rules.person_columns(["team_id", "n_people", "metric_id", "persons_per_day"]) == []
    bad = ["person_id", "author_login", "reviewer_id", "email"]
    assert rules.person_columns(bad) == bad


def test_ranking_is_found() -> None:
    assert rules.ranking_words("select row_number() over (order by a nulls last) from b") == []
    assert rules.ranking_words("select rank() over (order by a) from b") == ["rank("]
    assert rules.ranking_words("select ntile(4) over (order by a) from b")


@pytest.mark.parametrize(
    "sql",
    [
        "select date_trunc('week', a) from b",
        "select payload ->> 'x' from b",
        "select extract(dow from a) from b",
        "select concat(a, b) from c",
        "select row_number() over (partition by a order by b) from c",
        "select max(a) over (order by b nulls last, c) from d",
        "select current_timestamp",
    ],
)
def test_unportable_sql_is_found(sql: str) -> None:
    assert rules.unportable(sql)


def test_portable_sql_passes() -> None:
    good = """
    -- date_trunc('week', a) is what we avoid
    select row_number() over (partition by a order by b desc nulls last, coalesce(c, d) nulls last)
    from {{ ref('x') }}
    """
    assert rules.unportable(good) == []


def test_long_functions_are_found_and_docstrings_do_not_count() -> None:
    body = "\n".join(f"    a = {number}" for number in range(41))
    assert rules.long_functions(f"def f():\n{body}\n", 40)
    docstring = '    """' + "\n" * 60 + '    """\n'
    assert rules.long_functions(f"def f():\n{docstring}    return 1\n", 40) == []
