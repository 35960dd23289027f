"""What most of these tests start from.

Does not belong here: worlds and clients themselves (`small_world`, `client`).
"""

import pytest

from tests.sandbox.github.client import GitHub
from tests.sandbox.github.small_world import make_world


@pytest.fixture
def github() -> GitHub:
    """The world made by hand, freshly served."""
    return GitHub(make_world())
