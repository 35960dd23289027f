"""The order of all tests. Not here: fixtures, which live beside the tests that use them."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
LONGEST_FIRST = ("e2e", "browser", "dbt", "orchestration")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Folders whose files take minutes come first, so that no processor waits for the last one."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    folder = item.path.relative_to(HERE).parts[0]
    return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)
