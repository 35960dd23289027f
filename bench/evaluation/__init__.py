"""The evaluation laboratory of detectors: organisations that never existed, with known truth.

Here: what fills `observed` without a warehouse, what is changed or planted in it, and how often
detectors ask. Not here: the detectors (`expectations/detectors/`), or the sandbox of tools.
"""
