"""Apache Superset on leadership.duckdb, with its datasets, charts and dashboards as code.

Here: what is imported, the places it keeps things in, and starting it. Not here: what runs inside
Superset's own environment (`inside/`), which has none of our packages.
"""
