{{ staged_extraction_log('gitlab') }}
