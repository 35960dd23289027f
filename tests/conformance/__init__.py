"""Real recorded answers of GitHub, replayed through the extractor's own code.

Run by `make conformance SHARED=../shared`. Nothing of the recordings is copied here.
"""
