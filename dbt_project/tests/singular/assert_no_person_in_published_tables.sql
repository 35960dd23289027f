-- depends_on: {{ ref('fct_team_metrics') }}
-- depends_on: {{ ref('rpt_deployment_failure_links') }}
-- depends_on: {{ ref('rpt_workload_distribution') }}
-- depends_on: {{ ref('rpt_bottlenecks') }}
-- depends_on: {{ ref('rpt_bottleneck_evidence') }}
-- depends_on: {{ ref('rpt_module_risk') }}
-- depends_on: {{ ref('rpt_module_risk_evidence') }}
-- depends_on: {{ ref('rpt_safety_signals') }}
-- The real columns of every table leaders read, and of what these are made from, speak of no single person (G10).
{{ finding_rows(columns_about_a_person()) }}
