"""`python -m bench.dashboards`: Superset's dashboards on a large publication and during swaps.

Here: a generated publication of 40 teams and 3 years, the queries Superset sends over it, and a
browser that reads while publications follow one another. Not here: the dashboards (`bi.superset`).
"""
