-- Incidents, burned budgets, and clocks.

-- One row per incident, by the week of its declaration.
create table observed.incidents (
    team_id varchar not null,
    week_start date not null,
    incident_id varchar not null,
    severity_declared integer,       -- 1 is the worst
    severity_final integer,
    recovery_minutes double,         -- null: goes on
    comes_back boolean not null,     -- another alert or incident of the service within 24 hours of its close
    is_linked boolean not null       -- to a deployment
);

-- One row per time in which an error budget burned or a customer reported an outage.
create table observed.burn_episodes (
    team_id varchar not null,
    week_start date not null,
    episode_id varchar not null,
    is_declared boolean not null     -- an incident record exists
);

-- One row per instant that somebody or something claimed.
create table observed.clock_readings (
    team_id varchar not null,
    week_start date not null,
    reading_id varchar not null,
    source varchar not null,
    clock varchar not null,          -- manual, client, server
    minute_of_hour integer not null,
    lag_seconds double,              -- first server sighting less claimed instant; null: no sighting
    is_impossible boolean not null   -- it is before what must come before it
);
