"""What comes near a rule and is allowed.

Belongs here: the other side of the rules about orders and sums. Does not belong here: persons
(`borders_of_persons.py`).
"""

from __future__ import annotations

from expectations.governance.planted.kind import Planted
from expectations.governance.planted.manifest import model

MART = "marts/leadership/rpt_planted"
PEOPLE = "intermediate/people/int_people__planted"


def _near(kind: str, rule_id: str, what: str, sql: str, path: str = MART) -> Planted:
    return Planted(kind, rule_id, what, [model(path, sql)])


ORDERS = (
    _near(
        "newest_version",
        "no-order-of-people",
        "row_number that removes doubles",
        "select person_id, change_id from (select *, row_number() over (partition by review_id "
        "order by submitted_at desc nulls last, person_id) as recency from @reviews) as r "
        "where recency = 1",
        PEOPLE,
    ),
    _near(
        "own_largest",
        "no-order-of-people",
        "each person's own largest review",
        "select person_id, change_id, row_number() over (partition by person_id "
        "order by n_comments desc) as own_place from @reviews",
        PEOPLE,
    ),
    _near(
        "own_past",
        "no-order-of-people",
        "one person beside the same person's past",
        "select a.person_id, a.n_kinds > b.n_kinds as is_more from @kinds as a "
        "inner join @kinds as b on a.person_id = b.person_id",
        PEOPLE,
    ),
    _near(
        "own_usual",
        "no-order-of-people",
        "one person beside the same person's usual",
        "with usual as (select person_id, quantile_cont(n_kinds, 0.8) as high "
        "from @kinds group by person_id) select k.person_id, k.n_kinds > usual.high as is_above "
        "from @kinds as k inner join usual on k.person_id = usual.person_id",
        PEOPLE,
    ),
    _near(
        "usual_of_the_team",
        "no-order-of-people",
        "shown beside the team's usual, not compared",
        "select person_id, n_reviews, quantile_cont(n_reviews, 0.5) over (partition by team_id) "
        "as usual from @load",
        "marts/coaching/planted",
    ),
    _near(
        "newest_of_each",
        "no-order-of-people",
        "the newest day of each person, and a sorted list of kinds",
        "select person_id, max(noted_on) as newest_on, list_sort(list(signal_kind)) as kinds "
        "from @growth group by person_id",
        "marts/coaching/planted",
    ),
    _near(
        "ordered_by_time",
        "no-order-of-people",
        "people in the order of a date",
        "select person_id, noted_on from @growth order by noted_on limit 5",
        "marts/coaching/planted",
    ),
    _near(
        "median_of_people",
        "no-order-of-people",
        "the median of a team, without anybody",
        "select team_id, percentile_cont(0.5) within group (order by n_reviews) as median_load "
        "from @load group by team_id",
    ),
    _near(
        "area_of_a_curve",
        "no-order-of-people",
        "a Gini coefficient, whose curve stays within the query",
        "select team_id, 1 - sum(up_to) / sum(n_reviews) as gini from (select team_id, n_reviews, "
        "sum(n_reviews) over (partition by team_id order by n_reviews) as up_to from @load) "
        "as curve group by team_id",
    ),
    _near(
        "curve_outside",
        "no-order-of-people",
        "a curve over loads where nobody looks",
        "select team_id, sum(n_reviews) over (order by n_reviews) as load_up_to from @load",
        "intermediate/workload/int_workload__planted",
    ),
    _near(
        "trank_something",
        "no-rank-function",
        "a column and a function that only sound like it",
        "select team_id, n_items as trank_something, lower(metric_id) as franked from @cells",
    ),
    _near(
        "teams_by_name",
        "no-order-of-teams",
        "teams in the order of their names",
        "select team_id, value from @cells order by team_id limit 5",
    ),
    _near(
        "findings_of_a_team",
        "no-order-of-teams",
        "the largest periods of each team",
        "select team_id, row_number() over (partition by team_id order by n_items desc) as nr "
        "from @cells",
    ),
    _near(
        "topic_and_replacement",
        "no-order-of-teams",
        "words that begin like a place, and a share",
        "select team_id, 'a' as topic, 'b' as replacement, 'c' as workplace, 1 as top_share "
        "from @cells",
    ),
)
SUMS = (
    _near(
        "scored_twice",
        "no-score-name",
        "counts that sound like it",
        "select team_id, n_items as n_scored_twice, value as indexed_on, 1 as underscore "
        "from @cells",
    ),
    _near(
        "one_metric",
        "no-sum-of-metrics",
        "the periods of one metric together",
        "select team_id, metric_id, avg(value) as mean_value from @cells group by 1, 2",
    ),
    _near(
        "picked_metric",
        "no-sum-of-metrics",
        "one metric is picked",
        "select team_id, avg(value) as mean_value from @cells where metric_id = 'wip' group by 1",
    ),
    _near(
        "change_of_value",
        "no-sum-of-metrics",
        "the difference from the period before",
        "select team_id, value - lag(value) over (partition by metric_id, team_id "
        "order by period_start nulls last) as delta from @cells",
    ),
    _near(
        "two_sources_of_one_metric",
        "no-sum-of-metrics",
        "one metric from two places, and metrics stacked with their names",
        "select metric_id, team_id, value from @cells where metric_id = 'a' "
        "union all select metric_id, team_id, value from @cells where metric_id = 'b'",
    ),
    _near(
        "wilson",
        "no-sum-of-metrics",
        "constants and one value in a formula",
        "select team_id, (value + 1.92 / n_items) / (1 + 3.84 / n_items) as ci from @cells",
    ),
    _near(
        "count_of_none",
        "missing-is-not-zero",
        "a count of no rows is 0",
        "select a.team_id, coalesce(b.n_reviews, 0) as n_reviews, coalesce(count(*), 0) as shown "
        "from @cells as a left join (select team_id, sum(n_reviews) as n_reviews from @load "
        "group by 1) as b on a.team_id = b.team_id group by 1, 2",
    ),
    _near(
        "yes_or_no",
        "missing-is-not-zero",
        "1 or 0, and a sum over some of the rows",
        "select team_id, case when status = 'ok' then 1 else 0 end as is_shown, "
        "sum(case when status = 'ok' then value else 0 end) as v from @cells "
        "where metric_id = 'wip' group by 1, status",
    ),
    _near(
        "false_is_known",
        "missing-is-not-zero",
        "coalesce to false, and to one half",
        "select team_id, coalesce(value > 1, false) as is_high, coalesce(value, 0.5) as x "
        "from @cells",
    ),
)
BORDERS: tuple[Planted, ...] = (*ORDERS, *SUMS)
