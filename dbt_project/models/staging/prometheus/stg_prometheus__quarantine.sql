{{ staged_quarantine('prometheus') }}
