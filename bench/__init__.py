"""Measurements of this project's own costs and promises; `docs/measurements.md` holds results.

Belongs here: what `make bench` and `make soak` run. Does not belong here: tests (`tests/`).
"""
