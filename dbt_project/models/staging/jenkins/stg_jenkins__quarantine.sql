{{ staged_quarantine('jenkins') }}
