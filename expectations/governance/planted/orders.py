"""Planted orders of people and of teams.

Belongs here: ranking, open and disguised. Does not belong here: scores (`sums.py`).
"""

from __future__ import annotations

from expectations.governance.planted.kind import Planted
from expectations.governance.planted.manifest import macro, model

PEOPLE = "intermediate/people/int_people__planted"
MART = "marts/leadership/rpt_planted"


def _function(name: str) -> Planted:
    sql = f"select team_id, {name} over (order by n_reviews) as load_group from @load"  # noqa: S608
    called = name.split("(", maxsplit=1)[0]
    path = "intermediate/collaboration/int_collaboration__planted"
    return Planted(f"{called}_function", "no-rank-function", f"calls {called}", [model(path, sql)])


def _people(kind: str, what: str, sql: str, path: str = PEOPLE) -> Planted:
    return Planted(kind, "no-order-of-people", what, [model(path, sql)])


def _teams(kind: str, what: str, sql: str, path: str = MART) -> Planted:
    return Planted(kind, "no-order-of-teams", what, [model(path, sql)])


FUNCTIONS = (
    _function("rank()"),
    _function("dense_rank()"),
    _function("percent_rank()"),
    _function("ntile(4)"),
    _function("cume_dist()"),
    Planted(
        "rank_from_a_macro",
        "no-rank-function",
        "a macro puts the name of the function together",
        [
            model(
                PEOPLE,
                "select person_id, {{ order_of('n_reviews') }} as x from @load",
            ),
            macro(
                "order_of",
                "{% macro order_of(column) %}{{ 'ra' ~ 'nk' }}() over (order by {{ column }})"
                "{% endmacro %}",
            ),
        ],
    ),
    Planted(
        "rank_in_a_named_window",
        "no-rank-function",
        "the window stands at the end of the query",
        [
            model(
                PEOPLE,
                "select person_id, rank() over busiest as x from @load "
                "window busiest as (order by n_reviews desc)",
            )
        ],
    ),
)

ORDERS = (
    _people(
        "row_number_by_volume",
        "numbers people by how much they reviewed",
        "select person_id, row_number() over (partition by team_id order by n_reviews desc) as x "
        "from @load",
    ),
    _people(
        "row_number_behind_an_alias",
        "the volume has another name in a CTE",
        "with a as (select person_id as who, n_reviews as weight from @load) "
        "select who, row_number() over (order by weight desc) as x from a",
    ),
    _people(
        "row_number_of_a_group",
        "numbers people while it counts their reviews",
        "select person_id, row_number() over (order by count(*) desc) as x from @reviews "
        "group by person_id",
    ),
    _people(
        "running_count",
        "counts how many did at least as much",
        "select person_id, count(*) over (order by n_reviews desc) as x from @load",
    ),
    _people(
        "place_in_a_subquery",
        "numbers people in a subquery and keeps the first three",
        "select person_id from (select person_id, row_number() over (order by n_reviews desc) as x "
        "from @load) as numbered where x <= 3",
    ),
    _people(
        "share_of_the_first_three",
        "adds up what the first three of each team did",
        "select team_id, sum(n_reviews) as x from (select team_id, n_reviews, row_number() over "
        "(partition by team_id order by n_reviews desc) as nr from @load) as numbered "
        "where nr <= 3 group by team_id",
    ),
    _people(
        "qualify_by_volume",
        "keeps the busiest of each team with qualify",
        "select person_id, team_id from @load "
        "qualify row_number() over (partition by team_id order by n_reviews desc) = 1",
    ),
    _people(
        "order_and_limit",
        "the ten who did most",
        "select person_id, n_reviews from @load order by n_reviews desc limit 10",
    ),
    _people(
        "order_by_position",
        "orders by the number of a column",
        "select person_id, count(*) as x from @reviews group by 1 order by 2 desc",
    ),
    _people(
        "order_by_all",
        "groups by all and orders by all",
        "select person_id, count(*) as x from @reviews group by all order by all desc",
    ),
    _people(
        "largest_pair",
        "takes the largest pair of volume and person",
        "select team_id, max({'n': n_reviews, 'who': person_id}) as x from @load group by team_id",
    ),
    _people(
        "sorted_list",
        "sorts a list of volumes and people",
        "select team_id, list_sort(list({'n': n_reviews, 'who': person_id})) as x from @load "
        "group by team_id",
    ),
    _people(
        "order_of_a_union",
        "orders what two queries give together",
        "select person_id, n_reviews from @load union all "
        "select person_id, n_kinds from @kinds order by 2 desc",
    ),
    _people(
        "one_person_of_each_team",
        "distinct on, the busiest first",
        "select distinct on (team_id) team_id, person_id from @load "
        "order by team_id, n_reviews desc",
    ),
    _people(
        "max_by",
        "takes the person who did most",
        "select team_id, max_by(person_id, n_reviews) as x from @load group by team_id",
    ),
    _people(
        "first_value",
        "takes the first of an order by volume",
        "select team_id, first_value(person_id) over (partition by team_id "
        "order by n_reviews desc) as x from @load",
    ),
    _people(
        "ordered_list",
        "lists people, the busiest first",
        "select team_id, string_agg(person_id, ',' order by n_reviews desc) as x from @load "
        "group by team_id",
    ),
    _people(
        "compared_with_the_most",
        "says who did as much as the most",
        "select person_id, n_reviews = max(n_reviews) over (partition by team_id) as x from @load",
    ),
    _people(
        "counted_who_did_more",
        "joins people with those who did more",
        "select a.person_id, count(*) as x from @load as a inner join @load as b "
        "on a.team_id = b.team_id and a.n_reviews < b.n_reviews group by a.person_id",
    ),
    _people(
        "counted_who_did_more_in_a_subquery",
        "counts those who did more for each person",
        "select a.person_id, (select count(*) from @load as b where b.n_reviews > a.n_reviews) "
        "as x from @load as a",
    ),
    _people(
        "above_a_percentile_of_all",
        "says who is above the ninth tenth of all",
        "select person_id, n_reviews > (select quantile_cont(n_reviews, 0.9) from @load) as x "
        "from @load",
    ),
    _people(
        "above_the_mean_of_colleagues",
        "joins the mean of the team and says who is above it",
        "with usual as (select team_id, avg(n_reviews) as middle from @load group by team_id) "
        "select a.person_id, case when a.n_reviews > usual.middle then 'above' end as x from @load "
        "as a inner join usual on a.team_id = usual.team_id",
    ),
    Planted(
        "place_from_another_layer",
        "no-order-of-people",
        "reads a place that a model nobody watches gave",
        [
            model(PEOPLE, "select person_id, nr from @int_collaboration__planted"),
            model(
                "intermediate/collaboration/int_collaboration__planted",
                "select person_id, row_number() over (order by n_reviews desc) as nr from @load",
            ),
        ],
    ),
    _teams(
        "teams_numbered_by_value",
        "numbers teams by a metric",
        "select team_id, row_number() over (order by value desc) as x from @cells",
    ),
    _teams(
        "teams_ordered_by_value",
        "the five best teams",
        "select team_id, value from @cells order by value desc limit 5",
        "semantic/planted",
    ),
    _teams(
        "best_team",
        "takes the team with the highest value",
        "select metric_id, max_by(team_id, value) as x from @cells group by metric_id",
    ),
    _teams(
        "place_in_a_league",
        "a column promises a place among teams",
        "select team_id, n_items as league_place from @cells",
    ),
)
PLANTED = (*FUNCTIONS, *ORDERS)
