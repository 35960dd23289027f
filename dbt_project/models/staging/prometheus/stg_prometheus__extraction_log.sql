{{ staged_extraction_log('prometheus') }}
