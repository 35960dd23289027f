"""Which entries of organisation.yml are right, and what is said about the wrong ones."""

from __future__ import annotations

from datetime import date

import pytest

from extract.registry import SOURCES
from extract.sources.file_drops.entries import EVERYTHING, Content
from extract.sources.file_drops.files import InputFileError
from extract.sources.file_drops.schema import load
from extract.sources.file_drops.streams import DATA_STREAMS
from tests.extract.sources.file_drops_examples import (
    CSV,
    ORGANISATION,
    parsed,
    with_service,
    with_team,
)


def keys(content: Content, stream: str) -> list[str]:
    key = {declared.name: declared.key for declared in DATA_STREAMS}[stream]
    return [row[key] for row in content.rows.get(stream, [])]


def test_right_files_have_no_rejections_and_every_row() -> None:
    content = parsed()
    assert content.rejections == []
    from_files = sum(text.count("\n") - 1 for text in CSV.values())
    assert content.entry_count == 3 + 2 + 2 + 2 + from_files
    counts = {name: len(rows) for name, rows in content.rows.items() if name not in CSV}
    assert counts == {
        "teams": 3,
        "team_calendars": 3,
        "holidays": 2,
        "github_teams": 1,
        "services": 2,
        "service_owners": 3,
        "deployment_environments": 1,
        "incident_rules": 2,
        "generated_paths": 2,
        "team_aliases": 1,
        "service_aliases": 2,
        "quarantine": 0,
    }


def test_every_row_has_the_declared_columns_and_a_unique_key() -> None:
    content = parsed()
    for stream in DATA_STREAMS:
        rows = content.rows[stream.name]
        for row in rows:
            assert set(row) <= {*stream.columns, "raw_json"}
            assert row[stream.key]
        assert len({row[stream.key] for row in rows}) == len(rows)


def test_values_are_typed() -> None:
    content = parsed()
    anna = next(
        row for row in content.rows["roster"] if row["roster_id"] == "anna:atlas:2025-01-01"
    )
    assert (anna["fte"], anna["available_fraction"]) == (0.4, 0.9)
    assert (anna["valid_from"], anna["valid_to"]) == (date(2025, 1, 1), None)
    teams = {row["team_id"]: row for row in content.rows["teams"]}
    assert teams["tribe-shop"]["team_type"] is None
    assert teams["tribe-shop"]["valid_from"] == date(1900, 1, 1)
    assert teams["borealis"]["valid_from"] == date(2020, 1, 1)
    assert keys(content, "generated_paths") == [
        r"*:(^|/)package-lock\.json$",
        r"harbour/checkout:\.snap$",
    ]
    assert keys(content, "incident_rules") == ["issue_label:incident", "revert:"]
    assert keys(content, "service_owners")[:2] == [
        "checkout:atlas:2020-01-01",
        "checkout:borealis:2025-07-01",
    ]


def test_what_tools_call_a_service_or_a_team() -> None:
    content = parsed()
    assert [
        (row["source"], row["external_id"], row["service_id"])
        for row in content.rows["service_aliases"]
    ] == [("pagerduty", "PCHECK1", "checkout"), ("jira", "SHOP", "checkout")]
    assert keys(content, "team_aliases") == ["atlas:pagerduty:PTEAM1"]


def test_services_of_one_repository_may_share_what_a_tool_calls_it() -> None:
    content = parsed(
        with_service(
            "{service_id: x, repository: Harbour/Checkout, path_prefix: x, "
            f"aliases: {{jira: [SHOP]}}, {OWNERS}}}"
        )
    )
    assert content.rejections == []
    assert keys(content, "service_aliases")[1:] == ["checkout:jira:SHOP", "x:jira:SHOP"]


def test_every_tool_that_is_read_may_have_accounts_and_names() -> None:
    tools = {source.name for source in SOURCES} - {"file_drops"}
    assert tools <= set(load("identities")["properties"]["source"]["enum"])
    assert tools - {"github"} <= set(load("organisation")["$defs"]["aliases"]["properties"])


@pytest.mark.parametrize(("written", "landed"), [('""', ""), ("a/b", "a/b/"), ("a/b/", "a/b/")])
def test_a_folder_is_landed_with_its_final_slash(written: str, landed: str) -> None:
    content = parsed(ORGANISATION.replace("platform/\n", f"{written}\n").encode())
    assert content.rejections == []
    assert content.rows["services"][1]["path_prefix"] == landed


