{{ staged_quarantine('git') }}
