-- The streams whose versions are compared are exactly the declared ones that carry a tool's records.
{{ finding_rows(unprofiled_streams()) }}
