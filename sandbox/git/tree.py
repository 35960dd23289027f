"""Which files a branch holds line by line, and how many lines a file needs from the start.

Belongs here: the arithmetic of files over many commits. Does not belong here: which commits there
are (`sandbox.git.plan`), or the form in which git wants them (`sandbox.git.building`).

The world says of each change how many lines it adds to and removes from which file, never what a
file held before. So a first pass only counts: it finds how long each file must have been at the
beginning for every later removal to find its lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_FEWEST = 3
_RENAMED_SHARE = 4
"""How many times its changed lines a renamed file has, so that it is still the same file."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a commit does to a file: `wish` is the world's word, such as `RENAMED`."""

    path: str
    additions: int
    deletions: int
    wish: str = "MODIFIED"

    @property
    def old_path(self) -> str:
        """Where the file was before, if the commit renames it."""
        folder, _, name = self.path.rpartition("/")
        return f"{folder}/former-{name}" if folder else f"former-{name}"


@dataclass(frozen=True, slots=True)
class Step:
    """A commit as far as files go: what it stands on and what it edits."""

    key: str
    parent: str | None
    edits: tuple[Edit, ...]


def lengths(steps: Sequence[Step]) -> tuple[Mapping[str, int], frozenset[str]]:
    """How long each file is at the beginning, and which files come to be later.

    Args:
        steps: In an order in which parents come first.
    """
    later = _candidates(steps)
    while True:
        needed, broken = _count(steps, later)
        if not broken:
            return needed, later
        later -= broken


def _candidates(steps: Iterable[Step]) -> frozenset[str]:
    """Files whose first edit says that they are new where it stands."""
    first: dict[str, Edit] = {}
    for step in steps:
        for edit in step.edits:
            first.setdefault(edit.path, edit)
    return frozenset(path for path, edit in first.items() if _can_begin(edit))


def _can_begin(edit: Edit) -> bool:
    is_new = edit.wish == "ADDED" and edit.deletions == 0 and edit.additions > 0
    return is_new or edit.wish == "RENAMED"


def former_length(edit: Edit) -> int:
    """How long a file is that will be renamed."""
    return _RENAMED_SHARE * (edit.additions + edit.deletions) + _FEWEST


def _count(steps: Sequence[Step], later: frozenset[str]) -> tuple[dict[str, int], frozenset[str]]:
    """The lengths needed, and those files of `later` that cannot come to be later after all."""
    needed: dict[str, int] = {}
    balances: dict[str | None, dict[str, int]] = {None: {}}
    began: set[str] = set()
    broken: set[str] = set()
    for step in steps:
        held = dict(balances[step.parent])
        for edit in step.edits:
            path = edit.path
            if path not in later:
                balance = held.get(path, 0)
                needed[path] = max(needed.get(path, _FEWEST), edit.deletions - balance + 1)
                held[path] = balance + edit.additions - edit.deletions
            elif path in held:
                if held[path] - edit.deletions < 1:
                    broken.add(path)
                held[path] += edit.additions - edit.deletions
            elif path in began or not _can_begin(edit):
                broken.add(path)
            else:
                began.add(path)
                renamed = edit.wish == "RENAMED"
                if renamed:
                    needed[edit.old_path] = former_length(edit)
                held[path] = edit.additions + (former_length(edit) if renamed else 0)
                held[path] -= edit.deletions
        balances[step.key] = held
    return needed, frozenset(broken)


def edited(lines: Sequence[bytes], added: Sequence[bytes], deletions: int) -> list[bytes]:
    """The lines of a file after an edit: a block is replaced, and some of it goes elsewhere.

    Where the edit lies follows from the sizes alone; no added line is like any other.
    """
    room = len(lines) - deletions
    at = (len(lines) * 7 + deletions * 3) % (room + 1)
    half = len(added) // 2
    kept = [*lines[:at], *added[half:], *lines[at + deletions :]]
    return [*added[:half], *kept] if at > 1 else [*kept, *added[:half]]
