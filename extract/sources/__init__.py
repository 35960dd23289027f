"""One folder for each tool that records are extracted from.

Belongs here: sources that know their own tool. A source never imports another source.
"""
