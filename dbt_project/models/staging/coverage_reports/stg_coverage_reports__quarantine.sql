{{ staged_quarantine('coverage_reports') }}
