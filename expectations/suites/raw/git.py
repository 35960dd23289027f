"""What git should tell us.

Here: one builder a stream, named like it. Not here: allowed values (`sig_schema_drift`).

Dates in a commit are whatever its author's clock said, or no date at all, so nothing is said of
them. What a program computes (names of objects, counts) is held to its word.
"""

from __future__ import annotations

from expectations.consequence import PARTIAL, rules
from expectations.suite import (
    Expectation,
    Suite,
    known,
    known_where,
    matching,
    not_matching,
    not_negative,
    object_names,
    ordered,
    suite,
)

Expectations = tuple[Expectation, ...]


def _addresses_of_nobody(*columns: str) -> Expectations:
    return tuple(
        expectation
        for column in columns
        for expectation in not_matching(column, "@", "an e-mail address")
    )


def repositories() -> Suite:
    """A repository has a name; one without any commit has no head."""
    return suite(
        "raw_git_repositories",
        known("repository", "object_format"),
        object_names("head_sha"),
    )


def commits() -> Suite:
    """A commit has a full name, and whoever wrote it is no address."""
    return suite(
        "raw_git_commits",
        known("commit_id", "repository", "commit_sha", "parent_shas", "is_merge", "is_reachable"),
        object_names("commit_sha"),
        not_negative("message_length", "co_author_count"),
        _addresses_of_nobody("author_account", "committer_account"),
    )


def file_changes() -> Suite:
    """A file has a path, and counts of lines unless it is binary."""
    return suite(
        "raw_git_file_changes",
        known("file_change_id", "commit_id", "repository", "path", "change_type", "file_type"),
        known("is_binary", "is_generated", "is_vendored"),
        known_where("old_path", "change_type", "renamed"),
        object_names("commit_sha"),
        not_negative("additions", "deletions"),
        matching("changed_lines", r"^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$", "ranges such as 1-5,9"),
    )


def refs() -> Suite:
    """A branch or tag has its full name and points to something."""
    return suite(
        "raw_git_refs",
        known("ref_id", "repository", "ref_type", "object_sha"),
        matching("ref", r"^refs/(?:heads|tags)/", "the full name of a branch or tag"),
        known_where("commit_sha", "ref_type", "branch"),
        object_names("object_sha", "commit_sha"),
    )


def ref_updates() -> Suite:
    """A move lies between two looks, and says from where to where."""
    return suite(
        "raw_git_ref_updates",
        known("ref_update_id", "repository", "ref", "update_type", "is_forced"),
        known_where("before_sha", "update_type", "updated"),
        known_where("after_sha", "update_type", "updated"),
        object_names("before_sha", "after_sha"),
        ordered("previously_observed_at", "observed_at"),
    )


RULES = rules(PARTIAL, repositories, commits, file_changes, refs, ref_updates)
