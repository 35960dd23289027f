"""The models of dbt as assets, and its data tests as asset checks.

Here: the translation of names. Not here: SQL.
"""

from orchestration.defs.transformation.assets import warehouse

ASSETS = [warehouse]
