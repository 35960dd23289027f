"""The families of metrics, one module each: their rules and how their items are found.

Belongs here: the list of families. Does not belong here: any definition.
"""

from types import ModuleType

FAMILIES: tuple[ModuleType, ...] = ()
