"""GitHub, as far as the sandbox imitates it: GraphQL, REST, limits and faults.

Belongs here: the protocol. Does not belong here: what happened in the organisation
(`sandbox.simulation`) and how the process is started (`sandbox.server`).
"""
