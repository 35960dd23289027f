"""Guards: what should hold of sources, signals and published numbers, and what follows if not.

Here: suites, the one runner of Great Expectations, gates; and the catalogue of metrics. Not here:
computing a statistic (`dbt_project/models/signals`), acting on a gate (`orchestration`).
"""
