"""The REST endpoints that have no counterpart in GraphQL, and a few that everybody knows.

Belongs here: parameters, paging and answers as GitHub's OpenAPI description has them. Does not
belong here: rate limits and tokens (`sandbox.github.gate`, `sandbox.github.budget`).
"""
