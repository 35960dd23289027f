"""Contents of right files, for the tests of the file drops to change.

Here: one small organisation. Not here: assertions.
"""

from __future__ import annotations

from extract.sources.file_drops.entries import Content
from extract.sources.file_drops.reading import parse

ORGANISATION = """\
organisation: {name: Harbour, github_organisation: harbour}
teams:
  - {team_id: tribe-shop, team_name: Shop, team_type: null, parent_team_id: null}
  - team_id: atlas
    team_name: Atlas
    parent_team_id: tribe-shop
    team_type: application
    github_teams: [atlas]
    aliases: {pagerduty: [PTEAM1]}
    calendar: [{time_zone: Europe/Berlin, valid_from: 2020-01-01}]
    holidays: [2025-12-25, 2026-01-01]
  - team_id: borealis
    team_name: Borealis
    parent_team_id: tribe-shop
    team_type: platform
    calendar:
      - {time_zone: Europe/Lisbon, valid_from: 2020-01-01, valid_to: 2024-01-01}
      - {time_zone: America/New_York, valid_from: 2024-01-01}
services:
  - service_id: checkout
    repository: harbour/checkout
    path_prefix: ""
    production_environments: [production]
    aliases: {pagerduty: [PCHECK1], jira: [SHOP]}
    owners:
      - {team_id: atlas, valid_from: 2020-01-01, valid_to: 2025-07-01}
      - {team_id: borealis, valid_from: 2025-07-01}
  - service_id: platform
    repository: harbour/mono
    path_prefix: platform/
    owners: [{team_id: borealis, valid_from: 2020-01-01}]
incident_rules:
  - {kind: issue_label, label: incident, severity_label_prefix: "severity:"}
  - {kind: revert}
generated_paths:
  - '(^|/)package-lock\\.json$'
  - {pattern: '\\.snap$', repository: harbour/checkout}
"""

HASH = "0123456789abcdef" * 2
OTHER_HASH = "fedcba9876543210" * 2

