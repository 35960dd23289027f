"""The evidence brief: a draft of sentences about one team and quarter, each with its rows.

Here: reading published rows, sentences, citations and their check, pages, and the optional
rewording. Not here: the command (`orchestration/brief.py`), any number of its own.
"""
