"""A landing lake as large as wished, written without HTTP: copies of a landed organisation.

Belongs here: how a record is renamed for a copy, how a lake of copies is written, and the proof
that a copied team has the numbers of the team it copies. Does not belong here: what a build of it
costs (`bench/scale`).
"""
