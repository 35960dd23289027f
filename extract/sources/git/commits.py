"""The commits of one repository: which to read, reading them, and those that have moved.

Belongs here: from the mirror to rows of ``commits`` and ``file_changes``. Does not belong here:
refs (``repository.py``), the format of git's answers (``history.py``), how a row looks
(``rows.py``).

A commit never changes, so only those that are reachable and not landed yet are read. What does
change is where a commit can be reached from; of a landed commit for which that has changed the row
is landed again.
"""

from __future__ import annotations

from collections.abc import Iterable

from extract.core.batch import Batch
from extract.core.errors import RecordError
from extract.core.source import Row
from extract.sources.git import history, rows
from extract.sources.git.context import Context
from extract.sources.git.generated import Origins
from extract.sources.git.mirror import Mirror
from extract.sources.git.streams import COMMITS, FILE_CHANGES

_ROWS_TOGETHER = 5000
"""Rows between two commits to the landing: what a kill can cost."""

_ON_DEFAULT = "is_on_default_branch"
_REACHABLE = "is_reachable"


class CommitReading:
    """One look at the commits of one repository.

    Args:
        name: What the repository is called.
        mirror: Its mirror.
        context: The run.
        batch: Takes the rows that are to be committed together with the state.
        tips: The commits that branches and tags lead to.
        head: The newest commit of the default branch; None if the server names no such branch.
    """

    def __init__(
        self,
        name: str,
        mirror: Mirror,
        context: Context,
        batch: Batch,
        tips: list[str],
        head: str | None,
    ) -> None:
        self._name = name
        self._mirror = mirror
        self._context = context
        self._batch = batch
        self._tips = tips
        self._reachable = frozenset(mirror.reached(tips))
        self._on_default = frozenset(mirror.reached([head])) if head else None

    def read(self, origins: Origins, since: str | None, *, again: bool) -> None:
        """Add the rows of every commit that is new or has moved.

        Args:
            origins: Tells which files are generated or vendored.
            since: Leave out commits from before this instant (ISO).
            again: Whether to read those, too, that are landed already.
        """
        landed = self._context.landing.landed.live_rows(
            COMMITS, self._name, ("commit_sha", _ON_DEFAULT, _REACHABLE)
        )
        wanted = self._mirror.reached(self._tips, *([f"--since={since}"] if since else []))
        if not again:
            known = {row["commit_sha"] for row in landed.values()}
            wanted = [sha for sha in wanted if sha not in known]
        if wanted:
            self._read_commits(wanted, origins)
        new = set(wanted)
        self._add_moved({k: row for k, row in landed.items() if row["commit_sha"] not in new})

    def _read_commits(self, wanted: list[str], origins: Origins) -> None:
        waiting: list[history.Commit] = []
        size = done = 0
        program = self._context.program
        stdin = "".join(f"{sha}\n" for sha in wanted).encode()
        with program.streamed(self._mirror.path, *history.ARGUMENTS, stdin=stdin) as output:
            for commit in history.read(output):
                # Only what another commit follows is sure to be whole before git has ended well.
                if size >= _ROWS_TOGETHER:
                    self._add_commits(waiting, origins)
                    self._context.landing.commit(self._batch.take(), scope=self._name)
                    done += len(waiting)
                    self._context.request.progress.describe(
                        f"{self._name}: {done} of {len(wanted)} commits"
                    )
                    waiting, size = [], 0
                waiting.append(commit)
                size += 1 + len(commit.files)
        self._add_commits(waiting, origins)

    def _add_commits(self, commits: Iterable[history.Commit], origins: Origins) -> None:
        origins.learn({file.path for commit in commits for file in commit.files})
        for commit in commits:
            row = rows.commit_row(commit, self._name, self._context.settings.account_key)
            self._batch.rows[COMMITS.name].append(row | self._flags(commit.sha, None))
            for file, change in rows.file_change_rows(commit, self._name, origins):
                if isinstance(change, RecordError):
                    self._batch.quarantine(FILE_CHANGES, {"path": str(file.path)}, change)
                else:
                    self._batch.rows[FILE_CHANGES.name].append(change)

    def _add_moved(self, landed: dict[str, Row]) -> None:
        """Add the rows of landed commits that other refs reach now, or none any more."""
        moved: dict[str, Row] = {}
        for key, row in landed.items():
            flags = self._flags(row["commit_sha"], row[_ON_DEFAULT])
            if any(row[name] != value for name, value in flags.items()):
                moved[key] = flags
        if not moved:
            return
        whole = self._context.landing.landed.live_rows(COMMITS, self._name)
        self._batch.rows[COMMITS.name].extend(whole[key] | flags for key, flags in moved.items())

    def _flags(self, sha: str, was_on_default: bool | None) -> Row:  # noqa: FBT001
        """Where a commit can be reached from.

        While the server names no default branch, what was known of it stays.
        """
        is_on_default = was_on_default if self._on_default is None else sha in self._on_default
        return {_ON_DEFAULT: is_on_default, _REACHABLE: sha in self._reachable}
