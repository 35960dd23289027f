{{ staged_extraction_log('github') }}
