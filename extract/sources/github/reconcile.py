"""Finds what vanished, and what slipped past, by comparing counts.

Belongs here: GitHub's totals against landed live records, and the sweep of identifiers that
settles a difference. Does not belong here: reading changes (``sweep.py``).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from extract.core import fields
from extract.core.errors import VisibilityError
from extract.core.vanished import vanished
from extract.sources.github import queries
from extract.sources.github.repository import RepositoryRun
from extract.sources.github.swept_lists import LISTS, SweptList, key_of, page_of


def reconcile(run: RepositoryRun) -> None:
    """Land tombstones for records that are gone, and fetch records that were passed over.

    Nothing is asked where the counts agree, or where the same two counts were settled before
    (a record in quarantine keeps them apart for ever). Where only part of a list is wanted
    (``since``), counts say nothing.
    """
    if run.state.since:
        return
    differing = [swept for swept in LISTS if _differs(run, swept)]
    if not differing:
        return
    found = _identifiers(run, differing)
    for swept in differing:
        known = run.landing.known_keys(swept.stream, run.repository)
        missing = [found[swept.field][key] for key in found[swept.field].keys() - known]
        for raw in run.records(sorted(missing)):
            run.absorb(swept.kind, raw)
        _bury(run, swept, known, found[swept.field].keys())
    run.commit()
    for swept in differing:
        if swept.stream.name not in run.failures:
            run.state.of(swept.field).accepted = _counts(run, swept)
    run.commit()


def _bury(run: RepositoryRun, swept: SweptList, known: set[Any], found: Collection[Any]) -> None:
    """Add tombstones for what is gone; if that is too much to be believed, note the failure."""
    try:
        gone = vanished(known, found, run.request)
    except VisibilityError as error:
        run.failures[swept.stream.name] = error
    else:
        run.batch.add_vanished(swept.stream, gone, run.landing.landed)


def _differs(run: RepositoryRun, swept: SweptList) -> bool:
    counts = _counts(run, swept)
    return counts[0] != counts[1] and counts != run.state.of(swept.field).accepted


def _counts(run: RepositoryRun, swept: SweptList) -> list[int]:
    known = run.landing.known_keys(swept.stream, run.repository)
    return [run.totals[swept.stream.name], len(known)]


def _identifiers(run: RepositoryRun, lists: list[SweptList]) -> dict[str, dict[str, str]]:
    """Return, for each list, every record's key with its node identifier."""
    found: dict[str, dict[str, str]] = {swept.field: {} for swept in lists}
    cursors: dict[str, str | None] = dict.fromkeys(found)
    while cursors:
        variables: dict[str, Any] = dict(run.place)
        for swept in LISTS:
            variables[swept.field] = swept.field in cursors
            variables[f"{swept.field}After"] = cursors.get(swept.field)
        answer = run.graphql(queries.IDENTIFIERS, variables)
        repository = fields.record(answer.get("repository"), "repository")
        for swept in lists:
            if swept.field not in cursors:
                continue
            page = page_of(repository, swept.field, cursors[swept.field])
            run.totals[swept.stream.name] = page.total
            for raw in page.nodes:
                identifier = fields.text(fields.record(raw, swept.kind), "id")
                found[swept.field][key_of(swept, raw, run.repository)] = identifier
            cursors[swept.field] = page.cursor
            if page.cursor is None:
                del cursors[swept.field]
    return found
