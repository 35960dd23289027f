"""The families of metrics, one module each: their rules and how their items are found.

Belongs here: the list of families. Does not belong here: any definition.
"""

from types import ModuleType

from tests.reference.families import (
    code,
    continuous_integration,
    customers,
    defects,
    experience,
    flaky_tests,
    flow,
    learning,
    paging,
    planning,
    reliability,
    reviewing,
)

FAMILIES: tuple[ModuleType, ...] = (
    code,
    continuous_integration,
    customers,
    defects,
    experience,
    flaky_tests,
    flow,
    learning,
    paging,
    planning,
    reliability,
    reviewing,
)
