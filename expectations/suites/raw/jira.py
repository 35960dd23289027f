"""What Jira should send us.

Here: one builder a stream, named like it. Not here: allowed values (`sig_schema_drift`).

Only what Jira's own server guarantees is expected. People plan sprints and set due dates as they
like, so nothing is said of these but that a sprint which was closed says when. An issue may be
done without a resolution: that is up to the workflow.
"""

from __future__ import annotations

from expectations.consequence import PARTIAL, WARNS, rules
from expectations.suite import (
    Expectation,
    Suite,
    known,
    known_where,
    matching,
    not_negative,
    ordered,
    suite,
)

Expectations = tuple[Expectation, ...]


def _in_a_project() -> Expectations:
    pattern = r"^[A-Z][A-Z0-9_]+$"
    return (*known("project_key"), *matching("project_key", pattern, "a project's key"))


def projects() -> Suite:
    """A project has a number and a key."""
    return suite("raw_jira_projects", known("project_id", "name"), _in_a_project())


def fields() -> Suite:
    """A field that is read is known by what it is for."""
    return suite(
        "raw_jira_fields",
        known("field_id", "kind", "name", "custom_type"),
        matching("field_id", r"^customfield_\d+$", "the id of a custom field"),
    )


def statuses() -> Suite:
    """A status belongs to a category."""
    return suite("raw_jira_statuses", known("status_id", "name", "category"))


def issue_types() -> Suite:
    """An issue type has a name."""
    return suite("raw_jira_issue_types", known("issue_type_id", "name", "is_subtask"))


def priorities() -> Suite:
    """A priority has a name."""
    return suite("raw_jira_priorities", known("priority_id", "name"))


def boards() -> Suite:
    """A board is of a kind."""
    return suite("raw_jira_boards", known("board_id", "board_type"))


def sprints() -> Suite:
    """A sprint that has begun says when, and one that was closed did so after it began."""
    return suite(
        "raw_jira_sprints",
        known("sprint_id", "board_id", "state"),
        known_where("start_at", "state", "active"),
        known_where("start_at", "state", "closed"),
        known_where("complete_at", "state", "closed"),
        ordered("start_at", "complete_at"),
    )


def issues() -> Suite:
    """An issue has a key of its project and a status, and ends after it was created."""
    return suite(
        "raw_jira_issues",
        known("issue_id", "issue_key", "status_id", "status", "status_category"),
        known("created_at", "updated_at", "issue_type"),
        _in_a_project(),
        matching("issue_key", r"^[A-Z][A-Z0-9_]+-[1-9]\d*$", "a key such as ABC-12"),
        ordered("created_at", "updated_at"),
        ordered("created_at", "resolved_at"),
        not_negative("summary_length", "story_points"),
        matching("sprint_ids", r"^(?:\d+(?:,\d+)*)?$", "numbers joined by commas"),
    )


def issue_changes() -> Suite:
    """A change says what changed, when, and in which issue."""
    return suite(
        "raw_jira_issue_changes",
        known("issue_change_id", "issue_id", "history_id", "field", "changed_at"),
        known_where("to_id", "field", "status"),
        known_where("from_id", "field", "status"),
        _in_a_project(),
    )


def issue_links() -> Suite:
    """A link leads from one issue to another."""
    return suite(
        "raw_jira_issue_links",
        known("issue_link_id", "issue_id", "other_issue_id", "link_type", "direction"),
        _in_a_project(),
    )


RULES = (
    *rules(PARTIAL, projects, fields, statuses, sprints, issues, issue_changes),
    *rules(WARNS, issue_types, priorities, boards, issue_links),
)
