"""GitHub's own published descriptions of its APIs, as tests compare against them.

Belongs here: fetching them once (`python -m tests.official.fetch`) and reading them. Does not
belong here: the descriptions themselves, which are nobody's to commit but their vendor's.
"""
