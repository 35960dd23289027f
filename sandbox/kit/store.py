"""What a tool's records must offer so that faults and comparisons can be general.

Belongs here: the protocol. Does not belong here: any records.
"""

from collections.abc import Mapping
from typing import Any, Protocol

Truth = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Stream name to key (as text) to columns: what extraction should have landed of it."""


class ChangeError(ValueError):
    """A change that cannot be made; the message names what was asked for and the remedy."""


class Store(Protocol):
    """The records a tool serves. The same calls in the same order change the same records."""

    def truth(self) -> Truth:
        """Every live record that extraction should land: keys, states, instants as ISO text."""

    def touch(self, share: float) -> int:
        """Change a share (0 to 1) of the records now, at least one; how many were changed."""

    def delete(self, stream: str, key: str) -> None:
        """Take a record away for good.

        Raises:
            ChangeError: There is none, or the tool never deletes such records.
        """
