"""The whole way of the data: Dagster's view of it, the daily job, publication.

Here: what runs in which order. Not here: extraction, SQL of the warehouse, rules.
"""
