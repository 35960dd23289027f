{{ staged_extraction_log('file_drops') }}
