"""Extraction: from the tools' APIs and the file drops to the landing lake.

Belongs here: asking, landing, remembering. Does not belong here: what the numbers mean (dbt),
whether they can be trusted (expectations), or when this runs (orchestration).
"""
