"""The same models on Spark: a cluster on this machine, the build, and the way back to the guards.

Here: what runs once for a Spark build. Not here: SQL (`dbt_project`, whose macros speak to both
engines), guards (`expectations`) and publication, which read the warehouse as always.
"""
