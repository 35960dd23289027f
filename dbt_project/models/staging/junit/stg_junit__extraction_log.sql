{{ staged_extraction_log('junit') }}
