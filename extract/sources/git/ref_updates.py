"""Which refs moved between two looks, and how.

Belongs here: comparing what was landed with what is there now. Does not belong here: when a ref
moved, which git does not record: only that it did, somewhere between two looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from extract.core.source import Row


def update_rows(
    repository: str,
    known: Mapping[str, Row],
    refs: Mapping[str, tuple[str, str | None]],
    is_ancestor: Callable[[str, str], bool],
) -> Iterator[Row]:
    """Yield one row for each ref that was created, deleted or moved, in order of their names.

    Args:
        repository: Its name.
        known: The landed rows of ``refs``, by ref.
        refs: Each ref's object and commit now.
        is_ancestor: Whether the first commit can be reached from the second.
    """
    for ref in sorted(known.keys() | refs.keys()):
        before = _target(known[ref]["object_sha"], known[ref]["commit_sha"]) if ref in known else ""
        after = _target(*refs[ref]) if ref in refs else ""
        if before == after:
            continue
        update_type = "updated" if before and after else "created" if after else "deleted"
        is_moved = update_type == "updated"
        yield {
            "repository": repository,
            "ref": ref,
            "update_type": update_type,
            "before_sha": before or None,
            "after_sha": after or None,
            "is_forced": is_moved and _is_forced(ref, before, after, is_ancestor),
        }


def _target(object_sha: str, commit_sha: str | None) -> str:
    """Return what a ref means: a commit, or else whatever object it names."""
    return commit_sha or object_sha


def _is_forced(ref: str, before: str, after: str, is_ancestor: Callable[[str, str], bool]) -> bool:
    """Whether a move dropped something: a tag never moves unless forced to."""
    return ref.startswith("refs/tags/") or not is_ancestor(before, after)
