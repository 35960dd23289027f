{% macro metric_ids() -%}
    {#- Written by `python -m expectations.catalogue --write`; change the yml files. -#}
    {{ return([
        'change_fail_rate',
        'change_lead_time',
        'change_lead_time_p85',
        'deploy_freq',
        'deploy_rework_rate',
        'failed_deploy_recovery',
        'lt_coding',
        'lt_deploy_wait',
        'lt_merge_wait',
        'lt_pickup',
        'lt_review',
        'merged_changes',
        'review_reliability',
        'review_response',
        'wip_age_p85'
    ]) }}
{%- endmacro %}
