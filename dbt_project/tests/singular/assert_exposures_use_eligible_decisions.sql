-- depends_on: {{ ref('dim_metrics') }}
-- An exposure that says which decisions it serves, by which metrics, names none a metric is not eligible for (G10).
{{ finding_rows(ineligible_decisions()) }}
