"""How long what is held about people is held, and removing what is older.

Here: the rules and what they take away. Not here: erasing a person (`orchestration.erasure`).
"""
