"""Changes and their approvals.

Here: `changes`, `approvals`. Not here: coverage of changes (`rows_tests.py`).
"""

from __future__ import annotations

import numpy as np

from bench.evaluation.levers import Numbers
from bench.evaluation.organisation import Cells, Organisation, Rows, Whole

LARGE_LINES = 100
# Lines of a change, hours and minutes differ by so much around their medians (log scale).
LINES, PICKUP, DEPLOY, APPROVAL, LENGTH = 1.2, 1.1, 1.0, 1.3, 0.6
VENDORED_LINES = 20_000
SELDOM_MOVED, MOVED_LINES = 0.0008, 2_500
NOT_DEPLOYED = 0.03
FAST_MINUTES = 4.5
PADDED_LENGTH = 25


def changes(organisation: Organisation) -> Rows:
    """One row per change; a change in pieces is as many rows."""
    rng, levers = organisation.rng("changes"), organisation.levers
    counts = organisation.counts(rng, organisation.heads * levers["changes"])
    whole = organisation.cells(counts)
    lines = organisation.lognormal(rng, whole.of(levers["change_lines"]), LINES)
    pieces = _pieces(rng, whole.of(levers["split_pieces"]))
    cells = Cells(np.repeat(whole.at, pieces), organisation.weeks)
    written = np.maximum(np.repeat(lines / pieces, pieces), 1).round()
    generated = _generated(organisation, rng, cells)
    return {
        "team": cells.team,
        "week": cells.week,
        "change_id": np.arange(cells.count),
        "author_key": _people(organisation, rng, cells),
        "written_lines": written,
        "churn_lines": written + generated,
        "generated_lines": generated,
        "deploy_wait_hours": _lost(
            rng, organisation.lognormal(rng, cells.of(levers["deploy_wait_hours"]), DEPLOY)
        ),
        **_reviews(organisation, rng, cells, written),
    }


def _pieces(rng: np.random.Generator, mean: Numbers) -> Whole:
    """Whole pieces whose mean is right."""
    return (np.floor(mean) + (rng.random(len(mean)) < mean % 1)).astype(int)


def _generated(organisation: Organisation, rng: np.random.Generator, cells: Cells) -> Numbers:
    """Lock files and the like, seldom a folder that moves, and what was vendored on purpose."""
    levers = organisation.levers
    lines = organisation.lognormal(rng, cells.of(levers["generated_lines"]), LINES)
    lines *= rng.random(cells.count) < cells.of(levers["generated_share"])
    moved = rng.random(cells.count) < SELDOM_MOVED
    lines += moved * organisation.lognormal(rng, np.full(cells.count, MOVED_LINES), 1.0)
    lines += VENDORED_LINES * (rng.random(cells.count) < cells.of(levers["vendored_share"]))
    return lines.round()


def _reviews(
    organisation: Organisation, rng: np.random.Generator, cells: Cells, written: Numbers
) -> Rows:
    """Who looked, how long it took, and what was said."""
    levers = organisation.levers
    is_reviewed = rng.random(cells.count) >= cells.of(levers["unreviewed_share"])
    comments = organisation.counts(rng, cells.of(levers["comments"]), 1.0)
    minutes = organisation.lognormal(rng, cells.of(levers["approval_minutes"]), APPROVAL)
    is_fast = (rng.random(cells.count) < cells.of(levers["fast_silent_share"])) & (
        (written > LARGE_LINES) | (rng.random(cells.count) < 1 / 2)
    )
    comments = np.where(is_reviewed & ~is_fast, comments, 0)
    minutes = np.where(is_fast, FAST_MINUTES * rng.random(cells.count), minutes)
    has_substance = (comments > 0) & (rng.random(cells.count) < cells.of(levers["substance_share"]))
    length = organisation.lognormal(rng, cells.of(levers["comment_length"]), LENGTH)
    pickup = organisation.lognormal(rng, cells.of(levers["pickup_hours"]), PICKUP)
    return {
        "pickup_hours": np.where(is_reviewed, pickup, np.nan),
        "approval_minutes": np.where(is_reviewed, minutes, np.nan),
        "is_reviewed": is_reviewed,
        "is_approved": is_reviewed
        & (rng.random(cells.count) >= cells.of(levers["stale_approval_share"])),
        "has_substance": has_substance,
        "comment_count": comments,
        "comment_length": np.where(comments > 0, length, np.nan),
        "has_push_after_review": has_substance
        & (rng.random(cells.count) < cells.of(levers["push_share"])),
    }


def _lost(rng: np.random.Generator, values: Numbers) -> Numbers:
    return np.where(rng.random(len(values)) < NOT_DEPLOYED, np.nan, values)


def _people(organisation: Organisation, rng: np.random.Generator, cells: Cells) -> Whole:
    """Somebody of the team; the first ones do more."""
    return (organisation.people.ravel()[cells.at] * rng.random(cells.count) ** 1.25).astype(int)


def approvals(organisation: Organisation) -> Rows:
    """One row per approval; experts of a subject approve each other more often."""
    rng, levers = organisation.rng("approvals"), organisation.levers
    share = levers["changes"] * (1 - levers["unreviewed_share"])
    cells = organisation.cells(organisation.counts(rng, organisation.heads * share))
    people = organisation.people.ravel()[cells.at]
    author = _people(organisation, rng, cells)
    reviewer = _reviewer(organisation, rng, cells, author)
    partner = author ^ 1
    is_partner = (rng.random(cells.count) < cells.of(levers["partner_share"])) & (partner < people)
    return {
        "team": cells.team,
        "week": cells.week,
        "change_id": np.arange(cells.count),
        "author_key": author,
        "reviewer_key": np.where(is_partner, partner, reviewer),
    }


def _reviewer(
    organisation: Organisation, rng: np.random.Generator, cells: Cells, author: Whole
) -> Whole:
    """Drawn by how near two people's subjects are: the same for all weeks of a team."""
    most = int(organisation.people.max())
    near = rng.normal(0, 0.35, (organisation.teams, most, most))
    near += rng.normal(0, 0.3, (organisation.teams, 1, most))
    odds = (near + near.transpose(0, 2, 1) / 2)[cells.team, author]
    odds += rng.gumbel(size=odds.shape)
    odds[np.arange(most) >= organisation.people.ravel()[cells.at][:, None]] = -np.inf
    odds[np.arange(cells.count), author] = -np.inf
    return np.asarray(odds.argmax(axis=1))
