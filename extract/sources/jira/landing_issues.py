"""Lands the issues of one project: rows, links that are gone, issues that were deleted.

Belongs here: from raw chunks to commits. Does not belong here: asking Jira (``project.py``).
"""

from __future__ import annotations

from typing import Any

from extract.core.batch import Batch
from extract.core.landing import Landing
from extract.core.source import Row
from extract.sources.jira.parsing import changes, issues
from extract.sources.jira.project import Chunk, ProjectReader
from extract.sources.jira.site_fields import SiteFields
from extract.sources.jira.streams import ISSUE_CHANGES, ISSUE_LINKS, ISSUES


class IssueLanding:
    """Lands chunks of issues.

    Args:
        landing: Takes the rows.
        site: Which fields are read.
    """

    def __init__(self, landing: Landing, site: SiteFields) -> None:
        self._landing = landing
        self._site = site

    def land(self, reader: ProjectReader, chunk: Chunk) -> None:
        """Land a chunk together with how far it brings its project."""
        batch = self.batch(reader.key, chunk)
        state = reader.state
        if chunk.is_first_reading:
            state.met(chunk.newest, chunk.oldest)
            if chunk.ends:
                state.finish()
        elif chunk.ends:
            state.advance(chunk.newest)
        self._landing.commit(batch.take(), {reader.key: state.as_json()}, scope=reader.key)

    def batch(self, key: str, chunk: Chunk) -> Batch:
        """Return the rows of a chunk, with tombstones for links that its issues lost."""
        batch = Batch(key)
        whole: set[int] = set()
        for raw in chunk.issues:
            issue = issues.cleaned(raw, self._site)
            row = batch.add(ISSUES, issues.issue_row, issue, self._site)
            if row is not None and self._add_links(batch, row, issue):
                whole.add(row["issue_id"])
        projects = {row["issue_id"]: row["project_key"] for row in batch.rows[ISSUES.name]}
        for issue_id, histories in chunk.histories.items():
            for history in histories:
                for item in changes.items(history, self._site):
                    place = (issue_id, projects.get(issue_id, key))
                    batch.add(ISSUE_CHANGES, changes.change_row, item, *place)
        present = {row[ISSUE_LINKS.key] for row in batch.rows[ISSUE_LINKS.name]}
        landed = self._landing.landed.children(ISSUE_LINKS, ISSUES.key, whole)
        batch.add_tombstones(ISSUE_LINKS, landed.keys() - present)
        return batch

    def _add_links(self, batch: Batch, row: Row, issue: Any) -> bool:
        """Add an issue's links; return whether all of them could be read."""
        links = issue["fields"].get("issuelinks") or []
        context = (row["issue_id"], row["project_key"])
        rows = [batch.add(ISSUE_LINKS, issues.link_row, link, *context) for link in links]
        return None not in rows

    def bury(self, key: str, gone: set[int]) -> None:
        """Land the tombstones of deleted issues, and of all that went with them."""
        batch, landed = Batch(key), self._landing.landed
        batch.add_tombstones(ISSUES, gone)
        batch.add_tombstones(ISSUE_CHANGES, landed.children(ISSUE_CHANGES, ISSUES.key, gone))
        # Jira takes a link away at both ends, but that is no update of the issue that stays.
        for end in (ISSUES.key, "other_issue_id"):
            batch.add_tombstones(ISSUE_LINKS, landed.children(ISSUE_LINKS, end, gone))
        self._landing.commit(batch.take(), scope=key)
