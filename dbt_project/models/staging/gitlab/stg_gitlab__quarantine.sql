{{ staged_quarantine('gitlab') }}