WRONG_TEAMS = [
    ("{team_name: X}", "team_id", "missing"),
    ("{team_id: x}", "team_name", "missing"),
    ("{team_id: 'a:b', team_name: X}", "team_id", "letters"),
    ("{team_id: \"x\\n\", team_name: X}", "team_id", "letters"),
    ("{team_id: atlas, team_name: X}", "team_id", "stands already in line 4 (teams[1])"),
    ("{team_id: x, team_name: X, parent_team_id: nowhere}", "parent_team_id", "no such team"),
    ("{team_id: x, team_name: X, parent_team_id: x}", "parent_team_id", "its own parent"),
    ("{team_id: x, team_name: X, team_type: squad}", "team_type", "platform"),
    ("{team_id: x, team_name: X, github_teams: [atlas]}", "github_teams[0]", "teams[1] has"),
    ("{team_id: x, team_name: X, github_teams: [y, y]}", "github_teams", "each once"),
    ("{team_id: x, team_name: X, holidays: [2025-02-29]}", "holidays[0]", "YYYY-MM-DD"),
    ("{team_id: x, team_name: X, holidays: [20250201]}", "holidays[0]", "YYYY-MM-DD"),
    ("{team_id: x, team_name: '=X()'}", "team_name", "does not begin with"),
    ("{team_id: x, team_name: X, aliases: {pagerduty: [PTEAM1]}}", "aliases.pagerduty[0]",
     "teams[1] has this alias"),
    ("{team_id: x, team_name: X, aliases: {pager: [A]}}", "aliases.pager", "not known"),
    ("{team_id: x, team_name: X, aliases: {jira: [A, A]}}", "aliases.jira", "each once"),
    ("{team_id: x, team_name: X, aliases: [A]}", "aliases", "not a mapping"),
    ("{team_id: x, team_name: X, colour: red}", "colour", "not known"),
    ("{team_id: x, team_name: X, calendar: [{time_zone: Europe/Berln, valid_from: 2020-01-01}]}",
     "calendar[0].time_zone", "IANA"),
    (("{team_id: x, team_name: X, calendar: [{time_zone: UTC, valid_from: 2020-01-01}, "
     "{time_zone: UTC, valid_from: 2021-01-01}]}"), "calendar[1].valid_from", "overlaps"),
    (("{team_id: x, team_name: X, calendar: [{time_zone: UTC, valid_from: 2020-01-01, "
     "valid_to: 2020-01-01}]}"), "calendar[0].valid_to", "not after valid_from"),
    ("just text", "", "not a mapping"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "field", "said"), WRONG_TEAMS)
def test_a_wrong_team_is_rejected_whole_and_the_others_stay(
    entry: str, field: str, said: str
) -> None:
    content = parsed(with_team(entry))
    assert {rejection.field for rejection in content.rejections} == {
        f"teams[3].{field}" if field else "teams[3]"
    }
    rejection = content.rejections[0]
    assert said in rejection.reason
    assert rejection.row_number == 19
    assert rejection.remedy
    assert sorted(keys(content, "teams")) == ["atlas", "borealis", "tribe-shop"]
    assert content.rejected_count == 1


OWNERS = "owners: [{team_id: atlas, valid_from: 2020-01-01}]"
WRONG_SERVICES = [
    (f"{{service_id: checkout, repository: h/x, {OWNERS}}}", "service_id", "stands already"),
    (f"{{service_id: x, repository: Harbour/Checkout, {OWNERS}}}", "path_prefix", "stands already"),
    (f"{{service_id: x, repository: harbour/mono, path_prefix: platform, {OWNERS}}}",
     "path_prefix", "stands already"),
    (f"{{service_id: x, repository: checkout, {OWNERS}}}", "repository", "owner/name"),
    (f"{{service_id: x, repository: h/x, path_prefix: /abs, {OWNERS}}}", "path_prefix", "folder"),
    ("{service_id: x, repository: h/x}", "owners", "missing"),
    (f"{{service_id: x, repository: h/x, aliases: {{jira: [SHOP]}}, {OWNERS}}}",
     "aliases.jira[0]", "services[0] has this alias"),
    ("{service_id: x, repository: h/x, owners: []}", "owners", "at least one"),
    ("{service_id: x, repository: h/x, owners: null}", "owners", "blank"),
    ("{service_id: x, repository: h/x, owners: [{team_id: no, valid_from: 2020-01-01}]}",
     "owners[0].team_id", "no such team"),
    (("{service_id: x, repository: h/x, owners: [{team_id: atlas, valid_from: 2020-01-01}, "
     "{team_id: borealis, valid_from: 2022-01-01}]}"), "owners[1].valid_from", "overlaps"),
    (f"{{service_id: x, repository: h/x, production_environments: [a, a], {OWNERS}}}",
     "production_environments", "each once"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "field", "said"), WRONG_SERVICES)