CSV = {
    "roster": """\
person_id,team_id,role,valid_from,valid_to,fte,time_zone,available_fraction
anna,atlas,engineer,2024-01-01,2025-01-01,1,Europe/Berlin,0.9
anna,borealis,engineer,2025-01-01,,0.6,Europe/Berlin,0.9
anna,atlas,advisor,2025-01-01,,0.4,Europe/Berlin,0.9
bo,borealis,"engineer, on call",2024-01-01,,0.8,America/New_York,1
""",
    "identities": """\
source,account,person_id,actor_kind
github,anna-gh,anna,human
github,bo-gh,bo,human
github,dependabot[bot],,bot
""",
    "survey_waves": """\
survey_id,wave_id,team_id,opened_on,closed_on,invited_count
pulse,spring,atlas,2025-03-03,2025-03-14,8
pulse,autumn,atlas,2025-09-01,,8
pulse,autumn,borealis,2025-09-01,,6
pilot,before,atlas,2025-03-03,2025-03-14,8
pilot,after,atlas,2025-09-01,2025-09-12,8
""",
    "survey_items": """\
survey_id,item_slot,instrument,topic,metric_id,scale_min,scale_max,is_reverse_keyed
pulse,safety_1,psychological_safety,,,1,7,true
pulse,friction_1,friction,ci_trust,build_time,1,5,FALSE
pilot,clarity_1,pilot_clarity,,,1,5,false
""",
    "survey_responses": f"""\
survey_id,wave_id,team_id,item_slot,respondent_hash,value,pair_code
pulse,autumn,atlas,safety_1,{HASH},7,
pulse,spring,atlas,safety_1,{OTHER_HASH},2,
pulse,spring,atlas,friction_1,{OTHER_HASH},5,
pilot,before,atlas,clarity_1,{HASH},3,{OTHER_HASH}
pilot,after,atlas,clarity_1,{OTHER_HASH},4,{OTHER_HASH}
""",
    "retrospectives": """\
retrospective_id,team_id,held_on,invited_count,attended_count,contributor_count,\
actions_opened_count,actions_by_non_leads_count,actions_done_count
r1,atlas,2025-03-07,8,7,6,3,2,1
r2,borealis,2025-03-07,6,6,,2,,0
""",
    "project_statuses": """\
project_id,milestone_id,team_id,reported_on,status_colour,due_on,finished_on
search,beta,atlas,2025-03-07,green,2025-04-30,
search,beta,atlas,2025-05-09,red,2025-04-30,2025-05-08
""",
    "risks": """\
risk_id,project_id,milestone_id,team_id,kind,raised_on,due_on,is_raised_by_lead
k1,search,beta,atlas,risk,2025-04-01,2025-04-30,false
""",
    "forecasts": """\
forecast_id,team_id,item_id,stated_on,forecast_on,started_on,finished_on
f1,atlas,SHOP-12,2025-03-03,2025-04-30,2025-03-10,
""",
    "product_adoption": """\
product_id,feature_id,team_id,service_id,audience,measured_on,adopting_account_count,\
eligible_account_count,retained_account_count,retention_cohort_count
shop,carts,atlas,checkout,external,2025-03-31,412,1930,270,350
shop,carts,atlas,,external,2025-03-31,12,930,,
""",
    "product_activation": """\
product_id,activation_event_id,team_id,service_id,signed_up_on,signup_count,activated_count,\
retained_count
shop,first-order-v1,atlas,,2025-03-31,64,31,22
""",
    "product_conversion": """\
product_id,funnel_id,team_id,service_id,entered_on,entered_count,converted_count,reversed_count
shop,checkout-v2,atlas,checkout,2025-03-31,820,96,
""",
    "support_contacts": """\
product_id,team_id,service_id,contacted_on,contact_count,defect_contact_count,active_account_count
shop,atlas,checkout,2025-03-31,17,5,12400
""",
    "slo_events": """\
service_id,slo_id,measured_on,good_count,valid_count,objective
checkout,availability,2025-03-31,998712,1000000,0.999
checkout,availability,2025-04-01,0,0,
""",
    "postmortems": """\
postmortem_id,scoring,incident_id,team_id,service_id,incident_ended_on,published_on,\
has_timeline_with_clock_source,has_quantified_customer_impact,has_two_contributing_factors,\
has_detection_analysis,has_what_went_well,has_actions_with_owner_and_date,\
is_published_in_five_business_days,names_no_person_as_cause
m1,second,harbour/checkout#41,atlas,checkout,2025-03-03,2025-03-07,\
true,true,true,false,true,true,TRUE,true
m1,first,harbour/checkout#41,atlas,checkout,2025-03-03,2025-03-07,\
true,true,true,true,true,true,true,true
m2,first,PINC1,borealis,,2025-03-20,,true,false,false,false,false,false,false,true
""",
    "incident_factors": """\
incident_id,team_id,service_id,happened_on,detected_by,factor_id
harbour/checkout#41,atlas,checkout,2025-03-03,monitoring,untested-failover
harbour/checkout#41,atlas,checkout,2025-03-03,monitoring,full-disk
PINC1,borealis,,2025-03-20,customer,
""",
    "incident_actions": """\
action_id,incident_id,team_id,opened_on,due_on,done_on
a1,harbour/checkout#41,atlas,2025-03-07,2025-04-04,2025-04-01
a2,harbour/checkout#41,atlas,2025-03-07,,
""",
    "oncall_checklists": """\
team_id,assessed_on,item,is_met,evidence_url
atlas,2025-03-31,two_deep_rota,true,https://wiki.example/atlas/rota
atlas,2025-03-31,written_handover,true,
""",
    "documentation_verifications": """\
service_id,document_kind,verified_on
checkout,runbook,2025-03-31
checkout,readme,2025-03-31
""",
    "metric_decisions": """\
decision_id,metric_id,decision_kind,decided_on,meeting_id,team_id
d1,deploy_freq,investment in pipelines,2025-03-31,engineering-review,atlas
d1,change_fail_rate,investment in pipelines,2025-03-31,engineering-review,
""",
    "baseline_decisions": """\
metric_id,team_id,effective_from,decided_on,decided_by_role,reason,evidence
change_lead_time,atlas,2025-01-06,2025-02-04,engineering manager,process_change,https://wiki.example/17
,,2025-03-03,2025-03-04,head of engineering,tool_change,
""",
    "question_resolutions": """\
finding_id,resolution,resolved_by_role,resolved_on
D5-2024Q4-atlas,explained_change,engineering manager,2025-02-11
D8-2024Q4-atlas,unknown,tech lead,2025-02-11
""",
    "audit_actions": """\
audit_id,metric_id,action,accepted_by_role,accepted_on,reason,evidence
2025Q1-1,deploy_freq,clarify,head of engineering,2025-05-12,definition_fixed,https://wiki.example/3
2025Q1-1,happy-suppliers,add,head of product,2025-05-12,valued_by_stakeholders,
""",
    "pilot_registry": """\
pilot_id,hypothesis,metric_id,direction,min_effect,analysis,registered_on,go_live,teams,\
comparison_teams,stop_rules
trunk,Smaller changes shorten the wait,change_lead_time,down,1.5,level,2025-01-20,2025-02-03,atlas,\
borealis;tribe-shop,harm:1.5;participation:0.6
""",
    "value_rankings": """\
ranking_id,stakeholder_id,stakeholder_group,ranked_on,value_id,metric_id,value_rank
h1,stakeholder-1,product,2025-03-31,reliable-checkout,change_fail_rate,1
h1,stakeholder-1,product,2025-03-31,happy-suppliers,,2
h1,stakeholder-2,support,2025-03-31,happy-suppliers,,1
""",
    "evidence_log": """\
evidence_id,person_id,manager_id,happened_on,logged_on,dimension,pattern,level_id,work_kind,\
source_kind,project_id,stakeholder_id,artefact_url,claim
e1,anna,bo,2025-02-11,2025-02-13,technical_quality,initiative,senior,mentoring,peer,search,\
stakeholder-1,https://github.example/harbour/checkout/pull/41,"Paired, twice"
e2,bo,,2025-02-11,2025-02-11,collaboration,,,other,self,,,,
e9,anna,bo,2025-03-11,2025-03-12,technical_quality,,senior,delivery,self,search,,,
""",
    "vignette_ratings": """\
cycle_id,vignette_id,rater_id,dimension,rating_round,descriptor,rated_on
h1,vignette-1,bo,collaboration,before_discussion,meets,2025-03-31
h1,vignette-1,bo,collaboration,after_discussion,exceeds,2025-03-31
""",
    "level_assessments": """\
cycle_id,person_id,dimension,level_id,descriptor,evidence_ids,assessed_on
h1,anna,technical_quality,senior,meets,e1;e9,2025-03-31
""",
    "growth_signals": """\
signal_id,person_id,dimension,signal_kind,noted_on,has_plan,plan_due_on,note
s1,anna,ownership,stretch,2025-03-11,true,2025-09-30,"Ran the review, wants two more"
s2,bo,growth,learning,2025-03-11,false,,
""",
    "promotion_cases": """\
case_id,person_id,target_level_id,opened_on,evidence_ids
c1,anna,senior,2025-03-31,e1;e9
""",
}
ROSTER = CSV["roster"]
IDENTITIES = CSV["identities"]


def with_team(entry: str) -> bytes:
    """The organisation with one more team, given as a YAML flow mapping."""
    return ORGANISATION.replace("services:\n", f"  - {entry}\nservices:\n").encode()


def with_service(entry: str) -> bytes:
    """The organisation with one more service, given as a YAML flow mapping."""
    return ORGANISATION.replace("incident_rules:\n", f"  - {entry}\nincident_rules:\n").encode()


def with_rows(name: str, *rows: str) -> dict[str, bytes]:
    """A CSV file with more rows, by its name."""
    return {name: (CSV[name] + "".join(f"{row}\n" for row in rows)).encode()}


def parsed(organisation: bytes = ORGANISATION.encode(), **contents: bytes) -> Content:
    """What the files say, right ones where nothing else is given."""
    return parse(organisation, {name: text.encode() for name, text in CSV.items()} | contents)
