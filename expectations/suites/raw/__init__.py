"""What the sources should send us, one module a source.

Here: rules about records as landed, before any model of ours. Not here: allowed values and columns
(`sig_schema_drift`), completeness (`sig_load_completeness`), keys of staging models (their yml).
"""
