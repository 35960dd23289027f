"""The site that is derived from the world: the same every time, and true to its own rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from sandbox.jira import TOOL
from sandbox.jira.entities import Issue, Site
from sandbox.jira.site import build
from tests.extract.sources.served_tool import small_world


@pytest.fixture(scope="module")
def site() -> Site:
    return build(small_world())


def replayed(issue: Issue, field: str) -> list[str | None]:
    """The values a field had one after the other, as the history tells them."""
    items = [item for history in issue.histories for item in history.items if item.field == field]
    values = [item.from_text for item in items[:1]]
    for item in items:
        assert item.from_text == values[-1], f"{issue.key}: {field} has a gap"
        values.append(item.to_text)
    return values


def test_the_same_world_gives_the_same_site(site: Site) -> None:
    assert build(small_world()) == site


def test_a_later_part_of_a_change_has_no_issue_of_its_own(site: Site) -> None:
    whole = small_world()
    first, *others = whole.repositories
    cut = [replace(request, is_later_part=True) for request in first.pull_requests]
    parts = replace(whole, repositories=(replace(first, pull_requests=tuple(cut)), *others))
    assert len(cut) / 2 < len(site.issues) - len(build(parts).issues) <= len(cut)


def test_another_seed_gives_other_custom_fields(site: Site) -> None:
    other = build(replace(small_world(), seed=12))
    assert other.custom_fields != site.custom_fields
    ids = vars_of(other)
    assert len(set(ids)) == len(ids)


def vars_of(site: Site) -> list[str]:
    return [getattr(site.custom_fields, name) for name in type(site.custom_fields).__slots__]


def test_nothing_is_later_than_the_world(site: Site) -> None:
    moments = [issue.updated_at for issue in site.issues.values()]
    moments += [c.created_at for issue in site.issues.values() for c in issue.comments]
    moments += [sprint.complete_at for sprint in site.sprints.values() if sprint.complete_at]
    assert max(moments) <= site.as_of


def test_keys_are_unique_and_of_their_project(site: Site) -> None:
    keys = [issue.key for issue in site.issues.values()]
    assert len(set(keys)) == len(keys)
    for issue in site.issues.values():
        assert issue.key.rpartition("-")[0] == issue.project_key


def test_histories_lead_to_what_issues_are(site: Site) -> None:
    numbers = []
    for issue in site.issues.values():
        times = [history.created_at for history in issue.histories]
        assert times == sorted(times)
        assert all(time > issue.created_at for time in times)
        assert issue.updated_at == max(
            [issue.created_at, *times, *(comment.created_at for comment in issue.comments)]
        )
        numbers += [history.history_id for history in issue.histories]
        for field, value in (
            ("status", issue.status.name),
            ("priority", issue.priority.name),
            ("key", issue.key),
            ("resolution", issue.resolution and issue.resolution.name),
        ):
            values = replayed(issue, field)
            assert not values or values[-1] == value
        assert (issue.resolution is None) == (issue.resolved_at is None)
        assert (issue.status.category == "done") == (issue.resolution is not None)
    assert len(set(numbers)) == len(numbers)


def test_every_kind_of_story_happens(site: Site) -> None:
    changed = Counter(
        item.field
        for issue in site.issues.values()
        for history in issue.histories
        for item in history.items
    )
    assert set(changed) == {
        "status", "resolution", "assignee", "priority", "points", "sprint", "flagged", "due_date",
        "key", "project", "issue_type",
    }  # fmt: skip
    carried_over = [issue for issue in site.issues.values() if len(issue.sprint_ids) > 1]
    reopened = [
        issue for issue in site.issues.values() if "Done" in replayed(issue, "resolution")[:-1]
    ]
    parts = [issue for issue in site.issues.values() if issue.issue_type.level < 0]
    assert carried_over
    assert reopened
    assert parts
    assert {site.issues[issue.parent_id or 0].issue_type.name for issue in parts} == {"Story"}
    assert {board.kind for board in site.boards.values()} == {"scrum", "kanban"}
    assert {sprint.state for sprint in site.sprints.values()} == {"closed", "active", "future"}


def test_incidents_are_those_of_the_world(site: Site) -> None:
    incidents = [
        issue
        for repository in small_world().repositories
        for issue in repository.issues
        if "incident" in issue.labels
    ]
    found = [issue for issue in site.issues.values() if issue.issue_type.name == "Incident"]
    assert {issue.summary for issue in found} == {issue.title for issue in incidents}
    assert len(found) == len(incidents)


def test_sprints_follow_each_other_on_a_board(site: Site) -> None:
    for board in site.boards.values():
        sprints = [sprint for sprint in site.sprints.values() if sprint.board_id == board.board_id]
        assert bool(sprints) == (board.kind == "scrum")
        for earlier, later in pairwise(sprints):
            if later.start_at is not None:
                assert earlier.complete_at is not None
                assert earlier.complete_at < later.start_at


def test_every_person_has_one_account(site: Site) -> None:
    accounts = TOOL.accounts(small_world())
    people = [entry.person_id for entry in accounts if entry.person_id]
    assert sorted(people) == sorted(set(people))
    assert {entry.account for entry in accounts} == set(site.users)
    assert {entry.source for entry in accounts} == {"jira"}
