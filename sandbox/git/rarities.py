"""Entries that few commits have: binaries, links, submodules, deletions, declared origins.

Belongs here: the two commits' worth of them that every repository of the sandbox begins with.
Does not belong here: what the world says of its changes (`sandbox.git.plan`).
"""

from dataclasses import dataclass

from sandbox.git.plan import IMPORT, TIDY

_GUIDE = b"".join(b"Step %d of the guide.\n" % number for number in range(12))
_LOGO = bytes(range(256))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """One entry and what git says of it; `content` is None for what is deleted."""

    path: str
    content: bytes | None
    additions: int | None = 0
    deletions: int | None = 0
    change_type: str = "added"
    file_type: str = "file"
    mode: str = "100644"
    old_path: str | None = None


RARITIES = {
    IMPORT: (
        Rarity(
            path=".gitattributes",
            content=b"docs/reference.md linguist-generated\nimported/** linguist-vendored\n",
            additions=2,
        ),
        Rarity(path="docs/logo.png", content=_LOGO, additions=None, deletions=None),
        Rarity(path="docs/guide.md", content=_GUIDE, additions=12),
        Rarity(path="docs/obsolete.md", content=b"Nobody\nreads\nthis.\n", additions=3),
        Rarity(path="imported/parser.c", content=b"int parse(void);\n", additions=1),
    ),
    TIDY: (
        Rarity(
            path="docs/logo.png",
            content=_LOGO[::-1],
            additions=None,
            deletions=None,
            change_type="modified",
        ),
        Rarity(
            path="docs/guide/start.md",
            old_path="docs/guide.md",
            content=_GUIDE,
            change_type="renamed",
        ),
        Rarity(path="docs/obsolete.md", content=None, deletions=3, change_type="deleted"),
        Rarity(path="docs/reference.md", content=b"# Reference\n", additions=1),
        Rarity(
            path="docs/latest.md",
            content=b"guide/start.md",
            additions=1,
            file_type="symlink",
            mode="120000",
        ),
        Rarity(
            path="tools/shared",
            content=b"5" * 40,
            additions=1,
            file_type="submodule",
            mode="160000",
        ),
    ),
}
"""By the key of the commit."""
