{{ staged_quarantine('pagerduty') }}
