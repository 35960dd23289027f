-- depends_on: {{ ref('fct_team_metrics') }}
-- depends_on: {{ ref('rpt_workload_distribution') }}
-- The real columns of every table leaders read, and of what these are made from, speak of no single person (G10).
{{ finding_rows(columns_about_a_person()) }}
