"""Months of daily runs in a row, with faults and kills, and what they leave behind.

Here: days on which time goes on and the landing grows. Not here: one run killed at one moment
(`soak.py`), one source read while things go wrong (`faults.py`).
"""
