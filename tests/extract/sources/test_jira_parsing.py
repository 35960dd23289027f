"""Single records of Jira, as documented and not, and the words of queries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from extract.core.batch import Batch
from extract.core.errors import RecordError
from extract.sources.jira import queries
from extract.sources.jira.parsing import changes, issues, site_records
from extract.sources.jira.queries import Window, Zone
from extract.sources.jira.site_fields import SiteFields, identify
from extract.sources.jira.streams import ISSUE_CHANGES, ISSUES

FLOAT = "com.atlassian.jira.plugin.system.customfieldtypes:float"
BOXES = "com.atlassian.jira.plugin.system.customfieldtypes:multicheckboxes"
SPRINT_TYPE = "com.pyxis.greenhopper.jira:gh-sprint"


at = datetime.fromisoformat


def custom(number: int, name: str, kind: str) -> dict[str, Any]:
    return {"id": f"customfield_{number}", "name": name, "schema": {"type": "any", "custom": kind}}


SITE = identify(
    [
        {"id": "summary", "name": "Summary", "schema": {"type": "string", "system": "summary"}},
        {"id": "thumbnail", "name": "Images"},
        custom(10020, "Sprint", SPRINT_TYPE),
        custom(10026, "Story Points", FLOAT),
        custom(10016, "Story point estimate", "com.pyxis.greenhopper.jira:jsw-story-points"),
        custom(10030, "Story points (old)", FLOAT),
        custom(10021, "Flagged", BOXES),
        custom(10022, "Browsers", BOXES),
        custom(10014, "Epic Link", "com.pyxis.greenhopper.jira:gh-epic-link"),
    ]
)

ISSUE: dict[str, Any] = {
    "id": "10001",
    "key": "ABC-7",
    "self": "https://example.atlassian.net/rest/api/3/issue/10001",
    "fields": {
        "summary": "Make it so",
        "project": {"id": "3", "key": "ABC"},
        "issuetype": {"id": "1", "name": "Story", "subtask": False},
        "status": {"id": "4", "name": "Doing", "statusCategory": {"key": "indeterminate"}},
        "priority": {"id": "3", "name": "Medium"},
        "resolution": None,
        "created": "2026-05-04T10:00:00.123+0200",
        "updated": "2026-05-05T10:00:00.000+0000",
        "resolutiondate": None,
        "duedate": "2026-06-01",
        "reporter": {"accountId": "557058:aa", "displayName": "Ann O.", "emailAddress": "a@b.org"},
        "assignee": None,
        "parent": {"id": "9", "key": "ABC-1", "fields": {"summary": "Big thing"}},
        "labels": ["b,1", "a"],
        "components": [{"id": "1", "name": "shop"}],
        "issuelinks": [
            {
                "id": "5",
                "type": {"name": "Blocks", "inward": "is blocked by"},
                "inwardIssue": {"id": "12", "key": "ABC-9", "fields": {"summary": "Other thing"}},
            }
        ],
        "customfield_10020": [
            {"id": 8, "name": "Ann's sprint", "goal": "Win", "state": "active"},
            {"id": 7, "name": "Before", "state": "closed"},
        ],
        "customfield_10026": None,
        "customfield_10016": 3,
        "customfield_10021": [{"id": "1", "value": "Impediment"}],
    },
}


def changed(**values: Any) -> dict[str, Any]:
    return {**ISSUE, "fields": {**ISSUE["fields"], **values}}


def row_of(raw: Any) -> dict[str, Any]:
    return issues.issue_row(issues.cleaned(raw, SITE), SITE)


def test_fields_are_found_by_type_and_the_classic_ones_by_name_too() -> None:
    assert SITE.kinds == {
        "customfield_10020": "sprint",
        "customfield_10026": "story_points",
        "customfield_10016": "story_points",
        "customfield_10021": "flagged",
        "customfield_10014": "epic_link",
    }
    assert "customfield_10014" not in SITE.tracked
    assert "customfield_10014" in SITE.read


def test_an_issue() -> None:
    row = row_of(ISSUE)
    raw_json = row.pop("raw_json")
    assert row == {
        "issue_id": 10001,
        "issue_key": "ABC-7",
        "project_key": "ABC",
        "issue_type": "Story",
        "status_id": 4,
        "status": "Doing",
        "status_category": "indeterminate",
        "priority": "Medium",
        "resolution": None,
        "created_at": at("2026-05-04T08:00:00.123000"),
        "updated_at": at("2026-05-05T10:00"),
        "resolved_at": None,
        "due_date": date(2026, 6, 1),
        "reporter_account": "557058:aa",
        "assignee_account": None,
        "parent_id": 9,
        "parent_key": "ABC-1",
        "story_points": 3.0,
        "sprint_ids": "7,8",
        "labels": "a,b;1",
        "components": "shop",
        "summary_length": 10,
        "is_flagged": True,
    }
    for hidden in ("Make it so", "Ann", "a@b.org", "Big thing", "Win", "Before", "Other thing"):
        assert hidden not in raw_json


def test_data_center_names_people_by_key_sprints_by_text_and_epics_by_key() -> None:
    text = (
        "com.atlassian.greenhopper.service.sprint.Sprint@1f[id=31,rapidViewId=2,state=CLOSED,"
        "name=Sprint [id=99],startDate=<null>,goal=Win]"
    )
    raw = changed(
        customfield_10020=[text],
        reporter={"name": "ann", "key": "JIRAUSER10100", "emailAddress": "a@b.org"},
        parent=None,
        customfield_10014="ABC-1",
        customfield_10021=None,
    )
    row = row_of(raw)
    assert (row["sprint_ids"], row["reporter_account"]) == ("31", "JIRAUSER10100")
    assert (row["parent_id"], row["parent_key"], row["is_flagged"]) == (None, "ABC-1", False)
    assert "Win" not in row["raw_json"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"status": None}, "status: expected an object, found nothing"),
        ({"created": "yesterday"}, "created: expected an ISO-8601 instant"),
        ({"updated": "2026-05-05T10:00:00.000"}, "updated: expected an offset"),
        ({"duedate": "soon"}, "duedate: expected a date"),
        ({"reporter": "Ann O."}, "reporter: expected an object, found str"),
        ({"labels": "a"}, "labels: expected a list"),
        ({"issuelinks": 5}, "issuelinks: expected a list"),
        ({"customfield_10016": "3"}, "customfield_10016: expected a number"),
        ({"customfield_10020": ["Ann's sprint"]}, "sprint: expected"),
        ({"project": {"id": "3"}}, "key: expected text, found nothing"),
    ],
)
def test_what_is_wrong_with_an_issue_is_said_and_no_text_stays(
    values: dict[str, Any], said: str
) -> None:
    clean = issues.cleaned(changed(**values), SITE)
    assert "Ann" not in str(clean)
    with pytest.raises(RecordError, match=said):
        issues.issue_row(clean, SITE)


@pytest.mark.parametrize("raw", [None, "issue", {}, {"id": "1", "fields": ["x"]}])
def test_what_is_no_issue_is_refused(raw: Any) -> None:
    batch = Batch("ABC")
    assert batch.add(ISSUES, issues.issue_row, issues.cleaned(raw, SITE), SITE) is None
    assert [row["stream"] for row in batch.rows["quarantine"]] == ["issues"]


def test_a_link_from_either_end() -> None:
    (link,) = issues.cleaned(ISSUE, SITE)["fields"]["issuelinks"]
    row = issues.link_row(link, 10001, "ABC")
    assert (row["issue_link_id"], row["other_issue_id"]) == ("5|inward", 12)
    outward = {"id": "5", "type": {"name": "Blocks"}, "outwardIssue": {"id": "13"}}
    assert issues.link_row(outward, 1, "ABC")["issue_link_id"] == "5|outward"
    with pytest.raises(RecordError, match="inwardIssue: expected an object"):
        issues.link_row({"id": "5", "type": {"name": "Blocks"}}, 1, "ABC")


HISTORY: dict[str, Any] = {
    "id": "77",
    "created": "2026-05-04T10:00:00.000+0200",
    "author": {"accountId": "557058:aa", "displayName": "Ann O."},
    "items": [
        {
            "field": "status",
            "fieldId": "status",
            "from": "1",
            "fromString": "To Do",
            "to": "4",
            "toString": "Doing",
        },
        {
            "field": "Sprint",
            "fieldId": "customfield_10020",
            "from": "",
            "fromString": "",
            "to": "8, 7",
            "toString": "Ann's sprint, Before",
        },
        {
            "field": "assignee",
            "fieldId": "assignee",
            "from": None,
            "fromString": None,
            "to": "557058:bb",
            "toString": "Bob P.",
        },
        {"field": "summary", "fieldId": "summary", "fromString": "Make", "toString": "Make it so"},
        {"field": "Key", "fromString": "OLD-1", "toString": "ABC-7"},
    ],
}


def change_rows(history: Any, site: SiteFields = SITE) -> list[dict[str, Any]]:
    return [changes.change_row(item, 10001, "ABC") for item in changes.items(history, site)]


def test_a_history_gives_a_row_for_each_field_that_is_landed() -> None:
    rows = {row["field"]: row for row in change_rows(HISTORY)}
    assert list(rows) == ["status", "sprint", "assignee", "issue_key"]
    assert rows["status"]["issue_change_id"] == "77|status"
    assert (rows["status"]["from_value"], rows["status"]["to_id"]) == ("To Do", "4")
    assert (rows["sprint"]["from_id"], rows["sprint"]["to_id"]) == (None, "7,8")
    assert (rows["assignee"]["to_id"], rows["assignee"]["to_value"]) == ("557058:bb", None)
    assert (rows["issue_key"]["from_value"], rows["issue_key"]["to_value"]) == ("OLD-1", "ABC-7")
    assert {row["author_account"] for row in rows.values()} == {"557058:aa"}
    for hidden in ("Ann", "Bob", "Before", "Make"):
        assert hidden not in str(rows)


@pytest.mark.parametrize(
    "created", ["2026-05-04T10:00:00.000+0200", 1_777_881_600_000, 1_777_881_600]
)
def test_the_instant_of_a_save_is_text_or_a_number(created: Any) -> None:
    rows = change_rows({**HISTORY, "created": created})
    assert {row["changed_at"] for row in rows} == {at("2026-05-04T08:00")}


def test_data_center_tells_fields_apart_by_name_alone() -> None:
    items = [{k: v for k, v in item.items() if k != "fieldId"} for item in HISTORY["items"]]
    rows = change_rows({**HISTORY, "items": items, "author": None})
    assert [row["field"] for row in rows] == ["status", "sprint", "assignee", "issue_key"]
    assert rows[0]["author_account"] is None


def test_one_field_twice_in_a_history_is_two_rows() -> None:
    item = HISTORY["items"][0]
    rows = change_rows({**HISTORY, "items": [item, {**item, "to": "5"}]})
    assert [row["issue_change_id"] for row in rows] == ["77|status", "77|status|1"]


@pytest.mark.parametrize(
    "history",
    [
        "history",
        {**HISTORY, "items": "none"},
        {**HISTORY, "id": None},
        {**HISTORY, "created": None},
        {**HISTORY, "created": True},
        {**HISTORY, "author": "Ann O.", "items": [{**HISTORY["items"][0], "to": 4}]},
        {**HISTORY, "items": ["status"]},
    ],
)
def test_what_is_no_history_is_refused_and_no_name_stays(history: Any) -> None:
    items = list(changes.items(history, SITE))
    assert "Ann" not in str(items)
    batch = Batch("ABC")
    assert batch.add(ISSUE_CHANGES, changes.change_row, items[0], 10001, "ABC") is None


def test_a_sprint_without_name_and_goal() -> None:
    raw = {
        "id": 8,
        "state": "CLOSED",
        "name": "Ann's",
        "goal": "Win",
        "originBoardId": 2,
        "startDate": "2026-05-04T09:00:00.000Z",
        "completeDate": "2026-05-18T09:30:00.000Z",
    }
    row = site_records.sprint_row(raw, 5)
    assert (row["state"], row["board_id"], row["end_at"]) == ("closed", 2, None)
    assert row["complete_at"] == at("2026-05-18T09:30")
    assert not {"Ann", "Win"} & set(row["raw_json"].replace('"', " ").split())
    assert site_records.sprint_row({**raw, "originBoardId": None}, 5)["board_id"] == 5


@pytest.mark.parametrize("payload", [None, "page", {"values": None}, {"issues": []}])
def test_a_list_that_is_none_is_refused(payload: Any) -> None:
    with pytest.raises(RecordError):
        site_records.members(payload, "board")


def test_a_window_is_worded_in_the_zone_of_the_account_and_never_too_narrow() -> None:
    zone = Zone.named("America/New_York")
    since, until = at("2026-06-01T03:59:59.999000"), at("2026-06-01T04:00:01")
    assert queries.in_window("OR", Window(since, until), zone) == (
        'project = "OR" AND updated >= "2026-05-31 23:59" AND updated <= "2026-06-01 00:01" '
        "ORDER BY updated DESC"
    )
    assert queries.in_window("OR", Window(), zone) == 'project = "OR" ORDER BY updated DESC'


def test_the_overlap_outlasts_the_hour_that_comes_twice() -> None:
    zone = Zone.named("Europe/Berlin")
    first = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
    for minute in range(0, 600, 10):
        update = (first + timedelta(minutes=minute)).replace(tzinfo=None)
        written = zone.lower(update - queries.OVERLAP)
        # Jira may take a date that comes twice for either of the two instants.
        read = [
            datetime.strptime(written, "%Y-%m-%d %H:%M")
            .replace(tzinfo=zone.zone, fold=fold)
            .astimezone(UTC)
            .replace(tzinfo=None)
            for fold in (0, 1)
        ]
        assert max(read) <= update - timedelta(minutes=50)


@pytest.mark.parametrize("name", [None, "", "Mars/Base", "../etc/passwd"])
def test_an_unknown_zone_costs_a_wide_margin(name: str | None) -> None:
    written = Zone.named(name).lower(at("2026-06-02T12:00"))
    assert written == "2026-06-01 10:00"
