"""One repository's extraction: its refs, and with them its commits.

Belongs here: the steps, and what is committed together. Does not belong here: running git
(``mirror.py``), or which commits are read (``commits.py``).

Nothing is tombstoned but refs: a commit that no ref reaches any more has happened all the same.
"""

from __future__ import annotations

import hashlib
from datetime import UTC

from extract.core.batch import Batch
from extract.core.errors import VisibilityError
from extract.core.scope_log import PARTIAL, ScopeLog
from extract.sources.git import generated, rows
from extract.sources.git.accounts import fingerprint
from extract.sources.git.attributes import Attributes
from extract.sources.git.commits import CommitReading
from extract.sources.git.context import Context
from extract.sources.git.generated import Origins
from extract.sources.git.mirror import Listing, Mirror
from extract.sources.git.ref_updates import update_rows
from extract.sources.git.refusals import DamagedError
from extract.sources.git.state import RepositoryState
from extract.sources.git.streams import (
    COMMITS,
    DATA_STREAMS,
    REF_UPDATES,
    REFS,
    REPOSITORIES,
)


class RepositoryRun:
    """One run over one repository.

    Args:
        name: What the repository is called.
        mirror: Its mirror.
        context: The run.
    """

    def __init__(self, name: str, mirror: Mirror, context: Context) -> None:
        self._name = name
        self._mirror = mirror
        self._context = context
        self._landing = context.landing
        self._batch = Batch(name)
        stored = self._landing.read_state(name)
        self._state = RepositoryState.from_json(stored, context.request.since)
        self._known_refs = {
            row["ref"]: row for row in self._landing.landed.live_rows(REFS, name).values()
        }

    def read(self, log: ScopeLog) -> None:
        """Land everything new, and note in the log how it went.

        Raises:
            ExtractError: The repository could not be read; its state stays as it was.
        """
        listing = self._mirror.listed()
        self._check_visible(listing)
        if not self._is_as_landed(listing):
            self._mirror.update(listing)
            try:
                listing = self._read_mirror(listing)
            except DamagedError:
                self._mirror.remove()
                raise
        self._state.observed_at = self._landing.clock.now().isoformat()
        self._state.default_branch = listing.default_branch
        state = {self._name: self._state.as_json()}
        self._landing.commit(self._batch.take(), state, scope=self._name)
        for stream in DATA_STREAMS:
            log.read(stream)
        log.read(REPOSITORIES, 1)
        log.read(REFS, len(listing.objects))
        if listing.objects and listing.default_branch is None:
            log.read(COMMITS, None, "the server names no default branch", status=PARTIAL)

    def _check_visible(self, listing: Listing) -> None:
        """Refuse to believe that a repository that had refs has none any more."""
        believed = self._context.request.accept_deletions
        if self._known_refs and not listing.objects and not believed:
            raise VisibilityError(
                f"The server lists none of the {len(self._known_refs)} branches and tags it had; "
                "that looks like a lost permission, so they are kept. If they were deleted, run "
                "the source once with --accept-deletions."
            )

    def _is_as_landed(self, listing: Listing) -> bool:
        known = {ref: row["object_sha"] for ref, row in self._known_refs.items()}
        return (
            self._state.observed_at is not None
            and {self._landing.veiled.name(ref): sha for ref, sha in listing.objects.items()}
            == known
            and listing.default_branch == self._state.default_branch
            and self._state.reading.startswith(self._reading_of(""))
        )

    def _reading_of(self, attributes: str) -> str:
        """Return what landed rows depend on; when it changes, every commit is read again."""
        key = fingerprint(self._context.settings.account_key)
        return f"{generated.VERSION}|{key}|{self._state.since}|{attributes}"

    def _read_mirror(self, listing: Listing) -> Listing:
        """Put everything that is new in the mirror into the batch; return what it holds."""
        refs = self._mirror.refs()
        head = refs.get(f"refs/heads/{listing.default_branch}", (None, None))[1]
        attributes = Attributes(
            self._context.program, self._mirror.path, self._context.work / "attributes", head
        )
        reading = self._reading_of(hashlib.sha256(attributes.declared).hexdigest())
        tips = sorted({sha for _, sha in refs.values() if sha})
        commits = CommitReading(self._name, self._mirror, self._context, self._batch, tips, head)
        commits.read(
            Origins(attributes),
            self._state.since,
            again=self._state.reading != reading,
        )
        self._state.reading = reading
        held = Listing(
            {ref: object_sha for ref, (object_sha, _) in refs.items()},
            listing.default_branch if head else None,
        )
        self._add_refs(refs)
        self._batch.rows[REPOSITORIES.name].append(
            {
                "repository": self._name,
                "default_branch": held.default_branch,
                "head_sha": head,
                "object_format": listing.object_format,
            }
        )
        return held

    def _add_refs(self, refs: dict[str, tuple[str, str | None]]) -> None:
        # Landed names may hold the pseudonym of somebody who was erased.
        refs = {self._landing.veiled.name(ref): found for ref, found in refs.items()}
        gone = self._known_refs.keys() - refs.keys()
        self._batch.rows[REFS.name].extend(
            rows.ref_row(self._name, ref, *found) for ref, found in refs.items()
        )
        self._batch.add_tombstones(REFS, {f"{self._name}:{ref}" for ref in gone})
        observed_before = self._state.observed()
        if observed_before is None:
            return
        now = self._landing.clock.now().astimezone(UTC).replace(tzinfo=None)
        for update in update_rows(self._name, self._known_refs, refs, self._mirror.is_ancestor):
            self._state.updates += 1
            self._batch.rows[REF_UPDATES.name].append(
                update
                | {
                    "ref_update_id": f"{self._name}:{self._state.updates}",
                    "observed_at": now,
                    "previously_observed_at": observed_before,
                }
            )
