"""What Dagster knows, one folder a step of the way.

Here: wrapping. Not here: doing; each wrapped function runs, and is tested, without Dagster.
"""
