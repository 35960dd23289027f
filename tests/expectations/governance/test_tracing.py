"""What a column may hold is followed through SQL, and Jinja is written out as dbt would."""

from __future__ import annotations

import pytest

from expectations.governance.marks import PERSON, PLACE, VOLUME, Relation, of_name
from expectations.governance.planted.manifest import macro, manifest, model
from expectations.governance.queries import QueryError, Reader
from expectations.governance.rendering import Renderer, RenderingError

KNOWN = {
    "acts": Relation.named(["act_id", "person_id", "team_id", "n_lines", "at"]),
    "teams": Relation.named(["team_id", "parent_id"]),
}
PEOPLE = {
    "alias": "select person_id as x from referenced.acts",
    "qualified": "select acts.person_id as x from referenced.acts",
    "star_without_a_column": "select * exclude (act_id, person_id), person_id as x "
    "from referenced.acts",
    "star_renamed": "select * exclude (act_id) rename (person_id as x) from referenced.acts",
    "recursive": "with recursive a as (select person_id as x, 1 as n from referenced.acts "
    "union all select x, n + 1 from a where n < 3) select x from a",
    "lateral": "select l.x from referenced.acts as a left join lateral "
    "(select a.person_id as x) as l on true",
    "columns_of_a_cte": "with a(x) as (select person_id from referenced.acts) select x from a",
    "join_using": "select x from referenced.teams inner join (select team_id, person_id as x "
    "from referenced.acts) as a using (team_id)",
    "window": "select lag(person_id) over (order by at) as x from referenced.acts",
    "concatenated": "select 'p' || cast(person_id as varchar) || team_id as x from referenced.acts",
    "structure": "select {'who': person_id} as x from referenced.acts",
    "pivoted": "select x from (select person_id as x, team_id from referenced.acts) "
    "union by name select team_id as x from referenced.teams",
    "field_of_a_structure": "select s.who as x from (select {'who': person_id} as s "
    "from referenced.acts) as a",
    "smallest": "select team_id, min(person_id) as x from referenced.acts group by team_id",
    "sum_of_one_person": "select sum(hash(person_id)) as x from referenced.acts group by person_id",
}
NOBODY = {
    "count": "select count(distinct person_id) as x from referenced.acts",
    "condition": "select case when person_id = 'a' then 'yes' end as x from referenced.acts",
    "filter": "select count(*) filter (where person_id is not null) as x from referenced.acts",
    "exists": "select exists (select a.person_id from referenced.acts as a) as x "
    "from referenced.teams",
    "hidden_by_a_cte": "with acts as (select team_id as person_id from referenced.teams) "
    "select person_id as x from acts",
    "left_out": "select * exclude (person_id, act_id, n_lines, at) rename (team_id as x) "
    "from referenced.acts",
    "sum_over_many": "select sum(hash(person_id)) as x from referenced.acts group by team_id",
}


def _x(sql: str) -> frozenset[str]:
    return Reader(KNOWN).read(sql).columns["x"]


@pytest.mark.parametrize("sql", PEOPLE.values(), ids=PEOPLE)
def test_a_person_is_followed(sql: str) -> None:
    assert PERSON in _x(sql)


@pytest.mark.parametrize("sql", NOBODY.values(), ids=NOBODY)
def test_what_is_no_person_is_none(sql: str) -> None:
    assert PERSON not in _x(sql)


def test_an_order_of_people_by_volume_is_a_place_and_their_own_is_none() -> None:
    place = "select row_number() over ({} order by n_lines desc) as x from referenced.acts"
    assert PLACE in _x(place.format("partition by team_id"))
    assert PLACE not in _x(place.format("partition by person_id"))
    assert PLACE not in _x(place.format("").replace("n_lines desc", "at"))


def test_a_name_says_how_much() -> None:
    assert VOLUME in of_name("n_reviews")
    assert VOLUME not in of_name("reviewed_at")
    assert PERSON in of_name("reviewer_login")
    assert PERSON not in of_name("n_reviewers")


@pytest.mark.parametrize("sql", ["select 1; select 2", "drop table a", "select from where"])
def test_what_is_not_one_select_is_refused(sql: str) -> None:
    with pytest.raises(QueryError):
        Reader({}).read(sql)


def test_a_relation_without_a_reference_is_a_stranger() -> None:
    reader = Reader(KNOWN)
    reader.read("with a as (select 1 as n) select a.n from a, acts, coaching.growth_signals")
    assert reader.strangers == ["acts", "coaching.growth_signals"]


def test_jinja_is_written_out_with_the_macros_of_the_manifest() -> None:
    node = model(
        "marts/core/dim_planted",
        "{%- set names = ['a', 'b'] -%}"
        "select {% for n in names %}{{ quoted(n) }} as {{ n }}{{ ', ' if not loop.last }}"
        "{% endfor %}"
        " from {{ ref('acts') }} where at < {{ adapter.dispatch('limit_of')(var('days')) }}",
    )
    macros = [
        macro("quoted", '{% macro quoted(n) %}{{ return("\'" ~ n ~ "\'") }}{% endmacro %}'),
        macro("duckdb__limit_of", "{% macro duckdb__limit_of(n) %}{{ n + 1 }}{% endmacro %}"),
    ]
    renderer = Renderer(manifest([node, *macros]), {"days": 6})
    assert renderer.sql(node) == "select 'a' as a, 'b' as b from referenced.acts where at < 7"


def test_what_cannot_be_written_out_is_refused() -> None:
    renderer = Renderer(manifest([]), {})
    for sql in ("{{ unknown_macro('a') }}", "{% if %}", "{{ adapter.dispatch('gone')() }}"):
        with pytest.raises(RenderingError):
            renderer.sql(model("marts/core/dim_planted", sql))
    with pytest.raises(RenderingError, match="not SQL"):
        renderer.sql(model("marts/core/dim_planted", "", language="python"))
