"""Deletions are told from lost permissions by how many records are gone at once."""

from __future__ import annotations

import pytest

from extract.core.errors import VisibilityError
from extract.core.progress import Progress
from extract.core.source import RunRequest
from extract.core.vanished import vanished

REQUEST = RunRequest(Progress())


def test_a_few_records_that_are_no_longer_listed_were_deleted() -> None:
    assert vanished({1, 2, 3}, {3, 4}, REQUEST) == {1, 2}
    assert vanished(range(200), range(20, 200), REQUEST) == set(range(20))


def test_a_large_loss_is_not_believed() -> None:
    with pytest.raises(VisibilityError, match=r"21 of 200 landed records .* --accept-deletions"):
        vanished(range(200), range(21, 200), REQUEST)
    with pytest.raises(VisibilityError):
        vanished(range(11), (), REQUEST)


def test_a_large_loss_is_believed_when_told_to() -> None:
    told = RunRequest(Progress(), accept_deletions=True)
    assert vanished(range(50), (), told) == set(range(50))
