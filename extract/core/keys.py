"""Makes keys for records that their tool gives none.

Belongs here: that one function. Does not belong here: what a key is made of (the sources).
"""

from __future__ import annotations

import hashlib

_DIGITS = 32


def digest(*parts: str | int | None) -> str:
    """Return 32 hexadecimal digits made of the parts; no part runs into the next."""
    texts = ["" if part is None else str(part) for part in parts]
    joined = "".join(f"{len(text)}:{text}" for text in texts)
    return hashlib.sha256(joined.encode()).hexdigest()[:_DIGITS]
