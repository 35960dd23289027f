"""The suites: what each landed stream, signal and published table should fulfil.

Here: builder functions, one a suite. Not here: which relation they judge (`registry.py`).
"""
