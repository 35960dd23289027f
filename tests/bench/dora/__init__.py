"""DevLake's rules, pandas and the comparison, on rows made by hand."""
