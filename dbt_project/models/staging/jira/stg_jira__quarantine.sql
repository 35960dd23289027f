{{ staged_quarantine('jira') }}
