{{ staged_extraction_log('jenkins') }}
