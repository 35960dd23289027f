"""Changes to the served state while the server runs, made by the control endpoints.

Belongs here: touching, deleting, shifting. Does not belong here: the story of the organisation
(`sandbox.simulation`). The same calls in the same order change the same records.
"""

import math
import random
from dataclasses import replace
from typing import Any

from sandbox.github.store import RepositoryState, Shelf, Store
from sandbox.github.text import pack
from sandbox.kit.store import ChangeError
from sandbox.world import PullRequest, Review

_FIRST_REVIEW_ID = 8_000_000_000
_DELETABLE = {"issue": "issues", "release": "releases", "deployment": "deployments"}

DELETABLE = tuple(_DELETABLE.values())
"""Streams whose records GitHub lets people delete."""


class Changes:
    """Makes changes to a store; every draw depends on the seed and the change's number only."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._made = 0
        self._every: int | None = None
        self._pages = 0

    def touch(self, repository: str, share: float) -> list[int]:
        """Give a share (0 to 1) of a repository's pull requests one more review, now.

        At least one is touched, if there is any.

        Returns:
            The touched numbers, ascending.
        """
        state = self._state(repository)
        numbers = sorted(state.pull_requests.records)
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 < share <= 1:
            raise ChangeError(f"share is {share!r}; give a number above 0 and up to 1")
        count = min(len(numbers), max(1, math.ceil(len(numbers) * share)))
        touched = sorted(self._draw().sample(numbers, count))
        for number in touched:
            self._review(state, state.pull_requests.records[number])
        return touched

    def touch_everywhere(self, share: float) -> int:
        """Touch that share of the pull requests of every repository that has any.

        Returns:
            How many were touched.
        """
        states = [s for s in self._store.repositories.values() if s.pull_requests.records]
        return sum(len(self.touch(state.full_name, share)) for state in states)

    def _draw(self) -> random.Random:
        self._made += 1
        return random.Random(f"{self._store.world.seed}:{self._made}")  # noqa: S311 - no secret

    def _review(self, state: RepositoryState, pull_request: PullRequest) -> None:
        self._made += 1
        now = self._store.world.as_of
        people = [
            account
            for account in self._store.world.accounts
            if account.kind == "User" and account != pull_request.author
        ]
        review = Review(
            node_id=pack("PRR", f"{pull_request.node_id}:{self._made}"),
            database_id=_FIRST_REVIEW_ID + self._made,
            author=people[self._made % len(people)] if people else None,
            state="COMMENTED",
            submitted_at=now,
            commit_sha=pull_request.head_sha or None,
            body="One more thought on this change.",
        )
        changed = replace(pull_request, updated_at=now, reviews=(*pull_request.reviews, review))
        state.pull_requests.put(changed)
        self._store.register(state, changed)

    def delete(
        self, repository: str, kind: str, *, number: int | None = None, id_: int | str | None = None
    ) -> None:
        """Delete an issue, release or deployment by its number, or its database or global id."""
        state = self._state(repository)
        if kind not in _DELETABLE:
            raise ChangeError(f"kind is {kind!r}; give one of {', '.join(_DELETABLE)}")
        shelf: Shelf = getattr(state, _DELETABLE[kind])
        for record in shelf.records.values():
            by_number = number is not None and getattr(record, "number", None) == number
            if by_number or id_ in {record.node_id, record.database_id}:
                shelf.remove(record)
                self._store.forget(record)
                return
        raise ChangeError(f"{repository} has no {kind} with number {number!r} or id {id_!r}")

    def delete_record(self, stream: str, key: str) -> None:
        """Delete the record that extraction lands in `stream` under `key`."""
        if stream not in DELETABLE:
            raise ChangeError(f"stream is {stream!r}; GitHub deletes {', '.join(DELETABLE)}")
        for state in self._store.repositories.values():
            shelf: Shelf = getattr(state, stream)
            for record in shelf.records.values():
                if record.node_id == key:
                    shelf.remove(record)
                    self._store.forget(record)
                    return
        raise ChangeError(f"there is no {key} among the {stream}")

    def shift(self, every: int | None) -> None:
        """From now on touch one pull request after every `every` pages; 0 or null stops it."""
        every = 0 if every is None else every
        if isinstance(every, bool) or not isinstance(every, int) or every < 0:
            raise ChangeError(f"every is {every!r}; give a number of pages, or 0 to stop")
        self._every, self._pages = every or None, 0

    def page_served(self) -> None:
        """Count a page and make the change that is due."""
        if self._every is None:
            return
        self._pages += 1
        if self._pages % self._every:
            return
        draw = self._draw()
        states = [s for s in self._store.repositories.values() if s.pull_requests.records]
        if states:
            state = draw.choice(states)
            number = draw.choice(sorted(state.pull_requests.records))
            self._review(state, state.pull_requests.records[number])

    def _state(self, repository: Any) -> RepositoryState:
        state = self._store.repository(repository) if isinstance(repository, str) else None
        if state is None:
            known = ", ".join(s.full_name for s in self._store.repositories.values())
            raise ChangeError(f"repository {repository!r} is unknown; known are {known}")
        return state
