"""Each rule of sql_rules.py passes a good example and finds a bad one."""

from __future__ import annotations

import re

import pytest

from tests.architecture import sql_rules

BAD = (
    "select payload ->> 'x' from b",
    "select json_extract_string(payload, '$.x') from b",
    "select date_trunc('week', a) from b",
    "select extract(dow from a) from b",
    "select concat(a, b) from c",
    "select datediff('day', a, b) from c",
    "select {{ dbt.datediff('a', 'b', 'hour') }} from c",
    "select quantile_cont(a, 0.5) from b",
    "select strftime(a, '%Y') from b",
    "select unnest(a) from b",
    "select a from b where regexp_matches(a, 'c')",
    "select CURRENT_TIMESTAMP",
    "select a at time zone 'Europe/Berlin' from b",
    "select string_agg(a, ',' order by b nulls last) from c",
    "select arg_max(a, b) from c",
    "select * exclude (a) from b",
    "select round(avg(coalesce(a, 0)), 2) from b",
    "select a / {{ n }}.0 from b",
    "select a from b asof join c on b.d >= c.d",
)
BAD_WINDOWS = (
    "select row_number() over (partition by a order by b) from c",
    "select max(a) over (order by b nulls last, c) from d",
    "select max(a) over (order by coalesce(nullif(b, lower(trim(c))), d)) from d",
    "select max(a) over (order by b rows between 1 preceding and current row) from d",
    "select max(a) over w from d window w as (partition by e order by b)",
    "select max(a) over v from d window w as (order by b nulls last), v as (order by b)",
)
GOOD = """
-- date_trunc('week', a) is what we avoid
select
    row_number() over (partition by a order by b desc nulls last, coalesce(c, lower(d)) nulls last),
    max(a) over w,
    sum(n) over (partition by a),
    percentile_cont(0.5) within group (order by e),
    max_by(a, b),
    {{ dbt.concat(['a', 'b']) }},
    {{ dbt.datediff('a', 'b', 'day') }},
    {{ instant.strftime('%Y') }},
    sequence_number - extract(year from c),
    round(coalesce(a, b)) / {{ n }}e0
from {{ ref('x') }}
window w as (partition by a order by b nulls first)
"""


def test_person_columns_are_found_and_counts_of_people_are_not() -> None:
    good = ["team_id", "n_people", "metric_id", "persons_per_day", "effective_people"]
    assert sql_rules.person_columns(good) == []
    bad = ["person_id", "author_login", "reviewer_id", "email"]
    assert sql_rules.person_columns(bad) == bad


def test_ranking_is_found() -> None:
    assert sql_rules.ranking_words("select row_number() over (order by a nulls last) from b") == []
    assert sql_rules.ranking_words("select RANK () over (order by a) from b") == ["rank ("]
    assert sql_rules.ranking_words("select ntile(4) over (order by a) from b")
    assert sql_rules.ranking_words("select a as team_leaderboard from b") == ["team_leaderboard"]


@pytest.mark.parametrize("sql", [*BAD, *BAD_WINDOWS])
def test_unportable_sql_is_found(sql: str) -> None:
    assert len(sql_rules.unportable(sql)) == 1


@pytest.mark.parametrize("pattern", sql_rules.PORTABILITY)
def test_every_pattern_has_a_bad_example(pattern: str) -> None:
    assert any(re.search(pattern, sql.lower()) for sql in BAD)


def test_portable_sql_passes() -> None:
    assert sql_rules.unportable(GOOD) == []
