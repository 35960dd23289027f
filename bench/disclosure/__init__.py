"""The disclosure laboratory: random organisations, four ways of publishing them, one adversary.

Belongs here: organisations, ways and the report. Does not belong here: rules and attacks
(`expectations/disclosure`), which it runs as they are shipped.
"""
