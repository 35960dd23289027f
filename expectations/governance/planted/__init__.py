"""Violations planted in a small project, and what is near the border and allowed.

Belongs here: what the rules are tried on. Does not belong here: the rules; the tests that call this
(`tests/governance/`).
"""
