{{ staged_quarantine('sonarqube') }}
