"""Cuts a person's identity out of a data root and leaves the history of teams as it is.

Here: finding a person's identifiers, rewriting every file that holds one, and looking for what is
left. Not here: the register that keeps later extractions from bringing them back
(`extract.core.erasures`), and the command (`orchestration.erase`).
"""
