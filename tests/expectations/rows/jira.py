"""Rows of Jira: as they should be, and values that no row should have.

Here: by stream, a good row, and for some of its columns a bad value. Not here: the judging.
"""

from __future__ import annotations

EARLY, LATE = "2026-06-01 08:00:00", "2026-06-02 08:00:00"
BEFORE = "1999-01-01 00:00:00"
IN_PROJECT = {"project_key": "ABC"}

Row = dict[str, object]

GOOD: dict[str, Row] = {
    "projects": {"project_id": 1, **IN_PROJECT, "name": "Abacus"},
    "fields": {
        "field_id": "customfield_10016",
        "kind": "story_points",
        "name": "Story Points",
        "custom_type": "float",
    },
    "statuses": {"status_id": 3, "name": "Doing", "category": "indeterminate"},
    "issue_types": {"issue_type_id": 4, "name": "Bug", "is_subtask": False},
    "priorities": {"priority_id": 5, "name": "High"},
    "boards": {"board_id": 6, "board_type": "scrum"},
    "sprints": {
        "sprint_id": 7,
        "board_id": 6,
        "state": "closed",
        "start_at": EARLY,
        "complete_at": LATE,
    },
    "issues": {
        "issue_id": 10,
        "issue_key": "ABC-12",
        **IN_PROJECT,
        "issue_type": "Bug",
        "status_id": 3,
        "status": "Doing",
        "status_category": "indeterminate",
        "created_at": EARLY,
        "updated_at": LATE,
        "resolved_at": LATE,
        "story_points": 3.0,
        "sprint_ids": "7,8",
        "summary_length": 12,
    },
    "issue_changes": {
        "issue_change_id": "20|status",
        "issue_id": 10,
        **IN_PROJECT,
        "history_id": 20,
        "field": "status",
        "from_id": "1",
        "to_id": "3",
        "changed_at": LATE,
    },
    "issue_links": {
        "issue_link_id": "30|outward",
        "issue_id": 10,
        "other_issue_id": 11,
        **IN_PROJECT,
        "link_type": "Blocks",
        "direction": "outward",
    },
}

SPOILED: dict[str, Row] = {
    "projects": {"project_key": "abc-1"},
    "fields": {"field_id": "summary"},
    "statuses": {"category": None},
    "issue_types": {"is_subtask": None},
    "priorities": {"name": None},
    "boards": {"board_type": None},
    "sprints": {"complete_at": BEFORE, "start_at": None},
    "issues": {"issue_key": "ABC", "resolved_at": BEFORE, "sprint_ids": "seven"},
    "issue_changes": {"to_id": None, "changed_at": None},
    "issue_links": {"other_issue_id": None},
}
