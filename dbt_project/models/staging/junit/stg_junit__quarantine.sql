{{ staged_quarantine('junit') }}
