-- In how many teams each kind of load lay on fewer people than a fair draw explains, in the last window of the quarter.
select
    load_kind,
    count(*) filter (where p_fair < 0.05) as n_uneven,
    count(*) as n_teams
from (
    select *
    from published.marts.rpt_workload_distribution
    where window_end <= $quarter_end and window_end > $quarter_start and status = 'ok'
    qualify row_number() over (partition by team_id, load_kind order by window_end desc) = 1
)
group by load_kind
order by load_kind
