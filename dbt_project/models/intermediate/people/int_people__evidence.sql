select
    evidence_id,
    person_id,
    manager_id,
    happened_on,
    logged_on,
    dimension,
    pattern,
    level_id,
    work_kind,
    source_kind,
    project_id,
    stakeholder_id,
    artefact_url is not null as has_artefact,
    claim_length is not null as has_claim,
    cast({{ dbt.date_trunc('quarter', 'happened_on') }} as date) as quarter_start,
    {{ half_start('happened_on') }} as half_start,
    {{ days_between('happened_on', 'logged_on') }} as lag_days,
    {{ days_between('happened_on', 'cast(' ~ as_of() ~ ' as date)') }} as age_days
from {{ ref('stg_file_drops__evidence_log') }}
where happened_on <= cast({{ as_of() }} as date)
