"""Parsers: one raw record of Jira to one row of a stream.

Belongs here: reading records. Does not belong here: requests.
"""
