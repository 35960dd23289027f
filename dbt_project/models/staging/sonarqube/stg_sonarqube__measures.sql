{{ config(materialized='incremental', pre_hook='{{ forget_touched() }}') }}

select
    latest.measure_id,
    latest.project_key,
    latest.analysed_at,
    latest.metric,
    latest.value,
    latest.level,
    latest.extracted_at
from {{ latest_versions(source('sonarqube', 'measures'), key='measure_id') }} as latest
