"""Everything that is held about one person, for that person.

Here: finding it, saying by which rule it came to be, the page, and the log of who looked. Not here:
numbers of teams (`publication`), removing anybody (`orchestration.erasure`).
"""
