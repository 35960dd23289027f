"""How the fields of the schema are answered, one module per area.

Belongs here: `FIELDS`, type name to field name to resolver, for the fields that are not simply
an attribute of the record (`sandbox.github.schema` adds those).
"""

from sandbox.github.context import Fields
from sandbox.github.resolvers import (
    accounts,
    commits,
    operations,
    pull_requests,
    repositories,
    root,
    timeline,
)

_AREAS = (root, accounts, repositories, commits, pull_requests, timeline, operations)

FIELDS: Fields = {
    name: {
        field: resolver for area in _AREAS for field, resolver in area.FIELDS.get(name, {}).items()
    }
    for name in {name for area in _AREAS for name in area.FIELDS}
}
