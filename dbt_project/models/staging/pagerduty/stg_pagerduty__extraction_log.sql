{{ staged_extraction_log('pagerduty') }}
