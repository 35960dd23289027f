-- Teams, their weeks, decisions about their baselines, and their metrics.

-- One row per team and week, with the people on its roster.
create table observed.team_weeks (
    team_id varchar not null,
    week_start date not null,
    n_people integer not null
);

-- One row per day from which a baseline is drawn anew: by decision (inputs/baseline_decisions.csv), or because more than a
-- tenth of a team's work became another team's (B8). Null means every one.
create table observed.baseline_decisions (
    team_id varchar,
    metric_id varchar,
    effective_from date not null
);

-- One row per metric, team, grain (week, quarter) and closed period.
create table observed.metric_periods (
    team_id varchar not null,
    metric_id varchar not null,
    grain varchar not null,
    period_start date not null,
    week_start date not null,        -- of the period's first day
    value double,
    charted double,                  -- the value on the scale of its control chart
    direction varchar not null,      -- up, down, none: which way is better
    pair_metric_id varchar,
    target double                    -- a target somebody published; null: none
);
