{{ staged_extraction_log('jira') }}
