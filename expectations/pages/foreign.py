"""What others wrote, as a text that changes nothing around it.

Here: marks of direction, and what moves a terminal's cursor. Not here: HTML's own signs, which the
templates escape; our own words and figures (`words.py`).

Names may be written from right to left, and tools take any character.
"""

from __future__ import annotations

from unicodedata import category

EMBEDDING, ISOLATING = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
END_OF_EMBEDDING, END_OF_ISOLATING = "\u202c", "\u2069"
TURNING = f"{EMBEDDING}{ISOLATING}{END_OF_EMBEDDING}{END_OF_ISOLATING}\u200e\u200f"
MOVING = frozenset({"Cc", "Zl", "Zp"})
"""Unicode's categories of what is no sign but does something: controls, ends of lines."""


def closed(text: str) -> str:
    """A text with an end to every mark that turns its direction.

    Where nobody ends it, the rest of the sentence around a name would be turned, too.
    """
    if not any(sign in text for sign in EMBEDDING + ISOLATING):
        return text
    ends: list[str] = []
    for sign in text:
        if sign in EMBEDDING:
            ends.append(END_OF_EMBEDDING)
        elif sign in ISOLATING:
            ends.append(END_OF_ISOLATING)
        elif sign == END_OF_ISOLATING and sign in ends:
            while ends.pop() != END_OF_ISOLATING:
                continue
        elif ends and sign == ends[-1]:
            ends.pop()
    return text + "".join(reversed(ends))


def printable(text: str) -> str:
    """A line for a terminal: what would move its cursor or turn the line around is spelled out."""
    return "".join(
        f"\\u{ord(sign):04x}" if sign in TURNING or category(sign) in MOVING else sign
        for sign in text
    )
