-- Work items and what is said of them: edits, sprints, forecasts, targets, surveys.

-- One row per work item that became done, by the week of its last done.
create table observed.work_items (
    team_id varchar not null,
    week_start date not null,
    done_on date not null,
    item_id varchar not null,
    is_bug boolean not null,         -- by its type now
    was_bug boolean not null,        -- by its type at any time
    is_support_linked boolean not null,
    is_clone boolean not null,       -- linked as a clone or duplicate of another one, opened within 14 days
    is_committed boolean not null,   -- counts for hardened throughput: four hours or more, stays done, no clone
    is_reopened boolean not null,    -- one of its dones was left within 28 days
    points double,
    cycle_hours double,
    transition_count bigint not null,
    spell_count bigint not null,     -- spells in progress
    short_spell_count bigint not null -- of these, shorter than ten minutes
);

-- One row per edit of type, severity, labels or links of a work item or incident that was closed already.
create table observed.closed_edits (
    team_id varchar not null,
    week_start date not null,
    edited_on date not null,
    edit_id varchar not null,
    field varchar not null,          -- type, severity, labels, links (no source lands when links were made)
    is_bug_to_other boolean not null,
    is_downgrade boolean not null,
    is_near_cut boolean not null     -- in the last or first five working days around the end of a quarter
);

-- One row per sprint.
create table observed.sprints (
    team_id varchar not null,
    week_start date not null,        -- of the sprint's end
    sprint_id varchar not null,
    frozen_scope bigint not null,
    removed_late bigint not null,    -- in its last fifth, and in the next sprint again
    completed bigint not null
);

-- One row per forecast date that has passed.
create table observed.forecasts (
    team_id varchar not null,
    week_start date not null,
    forecast_id varchar not null,
    is_on_time boolean not null
);

-- One row per span that has a published target.
create table observed.targeted_spans (
    team_id varchar not null,
    week_start date not null,
    span_id varchar not null,
    span_kind varchar not null,      -- such as review_response
    hours double not null,
    target_hours double not null
);

-- One row per survey wave.
create table observed.survey_waves (
    team_id varchar not null,
    week_start date not null,        -- of the wave's end
    wave_id varchar not null,
    n_respondents bigint not null,
    mean double,
    standard_deviation double,       -- of the respondents' means
    straight_lined bigint not null   -- respondents whose opposite-keyed items agree word for word
);
