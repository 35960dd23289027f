"""Planted scores, and zeros where nothing is known.

Belongs here: numbers that say more, or less, than was measured. Does not belong here: orders
(`orders.py`).
"""

from __future__ import annotations

from expectations.governance.planted.kind import Planted
from expectations.governance.planted.manifest import Entry, model

MART = "marts/leadership/rpt_planted"
PEOPLE = "marts/coaching/planted"


def _name(column: str) -> Planted:
    sql = f"select team_id, n_items as {column} from @cells"  # noqa: S608
    return Planted(f"column_{column}", "no-score-name", "its name", [model(MART, sql)])


def _sum(kind: str, what: str, sql: str, path: str = MART) -> Planted:
    return Planted(kind, "no-sum-of-metrics", what, [model(path, sql)])


def _zero(kind: str, what: str, sql: str, path: str = MART) -> Planted:
    return Planted(kind, "missing-is-not-zero", what, [model(path, sql)])


def _metric(name: str, *inputs: str) -> Entry:
    return {
        "resource_type": "metric",
        "unique_id": f"metric.team_outcomes.{name}",
        "name": name,
        "type": "derived",
        "type_params": {"metrics": [{"name": one} for one in inputs]},
    }


NAMES = tuple(
    _name(column)
    for column in (
        "engagement_score",
        "delivery_index",
        "overall",
        "productivity",
        "velocity_per_engineer",
        "performance_band",
        "percentile",
        "elite",
    )
)
GRADES = (
    Planted(
        "value_that_grades",
        "no-score-name",
        "a label for a person",
        [
            model(
                PEOPLE,
                "select person_id, case when n_reviews < 3 then 'low performer' end as x "
                "from @load",
            )
        ],
    ),
)
SUMS = (
    _sum(
        "weighted_metrics",
        "adds two metrics with weights",
        "select team_id, 0.7 * max(case when metric_id = 'a' then value end) "
        "+ 0.3 * max(case when metric_id = 'b' then value end) as outcome "
        "from @cells group by team_id",
    ),
    _sum(
        "metrics_of_two_ctes",
        "joins two metrics and halves their sum",
        "with a as (select team_id, value as pace from @cells where metric_id = 'a'), "
        "b as (select team_id, value as calm from @cells where metric_id = 'b') "
        "select a.team_id, (a.pace + b.calm) / 2 as outcome from a "
        "inner join b on a.team_id = b.team_id",
    ),
    _sum(
        "average_of_metrics",
        "averages whatever metrics a team has",
        "select team_id, avg(value) as outcome from @cells group by team_id",
    ),
    _sum(
        "stacked_metrics",
        "stacks two metrics and averages them",
        "select team_id, avg(v) as outcome from (select team_id, value as v from @cells "
        "where metric_id = 'a' union all select team_id, value from @cells where metric_id = 'b') "
        "as stacked group by team_id",
    ),
    _sum(
        "window_over_metrics",
        "sums whatever metrics a team has, in a window",
        "select team_id, sum(value) over (partition by team_id) as outcome from @cells",
    ),
    _sum(
        "weighted_volumes",
        "weighs what a person did",
        "select load.person_id, 0.4 * load.n_reviews + 0.6 * kinds.n_kinds as outcome from @load "
        "as load inner join @kinds as kinds "
        "on load.person_id = kinds.person_id",
        PEOPLE,
    ),
    _sum(
        "product_of_metrics",
        "multiplies two metrics",
        "select a.team_id, sqrt(a.value * b.value) as outcome from @cells as a inner join @cells "
        "as b on a.team_id = b.team_id and a.metric_id = 'a' and b.metric_id = 'b'",
    ),
    _sum(
        "worse_of_two_metrics",
        "takes the lower one of two metrics",
        "select a.team_id, least(a.value, b.value) as outcome from @cells as a inner join @cells "
        "as b on a.team_id = b.team_id and a.metric_id = 'a' and b.metric_id = 'b'",
    ),
    Planted(
        "derived_metric_of_two",
        "no-sum-of-metrics",
        "a metric for BI tools made of two others",
        [_metric("outcome", "deploy_freq", "review_response", "n_cells")],
    ),
)
ZEROS = (
    _zero(
        "coalesce_to_zero",
        "coalesce",
        "select team_id, coalesce(value, 0) as value from @cells",
    ),
    _zero(
        "coalesce_to_cast_zero",
        "a zero in a cast",
        "select team_id, coalesce(value, cast(0.0 as double)) as x from @cells",
    ),
    _zero(
        "coalesce_to_nothing",
        "a zero that is worked out",
        "select team_id, coalesce(value, 1 - 1) as x from @cells",
    ),
    _zero(
        "ifnull_to_zero",
        "ifnull",
        "select team_id, ifnull(value, 0) as value from @cells",
        "semantic/planted",
    ),
    _zero(
        "nvl_to_zero",
        "nvl in a CTE under another name",
        "with a as (select team_id, nvl(value, 0) as x from @cells) select team_id, x as y from a",
    ),
    _zero(
        "case_of_null",
        "a case for null",
        "select team_id, case when value is null then 0 else value end as x from @cells",
    ),
    _zero(
        "case_else_zero",
        "a case that ends in 0",
        "select team_id, case when status = 'ok' then value else 0 end as x from @cells",
    ),
    _zero(
        "greatest_of_zero",
        "greatest, which skips null",
        "select team_id, greatest(value, 0) as x from @cells",
    ),
    _zero(
        "zero_in_a_metric",
        "a metric without data",
        "select team_id, coalesce(avg(n_comments), 0) as value from @reviews group by team_id",
        "metrics/collaboration/planted",
    ),
)
PLANTED = (*NAMES, *GRADES, *SUMS, *ZEROS)
