"""The register of erased people: what later extractions land instead of them.

Belongs here: keyed digests of erased identifiers, and the pseudonyms. Does not belong here: finding
a person's identifiers, or rewriting what is landed already (``orchestration.erasure``).

The register holds no identity: an identifier is found by making the same digest of it. Whoever
holds both the key and the register can test a guess, so the key is a secret like the tokens; in
the environment it is out of reach of who merely holds the data.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from extract.core import tokens
from extract.core.errors import SettingsError
from extract.core.settings import Secret, optional

KEY = "TEAM_OUTCOMES_ERASURE_KEY"
_FEWEST = 16


@dataclass(frozen=True)
class Entry:
    """One erased identifier.

    Attributes:
        digest: Of the identifier, by the key.
        becomes: Its pseudonym.
        is_whole: It is replaced as a whole value where people are named only, because it is also
            somebody's or something's name.
        sources: The tools where it is this person's; empty for all.
    """

    digest: str
    becomes: str
    is_whole: bool
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """The erased identifiers of a data root.

    Attributes:
        key: Makes digests.
        entries: What is erased.
        lengths: How long the cores are that are replaced in any text.
        most_words: How many words the longest of them has.
    """

    key: Secret
    entries: tuple[Entry, ...] = ()
    lengths: frozenset[int] = frozenset()
    most_words: int = 0

    def digest(self, text: str) -> str:
        """The digest of an identifier in its comparable form."""
        key = hashlib.sha256(self.key.reveal().encode()).digest()
        return hashlib.blake2b(text.encode(), key=key, digest_size=20).hexdigest()

    def adding(
        self, identifier: str, becomes: str, *, is_whole: bool, sources: tuple[str, ...] = ()
    ) -> Register:
        """A register that holds one more identifier; the same one for one that it holds.

        Args:
            identifier: A person_id, an account, or another name of somebody.
            becomes: Its pseudonym.
            is_whole: Replace it as a whole value where people are named only.
            sources: The tools where it is this person's; empty for all.
        """
        cores: set[str] = set()
        if not is_whole:
            cores = {tokens.core(form) for form in tokens.spellings(identifier)} - {""}
        added = [
            Entry(self.digest(tokens.whole(identifier)), becomes, is_whole=True, sources=sources)
        ]
        added += [
            Entry(self.digest(core_of(form)), becomes, is_whole=False) for form in sorted(cores)
        ]
        known = {(entry.digest, entry.is_whole) for entry in self.entries}
        return replace(
            self,
            entries=(
                *self.entries,
                *(one for one in added if (one.digest, one.is_whole) not in known),
            ),
            lengths=self.lengths | {len(form) for form in cores},
            most_words=max([self.most_words, *map(tokens.word_count, cores)]),
        )

    def lookup(self, source: str | None = None) -> Erased:
        """What one source lands instead of what; None for what belongs to no source."""
        return Erased(self, source)


def core_of(form: str) -> str:
    """What is digested of an identifier that is replaced wherever it stands."""
    return f"core {form}"


class Erased:
    """The lookup of a register for one source.

    Args:
        register: What is erased.
        source: The tool whose records are looked at.
    """

    def __init__(self, register: Register, source: str | None) -> None:
        self.lengths = register.lengths
        self.most_words = register.most_words
        self._digest = register.digest
        self._whole: dict[str, str] = {}
        self._core: dict[str, str] = {}
        for entry in register.entries:
            if not entry.is_whole:
                self._core[entry.digest] = entry.becomes
            elif not entry.sources or source in entry.sources:
                self._whole[entry.digest] = entry.becomes
        self._known: dict[str, str | None] = {}

    def anywhere(self, core: str) -> str | None:
        """What the core of an identifier becomes wherever it stands."""
        return self._core.get(self._digest(core_of(core)))

    def where_people_are_named(self, whole: str) -> str | None:
        """What an account becomes as a whole value of a column about people."""
        if whole not in self._known:
            self._known[whole] = self._whole.get(self._digest(whole))
        return self._known[whole]


def file_of(home: Path) -> Path:
    """Where the register of a data root lies."""
    return home / "landing" / "erasures.json"


def key_file_of(home: Path) -> Path:
    """Where the key lies if the environment holds none."""
    return home / "keys" / "erasures.key"


def read(home: Path, environment: Mapping[str, str] | None = None) -> Register | None:
    """The register of a data root; None if nobody was erased.

    Raises:
        SettingsError: The register is there and its key is not: landing anything would bring
            erased people back.
    """
    file = file_of(home)
    if not file.exists():
        return None
    key = _key(home, environment)
    try:
        content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        entries = tuple(Entry(**{**e, "sources": tuple(e["sources"])}) for e in content["entries"])
        lengths = frozenset(map(int, content["lengths"]))
        most_words, stated = int(content["most_words"]), content["key_fingerprint"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"{file} cannot be read, and without it erased people would come back; restore it from "
            "a backup."
        ) from error
    if key is None or _fingerprint(key) != stated:
        raise SettingsError(
            f"{KEY} is {'not set' if key is None else 'another key'} than the one that {file} was "
            "written with; nothing is landed, because erased people would come back. Set it to "
            "the key of that time."
        )
    return Register(key, entries, lengths, most_words)


def begun(home: Path, environment: Mapping[str, str] | None = None) -> Register:
    """The register of a data root; an empty one, with a key, if nobody was erased yet."""
    register = read(home, environment)
    if register is not None:
        return register
    key = _key(home, environment)
    if key is None:
        key = Secret(secrets.token_hex(32))
        put(key_file_of(home), f"{key.reveal()}\n".encode(), mode=0o600)
    return Register(key)


def write(home: Path, register: Register, environment: Mapping[str, str] | None = None) -> None:
    """Keep a register, in one step."""
    key = _key(home, environment)
    content = {
        "what": "Keyed digests of erased identifiers, and what is landed instead of them.",
        "key_fingerprint": _fingerprint(key) if key else "",
        "lengths": sorted(register.lengths),
        "most_words": register.most_words,
        "entries": [asdict(entry) for entry in register.entries],
    }
    put(file_of(home), json.dumps(content, indent=1).encode())


def put(file: Path, content: bytes, mode: int = 0o644) -> None:
    """Put a content in the place of a file in one step, and have it on the disk."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.unfinished")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(draft, file)  # noqa: PTH105 - the one call known to be atomic


def _key(home: Path, environment: Mapping[str, str] | None) -> Secret | None:
    text = optional(os.environ if environment is None else environment, KEY)
    if text is None and key_file_of(home).exists():
        text = key_file_of(home).read_text(encoding="utf-8").strip()
    if text is not None and len(text) < _FEWEST:
        raise SettingsError(f"{KEY} is too short for a secret; set it to 16 characters or more.")
    return Secret(text) if text else None


def _fingerprint(key: Secret) -> str:
    return hashlib.sha256(f"which key is this {key.reveal()}".encode()).hexdigest()[:16]
