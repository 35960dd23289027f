"""Which lines of a file's new version a commit wrote.

Belongs here: ranges of lines, from hunk headers to text. Does not belong here: whole patches.
"""

from __future__ import annotations

import re

LONGEST = 4000
"""Characters of the text; a change of more ranges than that has none, rather than some of them."""

_HUNK = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")


class LineRanges:
    """The ranges of one file, in order."""

    def __init__(self) -> None:
        self._ranges: list[str] = []
        self._length = 0

    def add_hunk(self, header: bytes) -> None:
        """Take the range of a hunk; one that only removes lines has none."""
        match = _HUNK.match(header)
        if match is None:
            return
        first = int(match.group(1))
        count = 1 if match.group(2) is None else int(match.group(2))
        if count == 0:
            return
        written = str(first) if count == 1 else f"{first}-{first + count - 1}"
        self._length += len(written) + 1
        if self._length <= LONGEST:
            self._ranges.append(written)

    def text(self) -> str | None:
        """Return the ranges as in ``1-5,9``; None if there are none, or too many."""
        if not self._ranges or self._length > LONGEST:
            return None
        return ",".join(self._ranges)
