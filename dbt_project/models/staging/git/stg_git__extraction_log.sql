{{ staged_extraction_log('git') }}
