"""The text that stands in the place of another one.

Belongs here: the choice, which follows from seed, place and plain text alone. Does not belong here:
the texts (`sandbox.texts.catalogue`), and the places in a world (`sandbox.texts.rewriting`).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.texts.catalogue import LINES, REFS, SEGMENTS, WORDS

PLAIN, HOSTILE = "plain", "hostile"
_SOURCES = "src/"
_TAKEN_BACK = "evert"
"""In what takes something back the words are read by the tools; they stay as they are."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Names as they are, or hostile ones; equal plain texts of a kind become equal hostile ones."""

    seed: int = 0
    is_hostile: bool = False

    def line(self, kind: str, plain: str) -> str:
        """A text without rules: a hostile one, and the plain one behind it."""
        if not self.is_hostile or _TAKEN_BACK in plain:
            return plain
        return f"{self._one(LINES, kind, plain)} {plain}".rstrip()

    def name(self, kind: str, plain: str) -> str:
        """A name of one line: the plain one, and a hostile one behind it."""
        return f"{plain} {self._one(WORDS, kind, plain)}" if self.is_hostile else plain

    def ref(self, plain: str) -> str:
        """The short name of a branch or tag; none of a default branch."""
        if not self.is_hostile or plain == "main":
            return plain
        return f"{plain}{self._one(REFS, 'ref', plain)}"

    def path(self, plain: str) -> str:
        """The path of a file: one of hand-written source lies in a folder with a hostile name."""
        before, found, after = plain.partition(_SOURCES)
        if not self.is_hostile or not found:
            return plain
        folder, _, _ = after.partition("/")
        return f"{before}{found}{self._one(SEGMENTS, 'folder', folder)}/{after}"

    def cell(self, kind: str, number: int) -> str:
        """A cell of a file that people keep; the next number has the next text."""
        return LINES[(self._number("cell", kind) + number) % len(LINES)]

    def _one(self, texts: Sequence[str], kind: str, plain: str) -> str:
        return texts[self._number(kind, plain) % len(texts)]

    def _number(self, *keys: str) -> int:
        text = "\x1f".join([str(self.seed), *keys])
        return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
