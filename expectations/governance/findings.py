"""What a rule is, and what it says when it is broken.

Belongs here: the words. Does not belong here: which rules there are (`rules/`), and how they are
checked.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """Something that is never done.

    Attributes:
        rule_id: Its name, for documents and exceptions.
        never: What is never done.
        why: The reason.
        instead: What to do.
    """

    rule_id: str
    never: str
    why: str
    instead: str


@dataclass(frozen=True)
class Finding:
    """One place where a rule is broken.

    Attributes:
        rule: The rule.
        subject: The model, exposure, source or file.
        part: The column or the piece of it; empty for the whole.
        what: What was found.
    """

    rule: Rule
    subject: str
    part: str
    what: str

    def in_words(self) -> str:
        """The finding for whoever has to mend it."""
        place = f"{self.subject}.{self.part}" if self.part else self.subject
        return (
            f"{self.rule.rule_id}: {place}: {self.what}\n"
            f"    why: {self.rule.why}\n"
            f"    instead: {self.rule.instead}"
        )
