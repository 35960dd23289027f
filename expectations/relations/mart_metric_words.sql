-- One row per combination of words that occurs.
select distinct
    status,
    finality,
    grain
from marts.fct_team_metrics
