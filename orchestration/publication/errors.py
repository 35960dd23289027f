"""The error a publication ends with; the last good publication is then as it was.

Here: one class. Not here: deciding when.
"""

from __future__ import annotations


class PublicationError(Exception):
    """Nothing was published; the text is one line that says why and what to do."""
