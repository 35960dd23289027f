"""DevLake's documented DORA rules and a pandas script beside our marts, over equal rows.

Here: a world of a wished number of deployments, the rows all three are given, their answers, what
each takes, and planted cases whose truth is known. Not here: the rest of `make bench`.
"""
