{{ staged_extraction_log('sonarqube') }}
