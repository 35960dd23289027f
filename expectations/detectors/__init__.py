"""Detectors: whether a signal may no longer mean what it did.

Here: one SQL file and its yml a detector, and what runs them. Not here: broken signals, which gates
hold back (`expectations/suites/signals.py`); what detectors read (`declarations/`).
"""
