"""A real bare repository, made from a plan by `git fast-import`.

Belongs here: blobs, trees and commits in the form git takes them, and what git should say of each.
Does not belong here: which commits there are (`sandbox.git.plan`).

The same plan gives the same bytes, so the same shas: nothing in it depends on the machine or the
day.
"""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.git.backend import command, environment
from sandbox.git.plan import IMPORT, Plan, PlannedCommit
from sandbox.git.rarities import RARITIES, Rarity
from sandbox.git.tree import Edit, Step, edited, lengths

WORK = "refs/work"
"""The ref under which commits are made; it is gone when the repository is served."""

Lines = list[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What git says of one file of a commit; counts are None for binaries.

    `changed_lines` are ranges of lines of the new version, as in `1-5,9`; None where this module
    does not keep account of them.
    """

    path: str
    old_path: str | None = None
    change_type: str = "modified"
    file_type: str = "file"
    additions: int | None = 0
    deletions: int | None = 0
    changed_lines: str | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """A repository on disk.

    Attributes:
        path: Where.
        shas: The sha git gave each commit, by its key.
        changes: What git says of the files of each commit, by its key.
    """

    path: Path
    shas: dict[str, str] = field(default_factory=dict)
    changes: dict[str, tuple[Change, ...]] = field(default_factory=dict)


def build(plan: Plan, path: Path) -> Built:
    """Make the repository; the folder must not exist yet."""
    path.mkdir(parents=True)
    run(path, "init", "--quiet", "--bare", "--template=")
    run(path, "symbolic-ref", "HEAD", f"refs/heads/{plan.default_branch}")
    built = Built(path)
    with FastImport(path) as writer:
        _Builder(plan, writer, built).write()
    run(path, "update-ref", "-d", WORK)
    return built


def run(path: Path, *arguments: str) -> str:
    """Run git on a repository and return its output."""
    done = subprocess.run(  # noqa: S603 - no shell, and arguments of our own
        command(f"--git-dir={path}", *arguments),
        env=environment(),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8", "replace").strip()


class FastImport:
    """A running `git fast-import`; use it as a context manager."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - no shell, and arguments of our own
            command(f"--git-dir={path}", "fast-import", "--quiet", "--force", "--done"),
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def send(self, *parts: bytes | str) -> None:
        """Give it a part of its input."""
        if self._process.stdin is not None:
            for part in parts:
                self._process.stdin.write(part.encode() if isinstance(part, str) else part)

    def data(self, content: bytes) -> None:
        """Give it a text or a file."""
        self.send(f"data {len(content)}\n", content, "\n")

    def sha(self, mark: int) -> str:
        """Ask for the sha of what has been marked."""
        if self._process.stdin is None or self._process.stdout is None:
            return ""
        self.send(f"get-mark :{mark}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().decode().strip()

    def __enter__(self) -> "FastImport":
        return self

    def __exit__(self, *_: object) -> None:
        self.send("done\n")
        self._process.communicate()
        if self._process.returncode:
            raise RuntimeError("git fast-import failed; its message stands above")


class _Builder:
    def __init__(self, plan: Plan, writer: FastImport, built: Built) -> None:
        self._plan = plan
        self._writer = writer
        self._built = built
        self._lines = 0
        self._trees: dict[str, dict[str, Lines]] = {}
        steps = [
            Step(commit.key, (commit.parents or (None,))[0], commit.edits)
            for commit in plan.commits
        ]
        self._needed, self._later = lengths(steps)

    def write(self) -> None:
        """Send every commit, then the refs."""
        marks: dict[str, int] = {}
        for mark, commit in enumerate(self._plan.commits, start=1):
            marks[commit.key] = mark
            self._head(commit, marks)
            parent = commit.parents[0] if commit.parents else ""
            tree = dict(self._trees.get(parent, {}))
            changes = [change for edit in commit.edits for change in self._edit(tree, edit)]
            if commit.key == IMPORT:
                changes += [self._new(tree, path, n) for path, n in sorted(self._needed.items())]
            changes += [self._rare(rarity) for rarity in RARITIES.get(commit.key, ())]
            self._trees[commit.key] = tree
            self._built.changes[commit.key] = tuple(changes)
            self._built.shas[commit.key] = self._writer.sha(mark)
        for ref, key in sorted(self._plan.refs.items()):
            self._writer.send(f"reset {ref}\nfrom :{marks[key]}\n\n")

    def _head(self, commit: PlannedCommit, marks: dict[str, int]) -> None:
        message = commit.message
        if commit.reverts in self._built.shas:
            message += f"\n\nThis reverts commit {self._built.shas[str(commit.reverts)]}."
        author, committer = commit.author, commit.committer
        self._writer.send(
            f"commit {WORK}\nmark :{marks[commit.key]}\n",
            f"author {author.name} <{author.address}> {commit.authored} +0000\n",
            f"committer {committer.name} <{committer.address}> {commit.committed} +0000\n",
        )
        self._writer.data(message.encode())
        for word, parent in zip(("from", *("merge",) * 9), commit.parents, strict=False):
            self._writer.send(f"{word} :{marks[parent]}\n")

    def _edit(self, tree: dict[str, Lines], edit: Edit) -> Sequence[Change]:
        """Change a file in a tree and tell git; a wish that cannot be granted is a plain edit."""
        path, old_path, change_type = edit.path, None, "modified"
        if path not in tree and edit.wish == "RENAMED":
            old_path, change_type = edit.old_path, "renamed"
            tree[path] = tree.pop(old_path)
            self._writer.send(f"D {old_path}\n")
        elif path not in tree:
            tree[path], change_type = [], "added"
        before = frozenset(tree[path])
        tree[path] = edited(tree[path], self._new_lines(edit.additions), edit.deletions)
        self._file(path, b"".join(tree[path]))
        return [
            Change(
                path=path,
                old_path=old_path,
                change_type=change_type,
                additions=edit.additions,
                deletions=edit.deletions,
                changed_lines=_ranges(tree[path], before),
            )
        ]

    def _new(self, tree: dict[str, Lines], path: str, length: int) -> Change:
        tree[path] = self._new_lines(length)
        self._file(path, b"".join(tree[path]))
        written = _ranges(tree[path], frozenset())
        return Change(path=path, change_type="added", additions=length, changed_lines=written)

    def _new_lines(self, count: int) -> Lines:
        """Lines that stand nowhere else in the repository."""
        self._lines += count
        return [b"%x\n" % number for number in range(self._lines - count, self._lines)]

    def _rare(self, rarity: Rarity) -> Change:
        if rarity.old_path is not None:
            self._writer.send(f"D {rarity.old_path}\n")
        if rarity.content is None:
            self._writer.send(f"D {rarity.path}\n")
        elif rarity.mode == "160000":
            self._writer.send(f"M 160000 {rarity.content.decode()} {rarity.path}\n")
        else:
            self._file(rarity.path, rarity.content, rarity.mode)
        return Change(
            path=rarity.path,
            old_path=rarity.old_path,
            change_type=rarity.change_type,
            file_type=rarity.file_type,
            additions=rarity.additions,
            deletions=rarity.deletions,
        )

    def _file(self, path: str, content: bytes, mode: str = "100644") -> None:
        self._writer.send(f"M {mode} inline {path}\n")
        self._writer.data(content)


def _ranges(lines: Lines, before: frozenset[bytes]) -> str:
    """The numbers of the lines that were not there before; no two lines of a file are alike."""
    numbers = [number for number, line in enumerate(lines, start=1) if line not in before]
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges)
