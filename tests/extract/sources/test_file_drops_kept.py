"""Which rows of the files an organisation may keep are right, and what is said about wrong ones."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.sources.file_drops.csv_file import CsvFile
from extract.sources.file_drops.csv_files import CSV_FILES
from extract.sources.file_drops.entries import EVERYTHING
from tests.extract.sources.file_drops_examples import CSV, HASH, OTHER_HASH, parsed, with_rows
from tests.extract.sources.file_drops_fuzzing import FUZZ, as_csv, records

NEW_HASH = "a" * 32
PILOT = ",Less waits,change_lead_time,down,1.5,level,2025-01-20"
ALL_MET = ",true" * 8
OF_M1 = "harbour/checkout#41,atlas,checkout,2025-03-03"
URL = "https://github.example/x"
ASSESSED = ",anna,technical_quality,senior"
WRONG = [
    ("survey_waves", "pulse,late,nowhere,2025-03-03,,8", "team_id", "no such team"),
    ("survey_waves", "pulse,late,atlas,2025-03-03,2025-03-02,8", "closed_on", "before opened_on"),
    ("survey_waves", "pulse,late,atlas,2025-03-03,,0", "invited_count", "number of people"),
    ("survey_waves", "pulse,spring,atlas,2025-05-03,,8", "team_id", "same survey_id and wave_id"),
    ("survey_items", "pulse,I feel safe,friction,,,1,5,no", "is_reverse_keyed", "true or false"),
    ("survey_items", "pulse,safety_2,mood,,,1,7,true", "instrument", "psychological_safety"),
    ("survey_items", "pulse,safety_2,friction,,,1,1,true", "scale_max", "not above scale_min"),
    ("survey_items", "pulse,clarity_2,pilot_clarity,,,1,5,true", "instrument", "mixes"),
    ("survey_items", "pilot,safety_2,friction,,,1,5,true", "instrument", "mixes"),
    ("survey_responses", f"pulse,spring,atlas,safety_1,{NEW_HASH},8,", "value", "1 to 7"),
    ("survey_responses", f"pulse,spring,atlas,safety_1,{NEW_HASH},0,", "value", "1 to 7"),
    ("survey_responses", "pulse,spring,atlas,safety_1,anna,3,", "respondent_hash", "hexadecimal"),
    ("survey_responses", f"pulse,winter,atlas,safety_1,{NEW_HASH},3,", "team_id", "survey_waves"),
    ("survey_responses", f"pulse,spring,borealis,safety_1,{NEW_HASH},3,", "team_id", "survey_wav"),
    ("survey_responses", f"pulse,spring,atlas,safety_9,{NEW_HASH},3,", "item_slot", "survey_items"),
    ("survey_responses", f"pulse,spring,atlas,safety_1,{OTHER_HASH},3,", "item_slot", "the same"),
    ("survey_responses", f"pulse,autumn,atlas,safety_1,{OTHER_HASH},3,", "respondent_hash",
     "earlier wave"),
    ("survey_responses", f"pulse,autumn,borealis,friction_1,{HASH},3,", "team_id", "another team"),
    ("survey_responses", f"pulse,spring,atlas,safety_1,{NEW_HASH},3,{HASH}", "pair_code", "only"),
    ("retrospectives", "r3,atlas,2025-03-07,8,9,6,3,2,1", "attended_count", "invited_count"),
    ("retrospectives", "r3,atlas,2025-03-07,8,7,8,3,2,1", "contributor_count", "attended_count"),
    ("retrospectives", "r3,atlas,2025-03-07,8,7,6,3,4,1", "actions_by_non_leads_count", "more"),
    ("retrospectives", "r3,atlas,2025-03-07,8,7,6,3,2,4", "actions_done_count", "more than"),
    ("retrospectives", "r3,atlas,2025-03-07,8,7.5,6,3,2,1", "attended_count", "whole number"),
    ("retrospectives", "r1,atlas,2025-03-08,8,7,6,3,2,1", "retrospective_id", "the same"),
    ("project_statuses", "s,b,atlas,2025-03-07,blue,2025-04-30,", "status_colour", "green"),
    ("risks", "k2,s,,atlas,rumour,2025-04-01,2025-04-30,no", "is_raised_by_lead", "true or"),
    ("forecasts", "f2,atlas,X-1,2025-03-03,2025-03-02,,", "forecast_on", "before stated_on"),
    ("forecasts", "f2,atlas,X-1,2025-03-03,2025-03-09,2025-03-05,2025-03-04", "finished_on",
     "before started_on"),
    ("product_adoption", "shop,carts,atlas,nowhere,external,2025-03-31,1,2,,", "service_id",
     "no such service"),
    ("product_adoption", "shop,x,atlas,,external,2025-03-31,3,2,,", "adopting_account_count",
     "more than eligible"),
    ("product_adoption", "shop,x,atlas,,external,2025-03-31,1,2,1,", "retention_cohort_count",
     "blank although retained"),
    ("product_adoption", "shop,carts,atlas,,external,2025-03-31,1,2,,", "measured_on", "same"),
    ("product_activation", "shop,e,atlas,,2025-03-31,5,6,", "activated_count", "signup_count"),
    ("product_conversion", "shop,f,atlas,,2025-03-31,5,6,", "converted_count", "entered_count"),
    ("product_conversion", "shop,f,atlas,,2025-03-31,5,4,5", "reversed_count", "converted_count"),
    ("support_contacts", "shop,atlas,,2025-03-31,5,6,9", "defect_contact_count", "contact_count"),
    ("slo_events", "checkout,a,2025-03-31,6,5,", "good_count", "valid_count"),
    ("slo_events", "checkout,a,2025-03-31,5,5,99.9", "objective", "above 0 and below 1"),
    ("slo_events", ",a,2025-03-31,5,5,", "service_id", "blank"),
    ("postmortems", f"m3,third,PX,atlas,,2025-03-03,2025-03-07{ALL_MET}", "scoring", "first"),
    ("postmortems", f"m3,first,PX,nowhere,,2025-03-03,2025-03-07{ALL_MET}", "team_id", "no such"),
    ("postmortems", f"m3,first,PX,atlas,,2025-03-03,2025-03-01{ALL_MET}", "published_on", "before"),
    ("postmortems", f"m3,first,PX,atlas,,2025-03-03,{ALL_MET}",
     "is_published_in_five_business_days", "published_on is blank"),
    ("postmortems", f"m3,second,PX,atlas,,2025-03-03,2025-03-07{ALL_MET}", "scoring", "no right"),
    ("postmortems", f"m2,second,PINC1,atlas,,2025-03-20,2025-03-21{ALL_MET}", "team_id", "another"),
    ("postmortems", f"m1,first,{OF_M1},2025-03-07{ALL_MET}", "scoring", "the same"),
    ("postmortems", f"m3,first,PX,atlas,,2025-03-03,2025-03-07{ALL_MET}perhaps",
     "names_no_person_as_cause", "true or false"),
    ("incident_factors", "PX,atlas,nowhere,2025-03-03,person,x", "service_id", "no such service"),
    ("incident_factors", "PX,atlas,,2025-03-03,luck,x", "detected_by", "monitoring"),
    ("incident_factors", "PINC1,borealis,,2025-03-20,person,x", "detected_by", "another detect"),
    ("incident_factors", "PINC1,borealis,,2025-03-20,customer,", "factor_id", "the same"),
    ("incident_actions", "a3,PX,atlas,2025-03-07,2025-03-06,", "due_on", "before opened_on"),
    ("incident_actions", "a3,PX,atlas,2025-03-07,,2025-03-06", "done_on", "before opened_on"),
    ("incident_actions", "a1,PX,atlas,2025-03-07,,", "action_id", "the same"),
    ("oncall_checklists", "atlas,2025-03-31,coffee,true,", "item", "two_deep_rota"),
    ("oncall_checklists", "atlas,2025-04-30,written_handover,yes,", "is_met", "true or false"),
    ("oncall_checklists", "atlas,2025-04-30,written_handover,true,vibes", "evidence_url", "https"),
    ("documentation_verifications", "nowhere,runbook,2025-03-31", "service_id", "no such service"),
    ("documentation_verifications", "checkout,wiki,2025-03-31", "document_kind", "runbook"),
    ("documentation_verifications", "checkout,runbook,2025-03-31", "verified_on", "the same"),
    ("metric_decisions", "d2,Deploys,talk,2025-03-31,m,", "metric_id", "metrics.md"),
    ("metric_decisions", "d2,deploy_freq,=talk,2025-03-31,m,", "decision_kind", "decision"),
    ("baseline_decisions", "deploy_freq,nobody,2025-01-06,2025-01-07,lead,tool_change,", "team_id",
     "no such team"),
    ("baseline_decisions", "deploy_freq,,2025-01-06,2025-01-07,lead,because,", "reason", "why"),
    ("baseline_decisions", ",,2025-03-03,2025-03-09,lead,tool_change,", "effective_from", "row"),
    ("question_resolutions", "D5-atlas,unknown,tech lead,2025-02-11", "finding_id", "question"),
    ("question_resolutions", "D5-2025Q1-atlas,guilty,tech lead,2025-04-30", "resolution", "found"),
    ("question_resolutions", "D8-2024Q4-atlas,unknown,tech lead,2025-02-12", "finding_id", "row"),
    ("audit_actions", "2025Q1-1,wip,ignore,lead,2025-05-12,explained,", "action", "keep"),
    ("audit_actions", "2025Q1-1,wip,keep,Ada,2025-05-12,explained,", "accepted_by_role", "role"),
    ("audit_actions", "2025Q1-1,wip,keep,lead,2025-05-12,because,", "reason", "why"),
    ("pilot_registry", f"p{PILOT},2025-02-04,atlas,borealis;tribe-shop,", "go_live", "Monday"),
    ("pilot_registry", f"p{PILOT},2025-02-03,x,borealis;tribe-shop,", "teams", "no such team"),
    ("pilot_registry", f"p{PILOT},2025-02-03,atlas,borealis,", "comparison_teams", "two or more"),
    ("pilot_registry", f"p{PILOT},2025-02-03,atlas,atlas;borealis,", "comparison_teams", "too"),
    ("pilot_registry", f"p{PILOT},2025-02-03,atlas,borealis;borealis,", "comparison_teams",
     "twice"),
    ("pilot_registry", f"p{PILOT},2025-02-03,atlas,borealis;tribe-shop,rain:1", "stop_rules",
     "harm"),
    ("value_rankings", "h1,stakeholder-1,product,2025-03-31,x,,2", "value_rank", "this value_rank"),
    ("value_rankings", "h1,stakeholder-1,product,2025-03-31,x,,0", "value_rank", "the place"),
    ("evidence_log", f"e3,cy,,2025-02-11,2025-02-13,quality,,,other,self,,,{URL},", "person_id",
     "roster"),
    ("evidence_log", f"e3,bo,,2025-02-11,2025-02-10,quality,,,other,self,,,{URL},", "logged_on",
     "before happened_on"),
    ("evidence_log", "e3,bo,,2025-02-11,2025-02-13,quality,,,other,self,,,http://x,",
     "artefact_url", "https"),
    ("evidence_log", "e3,bo,,2025-02-11,2025-02-13,quality,,,other,self,,,https://u:p@x/,",
     "artefact_url", "without user name"),
    ("evidence_log", "e3,bo,,2025-02-11,2025-02-13,vibes,,,other,self,,,,", "dimension", "owner"),
    ("vignette_ratings", "h1,v,bo,quality,before_discussion,4,2025-03-31", "descriptor", "meets"),
    ("level_assessments", f"h2{ASSESSED},4,e1;e9,2025-03-31", "descriptor", "meets"),
    ("level_assessments", f"h2{ASSESSED},meets,e1,2025-03-31", "evidence_ids", "fewer than 2"),
    ("level_assessments", f"h2{ASSESSED},meets,e1;e1,2025-03-31", "evidence_ids", "twice"),
    ("level_assessments", f"h2{ASSESSED},meets,e1;e2,2025-03-31", "evidence_ids", "somebody else"),
    ("level_assessments", f"h2{ASSESSED},meets,e1;s1,2025-03-31", "evidence_ids", "no right row"),
    ("level_assessments", f"h2{ASSESSED},meets,e1;e9,2025-03-01", "evidence_ids", "after"),
    ("level_assessments", f"h2{ASSESSED},meets,e1;e9,2026-03-01", "evidence_ids", "365 days"),
    ("level_assessments", f"h1{ASSESSED},meets,e1;e9,2025-03-31", "dimension", "the same"),
    ("level_assessments", "h2,anna,growth,senior,meets,e1;e9,2025-03-31", "dimension", "business"),
    ("growth_signals", "s3,anna,potential,stretch,2025-03-11,false,,", "dimension", "ownership"),
    ("growth_signals", "s3,anna,growth,promise,2025-03-11,false,,", "signal_kind", "breadth"),
    ("growth_signals", "s3,cy,growth,stretch,2025-03-11,false,,", "person_id", "roster"),
    ("growth_signals", "s3,anna,growth,stretch,2025-03-11,maybe,,", "has_plan", "true or false"),
    ("growth_signals", "s3,anna,growth,stretch,2025-03-11,false,2025-04-01,", "plan_due_on",
     "no plan"),
    ("growth_signals", "s3,anna,growth,stretch,2025-03-11,true,2025-03-01,", "plan_due_on",
     "before noted_on"),
    ("growth_signals", "e1,anna,growth,stretch,2025-03-11,false,,", "signal_id", "evidence"),
    ("promotion_cases", "c2,anna,staff,2025-03-31,s1", "evidence_ids", "growth signal"),
    ("promotion_cases", "c2,anna,staff,2025-03-31,e1;s1", "evidence_ids", "growth signal"),
    ("promotion_cases", "c2,anna,staff,2025-03-31,e2", "evidence_ids", "somebody else"),
    ("promotion_cases", "c2,anna,staff,2025-03-31,", "evidence_ids", "blank"),
    ("promotion_cases", "c2,anna,staff,31.3.2025,e1", "opened_on", "day"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "row", "field", "said"), WRONG)
def test_a_wrong_row_is_rejected_and_the_others_stay(
    name: str, row: str, field: str, said: str
) -> None:
    content = parsed(**with_rows(name, row))
    assert {rejection.row_number for rejection in content.rejections} == {CSV[name].count("\n") + 1}
    assert field in [rejection.field for rejection in content.rejections]
    finding = next(item for item in content.rejections if item.field == field)
    assert said in finding.reason
    assert finding.remedy
    assert content.rows[name] == parsed().rows[name]


def test_every_file_has_a_wrong_row_here() -> None:
    needless = {"roster", "identities"}
    assert {name for name, *_ in WRONG} == {file.name for file in CSV_FILES} - needless


@pytest.mark.parametrize("file", [file for file in CSV_FILES if file.is_personal])
def test_what_is_wrong_with_a_row_about_a_person_is_said_without_quoting_it(
    file: CsvFile,
) -> None:
    header, row, *_ = records(file.name)
    canary = "Zanzibar-" + "7" * 6_000
    for column in range(len(header)):
        spoiled = [*row[:column], canary, *row[column + 1 :]]
        for cells in (spoiled, [*spoiled, canary]):
            content = parsed(**{file.name: as_csv([header, cells])})
            # Rows of other files that rest on this one are wrong without it.
            rejections = [found for found in content.rejections if found.file == file.path]
            assert {rejection.row_number for rejection in rejections} == {2}
            for rejection in rejections:
                assert "Zanzibar" not in str(rejection.row())
                assert row[0] not in str(rejection.row()["raw_json"])
                assert rejection.sentence()


def test_a_wrong_row_with_a_right_name_keeps_what_is_landed_under_it() -> None:
    content = parsed(
        **with_rows("risks", "k2,s,,atlas,rumour,2025-04-01,2025-04-30,true"),
        **with_rows("slo_events", "checkout,a,2025-13-31,5,5,"),
        **with_rows("product_adoption", "shop,x,atlas,,external,2025-03-31,3,2,,"),
        **with_rows("forecasts", "f1,atlas,X-1,2025-03-03,2025-03-02,,"),
    )
    assert content.held == {
        "risks": {("risk_id", "k2")},
        "slo_events": {EVERYTHING},
        "product_adoption": {("product_adoption_id", "shop:x:external:atlas::2025-03-31")},
    }


def test_of_two_waves_the_later_one_is_wrong_wherever_it_stands() -> None:
    head, *_ = records("survey_responses")
    rows = [
        ["pulse", "autumn", "atlas", "safety_1", HASH, "3", ""],
        ["pulse", "spring", "atlas", "safety_1", HASH, "4", ""],
    ]
    content = parsed(survey_responses=as_csv([head, *rows]))
    assert [row["wave_id"] for row in content.rows["survey_responses"]] == ["spring"]
    assert [item.row_number for item in content.rejections] == [2]
    assert "new random salt" in content.rejections[0].remedy


ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(["spring", "autumn"]),
        st.sampled_from(["atlas", "borealis"]),
        st.sampled_from(["safety_1", "friction_1"]),
        st.sampled_from([HASH, OTHER_HASH, NEW_HASH]),
        st.integers(1, 5),
    ),
    max_size=12,
)


@settings(FUZZ, max_examples=200)
@given(ANSWERS)
def test_no_hash_is_ever_landed_in_two_waves(answers: list[tuple[str, str, str, str, int]]) -> None:
    head, *_ = records("survey_responses")
    rows = [["pulse", *map(str, answer), ""] for answer in answers]
    landed = parsed(survey_responses=as_csv([head, *rows])).rows["survey_responses"]
    waves: dict[str, set[tuple[str, str]]] = {}
    for row in landed:
        waves.setdefault(row["respondent_hash"], set()).add((row["wave_id"], row["team_id"]))
    assert all(len(found) == 1 for found in waves.values())


DAYS = st.integers(0, 8).map(lambda day: date(2025, 1, 1) + timedelta(days=day))
STAYS = st.lists(
    st.tuples(
        st.sampled_from(["anna", "bo"]),
        st.sampled_from(["atlas", "borealis"]),
        DAYS,
        st.one_of(st.none(), DAYS),
        st.sampled_from(["0.4", "0.6", "1"]),
        st.sampled_from(["UTC", "Europe/Berlin"]),
    ),
    max_size=8,
)


@settings(FUZZ, max_examples=200)
@given(STAYS)
def test_nobody_is_ever_landed_twice_in_a_team_or_with_more_than_one_post(
    stays: list[tuple[str, str, date, date | None, str, str]],
) -> None:
    head, *_ = records("roster")
    rows = [
        [who, team, "dev", str(start), "" if end is None else str(end), fte, zone, "1"]
        for who, team, start, end, fte, zone in stays
    ]
    landed = parsed(roster=as_csv([head, *rows])).rows["roster"]
    for day in (date(2025, 1, 1) + timedelta(days=n) for n in range(10)):
        for person in ("anna", "bo"):
            there = [
                row
                for row in landed
                if row["person_id"] == person
                and row["valid_from"] <= day
                and (row["valid_to"] is None or day < row["valid_to"])
            ]
            assert len({row["team_id"] for row in there}) == len(there)
            assert len({row["time_zone"] for row in there}) <= 1
            assert sum(row["fte"] for row in there) <= 1 + 1e-9
