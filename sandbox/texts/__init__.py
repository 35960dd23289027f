"""What things are called, where a scenario wants names that break careless software.

Belongs here: the hostile texts, and where they stand in a world. Does not belong here: what
happens in the world (`sandbox.simulation`); names change nothing of it.
"""
