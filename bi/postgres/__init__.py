"""A mirror of what is published, in a Postgres database, with a schema and a role an audience.

Here: copying tables as they are. Not here: what a person is told about themselves, which is never
mirrored, and any number.
"""
