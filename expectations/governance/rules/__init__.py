"""The rules: one module a subject, each with its rules and the functions that check them.

Belongs here: what is forbidden. Does not belong here: reading SQL and manifests (the modules
beside this package).
"""
