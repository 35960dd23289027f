"""The quarterly audit and what it judges pilots by.

Here: statistics and rules as plain functions. Not here: when they run (`orchestration/`).
"""
