"""JQL as clients send it: what it names, in which order, and how Jira refuses it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sandbox.jira import jql, matching
from sandbox.jira.entities import Issue, Site
from sandbox.jira.site import build
from tests.extract.sources.served_tool import small_world


@pytest.fixture(scope="module")
def site() -> Site:
    site = build(small_world())
    site.time_zone = "America/New_York"
    return site


def found(site: Site, text: str, hidden: frozenset[str] = frozenset()) -> list[Issue]:
    return matching.matching(site, jql.read(text), hidden)


def test_a_project_by_key_name_and_id_in_any_case(site: Site) -> None:
    by_key = found(site, "project = ATL")
    assert {issue.project_key for issue in by_key} == {"ATL"}
    for text in ('project="atl"', "PROJECT in (Atlas)", "project = 10000", "project not in (BOR)"):
        assert found(site, text) == by_key
    assert len(found(site, "project in (ATL, 'BOR')")) == len(site.issues)


def test_dates_are_minutes_in_the_zone_of_the_account(site: Site) -> None:
    # 15:30 in New York is 19:30 in UTC in May.
    issues = found(site, 'project = ATL AND updated >= "2026-05-04 15:30" ORDER BY updated ASC')
    assert issues
    assert f"{issues[0].updated_at:%Y-%m-%d %H:%M}" >= "2026-05-04 19:30"
    rest = found(site, 'project = ATL AND updated < "2026/05/04 15:30"')
    assert len(issues) + len(rest) == len(found(site, "project = ATL"))
    day = found(site, "project = ATL and updated >= 2026-05-04")
    assert len(day) >= len(issues)


def test_a_number_is_milliseconds_as_perceval_sends_it(site: Site) -> None:
    cut = sorted(issue.updated_at for issue in site.issues.values())[100]
    text = f"project = ATL AND updated > {round(cut.timestamp() * 1000)} order by updated asc"
    issues = found(site, text)
    assert issues == sorted(issues, key=lambda issue: issue.updated_at)
    assert all(issue.updated_at > cut for issue in issues)


def test_relative_dates_count_from_the_end_of_the_world(site: Site) -> None:
    week = site.as_of - timedelta(days=7)
    assert found(site, "created >= -7d")
    assert all(issue.created_at >= week for issue in found(site, "created >= '-1w'"))


def test_ids_keys_statuses_and_emptiness(site: Site) -> None:
    first, second = list(site.issues.values())[:2]
    assert found(site, f"id in ({first.issue_id}, {second.key})") == [second, first]
    assert found(site, f"key = {first.key}") == [first]
    done = found(site, "statusCategory = done")
    assert {issue.status.category for issue in done} == {"done"}
    assert len(found(site, "resolved is not EMPTY")) + len(found(site, "resolved is empty")) == len(
        site.issues
    )
    assert {i.issue_type.name for i in found(site, "issuetype != Epic")}.isdisjoint({"Epic"})


def test_order_goes_by_several_fields_and_newest_first_without_one(site: Site) -> None:
    issues = found(site, "project in (ATL, BOR) ORDER BY project DESC, created ASC")
    assert issues[0].project_key == "BOR"
    assert issues == sorted(issues, key=lambda i: (i.project_key != "BOR", i.created_at))
    newest = found(site, "project = ATL")
    assert newest == sorted(newest, key=lambda issue: issue.created_at, reverse=True)


def test_a_hidden_project_does_not_exist(site: Site) -> None:
    hidden = frozenset({"ATL"})
    assert {i.project_key for i in found(site, "created is not empty", hidden)} == {"BOR"}
    with pytest.raises(jql.JqlError, match="'ATL' does not exist for the field 'project'"):
        found(site, "project = ATL", hidden)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("project = NOPE", "does not exist for the field 'project'"),
        ("colour = red", "Field 'colour' does not exist"),
        ("updated >= soon", "Date value 'soon' for field 'updated' is invalid"),
        ("updated ~ today", "Expecting operator"),
        ("project = ATL created is empty", "Expecting either 'OR' or 'AND'"),
        ("project in ATL", r"Expecting '\('"),
        ("project =", "ends where a value is expected"),
        ("project = ATL order updated", "Expecting 'BY'"),
        ("project = ATL order by colour", "Not able to sort"),
        ("project = ATL order by updated asc created", "Expecting the end"),
        ("status > Done", "operator '>' is not supported by the 'status' field"),
        ('project = "ATL', "reserved JQL character"),
    ],
)
def test_what_jira_refuses(site: Site, text: str, said: str) -> None:
    with pytest.raises(jql.JqlError, match=said):
        found(site, text)
