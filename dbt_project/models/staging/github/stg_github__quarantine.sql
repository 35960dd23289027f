{{ staged_quarantine('github') }}
