"""One raw record of GitLab to one row, by subject.

Belongs here: parsers. Does not belong here: requests, or which records are read.
"""