def test_a_wrong_service_is_rejected_whole_and_the_others_stay(
    entry: str, field: str, said: str
) -> None:
    content = parsed(with_service(entry))
    assert [rejection.field for rejection in content.rejections] == [f"services[2].{field}"]
    assert said in content.rejections[0].reason
    assert keys(content, "services") == ["checkout", "platform"]
    assert len(content.rows["service_owners"]) == 3


def test_a_circle_of_parents_rejects_everyone_in_it() -> None:
    content = parsed(
        with_team(
            "{team_id: x, team_name: X, parent_team_id: y}\n"
            "  - {team_id: y, team_name: Y, parent_team_id: x}\n"
            "  - {team_id: below, team_name: Below, parent_team_id: y}"
        )
    )
    assert [rejection.field for rejection in content.rejections] == [
        "teams[3].parent_team_id",
        "teams[4].parent_team_id",
    ]
    assert "below" in keys(content, "teams")


def test_a_wrong_team_does_not_make_others_wrong() -> None:
    text = ORGANISATION.replace("team_type: application", "team_type: squad")
    content = parsed(text.encode())
    assert [rejection.field for rejection in content.rejections] == ["teams[1].team_type"]
    assert content.held == {
        stream: {("team_id", "atlas")}
        for stream in ("teams", "team_calendars", "holidays", "github_teams", "team_aliases")
    }


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (r"'\.snap$'", "'['", "generated_paths[1].pattern"),
        (r"'\.snap$'", r"'a(?!b)'", "generated_paths[1].pattern"),
        (r"'\.snap$'", r"'(a)\1'", "generated_paths[1].pattern"),
        (r"'(^|/)package-lock\.json$'", "''", "generated_paths[0]"),
        (r"'(^|/)package-lock\.json$'", r"{pattern: a, path: b}", "generated_paths[0].path"),
        (r"'(^|/)package-lock\.json$'", r"[a]", "generated_paths[0]"),
        ("kind: revert", "kind: rollback", "incident_rules[1].kind"),
        ("kind: revert", "kind: hotfix_label", "incident_rules[1].label"),
        ("kind: revert", "kind: hotfix_label, label: 'a,b'", "incident_rules[1].label"),
        ("kind: revert", "kind: issue_label, label: incident", "incident_rules[1]"),
    ],
)
def test_wrong_rules_and_patterns(old: str, new: str, field: str) -> None:
    content = parsed(ORGANISATION.replace(old, new).encode())
    assert [rejection.field for rejection in content.rejections] == [field]
    assert content.held == {field.partition("[")[0]: {EVERYTHING}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", "not a mapping"),
        (ORGANISATION.replace("services:", "service:"), "the section 'service' is not known"),
        (ORGANISATION.partition("services:")[0], "the section 'services' is missing"),
        ("organisation: {name: H, github_organisation: h}\nteams: {}\nservices: []\n",
         "line 2: the section 'teams' is not a list"),
        ("organisation: {name: H}\nteams: []\nservices: []\n",
         "line 1: organisation.github_organisation: it is missing"),
        ("organisation: x\nteams: []\nservices: []\n", "organisation: it is not a mapping"),
    ],
)  # fmt: skip
def test_an_outline_that_is_wrong_stops_the_file(text: str, said: str) -> None:
    with pytest.raises(InputFileError, match=r"^organisation\.yml") as caught:
        parsed(text.encode())
    assert said in str(caught.value)
