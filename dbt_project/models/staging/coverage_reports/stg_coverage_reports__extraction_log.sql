{{ staged_extraction_log('coverage_reports') }}
