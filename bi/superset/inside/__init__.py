"""What runs inside Superset's own virtual environment.

Here: its settings, its first steps, and how it finds the newest publication. Not here: anything
that needs a package of ours: only the standard library, Superset and `bi.superset.places`.
"""
