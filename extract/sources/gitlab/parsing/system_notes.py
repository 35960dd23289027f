"""Reads what GitLab itself writes below merge requests and issues: system notes.

Belongs here: the wording of system notes, which GitLab never translates. Does not belong here:
notes that people write; of those only the length is kept.

A note's wording is the only place where the REST API tells when a review was requested, a draft
became ready, commits were pushed, or an approval was given and taken back. Wording we do not know
counts as ``other``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

OTHER = "other"

_ACTIONS: tuple[tuple[str, str], ...] = (
    (r"approved this merge request", "approved"),
    (r"unapproved this merge request", "unapproved"),
    (r"(left review comments without approving and )?requested changes", "requested_changes"),
    (r"reset approvals|removed all approvals", "approvals_reset"),
    (r"requested review from @|removed review request for @", "reviewers_changed"),
    (r"assigned to @|unassigned @|removed (all )?assignees?", "assignees_changed"),
    (r"marked (this merge request )?as (a )?\*\*(draft|work in progress)\*\*", "marked_draft"),
    (r"marked this merge request as \*\*ready\*\*", "marked_ready"),
    (r"unmarked (this merge request )?as (a )?\*\*(draft|work in progress)\*\*", "marked_ready"),
    (r"added \d+ (new )?commits?", "commits_added"),
    (r"merged", "merged"),
    (r"closed", "closed"),
    (r"reopened", "reopened"),
    (r"changed (target|source) branch|(deleted|restored) (target|source) branch", "branch_changed"),
    (r"changed title", "title_changed"),
    (r"changed the description", "description_changed"),
    (r"(added|removed|changed)\b.*\b(label|~)", "labels_changed"),
    (r"(changed|removed) milestone", "milestone_changed"),
    (r"(changed|set) the severity", "severity_changed"),
    (r"mentioned in", "mentioned"),
    (r"resolved all (threads|discussions)", "threads_resolved"),
    (r"changed this (line|file) in", "diff_outdated"),
    (r"(enabled|canceled|aborted) (an|the) automatic merge", "automatic_merge"),
    (r"moved (to|from)", "moved"),
    (r"(un)?locked this", "discussion_locked"),
    (r"(added|subtracted|removed|deleted).*time spent|changed time estimate", "time_tracked"),
)
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), action) for pattern, action in _ACTIONS)

ACTIONS = (*dict.fromkeys(action for _, action in _ACTIONS), OTHER)
"""Every action a system note can be read as."""

_ACCOUNT = re.compile(r"@([A-Za-z0-9_.-]*[A-Za-z0-9_-])")
_REMOVAL = re.compile(r"\b(removed review request for|unassigned)\b", re.IGNORECASE)
_COMMIT_COUNT = re.compile(r"added (\d+) (?:new )?commits?", re.IGNORECASE)
_LISTED_COMMIT = re.compile(r"<li>([0-9a-f]{7,40}) - ")


@dataclass(frozen=True)
class SystemNote:
    """What a system note says.

    Attributes:
        action: One of ``ACTIONS``.
        added: Usernames that were asked to review, or assigned.
        removed: Usernames that no longer are.
        commit_count: Commits a push added, as GitLab counts them.
        short_shas: Beginnings of the new commits' object names, in the order listed.
    """

    action: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    commit_count: int | None = None
    short_shas: tuple[str, ...] = ()


def read(body: str) -> SystemNote:
    """Return what a system note says."""
    action = next((name for pattern, name in _PATTERNS if pattern.match(body)), OTHER)
    if action in ("reviewers_changed", "assignees_changed"):
        removal = _REMOVAL.search(body)
        split = removal.start() if removal else len(body)
        return SystemNote(
            action,
            added=tuple(_ACCOUNT.findall(body[:split])),
            removed=tuple(_ACCOUNT.findall(body[split:])),
        )
    if action == "commits_added":
        count = _COMMIT_COUNT.match(body)
        return SystemNote(
            action,
            commit_count=int(count.group(1)) if count else None,
            short_shas=tuple(_LISTED_COMMIT.findall(body)),
        )
    return SystemNote(action)
