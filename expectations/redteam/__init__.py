"""The red team: whether one person alone, within one week, can move a metric without better work.

Belongs here: attacks, their budgets, what they move, and what may be decided by a metric that
moves. Does not belong here: how a metric is computed (the compiled models are run as they are),
and whether a move would be seen (`detectors/`).
"""
