{{ staged_extraction_log('alert_exports') }}
