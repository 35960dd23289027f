"""What a repository declares of its files in ``.gitattributes``.

Belongs here: having git evaluate these files, which only it does right. Does not belong here: what
the values mean (``generated.py``).
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from extract.sources.git.program import GitProgram

_FILES = (b"\t.gitattributes", b"/.gitattributes")


class Attributes:
    """The attributes of one repository, as of one commit.

    A bare repository has no files, so git gets an index that holds the ``.gitattributes`` alone.

    Args:
        program: Runs git.
        mirror: The bare repository.
        index: A file for the index.
        commit: Whose declarations hold; None for an empty repository.

    Attributes:
        declared: The ``.gitattributes`` files by name and content; empty if there are none.
    """

    def __init__(self, program: GitProgram, mirror: Path, index: Path, commit: str | None) -> None:
        self._program = program
        self._mirror = mirror
        self._index = index
        index.unlink(missing_ok=True)
        self.declared = b"" if commit is None else self._listed(commit)
        if self.declared:
            self._run("update-index", "-z", "--index-info", stdin=self.declared)

    def values(self, paths: Collection[bytes], names: Collection[str]) -> list[str]:
        """Return the values of attributes, path by path, as ``git check-attr`` words them."""
        stdin = b"".join(path + b"\0" for path in paths)
        said = self._run("check-attr", "--cached", "-z", "--stdin", *names, stdin=stdin)
        return [value.decode("utf-8", "replace") for value in said.split(b"\0")[2::3]]

    def _listed(self, commit: str) -> bytes:
        listed = self._run("ls-tree", "-r", "-z", "--full-tree", commit)
        found = [entry for entry in listed.split(b"\0") if entry.endswith(_FILES)]
        return b"".join(entry + b"\0" for entry in found)

    def _run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        index = str(self._index)
        return self._program.local(self._mirror, *arguments, stdin=stdin, GIT_INDEX_FILE=index)
