{{ staged_quarantine('alert_exports') }}
