"""Governance as code: what is never done to people, checked over dbt's manifest and the SQL.

Belongs here: the rules, and the reading of SQL they need. Does not belong here: rows (the suites),
the words of detectors, decisions by verdict (`dbt_project/tests/singular/`).
"""
