"""Which names of columns are about a single person.

Belongs here: the pattern that guards, governance and the publication's own audit agree on. Does not
belong here: what they do about such a column.
"""

from __future__ import annotations

ABOUT_A_PERSON = (
    r"(?:^|_)(?:person|login|account|author|reviewer|actor|assignee|email|user|respondent)(?:_|$)"
)
