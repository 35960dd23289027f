"""What comes near a rule about persons and is allowed.

Belongs here: the other side of the rules of `leaks.py` and `doors.py`. Does not belong here: orders
and sums (`borders.py`).
"""

from __future__ import annotations

from expectations.governance.planted.kind import Planted
from expectations.governance.planted.manifest import exposure, model, source

MART = "marts/leadership/rpt_planted"


def _near(kind: str, rule_id: str, what: str, sql: str, path: str = MART) -> Planted:
    return Planted(kind, rule_id, what, [model(path, sql)])


LEAKS = (
    _near(
        "number_of_people",
        "no-person-published",
        "people are counted",
        "select team_id, count(distinct person_id) as n_people, count(person_id) as n_authors, "
        "max(submitted_at) as newest, case when count(distinct person_id) < 5 "
        "then 'suppressed_privacy' else 'ok' end as status from @reviews group by team_id",
    ),
    _near(
        "person_in_a_condition",
        "no-person-published",
        "a person is asked for and not shown",
        "select team_id, sum(case when person_id is null then 1 else 0 end) as n_unknown, "
        "bool_or(person_id = team_id) as has_namesake from @reviews group by team_id",
    ),
    _near(
        "person_to_join",
        "no-person-published",
        "a person joins two tables",
        "select r.team_id, count(*) as n_items from @reviews as r inner join @load as l "
        "on r.person_id = l.person_id group by r.team_id",
    ),
    _near(
        "noticed_by_monitoring",
        "no-person-published",
        "what noticed it first is no person",
        "select team_id, 'monitoring' as detected_by, n_items as n_agents from @cells",
    ),
    _near(
        "person_days",
        "no-person-published",
        "a measure with a person in its name",
        "select team_id, n_items as person_days, 'x' as actor_kind from @cells",
    ),
    _near(
        "status_from_below",
        "few-people-are-not-shown",
        "the status comes with the rows",
        "select team_id, n_people, status from @cells",
    ),
    _near(
        "plain_sentence",
        "texts-name-nobody",
        "the routing is the subject",
        "select team_id, 'The rota concentrates load; check its rules' as finding from @cells",
    ),
    _near(
        "view_under_contract",
        "published-under-contract",
        "a view with a contract",
        "select team_id, value from @cells",
        "semantic/planted",
    ),
    Planted(
        "own_publication",
        "publication-leaves-people-out",
        "a folder of its own for people",
        files={
            "orchestration/publication/contract.py": (
                'LEADERSHIP_FOLDERS = ("core", "leadership")\nCOACHING_FOLDERS = ("coaching",)\n'
            )
        },
    ),
)
DOORS = (
    _near(
        "one_concept_twice",
        "concepts-stay-apart",
        "one concept, in two models",
        "select a.person_id from @growth as a inner join "
        "@stg_file_drops__growth_signals as b using (person_id)",
        "marts/coaching/planted",
    ),
    Planted(
        "counted_in_the_landing",
        "concepts-stay-apart",
        "rows of every stream are counted",
        [
            model("marts/audit/planted", "select stream, n_rows from @int_landing__planted"),
            model(
                "intermediate/landing/int_landing__planted",
                "select 'growth_signals' as stream, count(*) as n_rows from "
                "@file_drops.growth_signals union all select 'promotion_cases', "
                "count(*) from @file_drops.promotion_cases",
            ),
        ],
    ),
    _near(
        "own_words_of_a_concept",
        "no-potential",
        "the words of its own concept, and a word that only contains another",
        "select person_id, target_level_id as promotion_level, 1 as n_quarters, 'a' as regrowth "
        "from @cases",
        "marts/coaching/planted",
    ),
    _near(
        "people_read_people",
        "coaching-stays-inside",
        "within the layer",
        "select person_id, n_kinds from @kinds",
        "marts/coaching/planted",
    ),
    _near(
        "private_model",
        "coaching-is-private",
        "as dbt_project.yml configures it",
        "select person_id from @growth",
        "marts/coaching/planted",
    ),
    Planted(
        "own_reflection",
        "coaching-is-for-coaching",
        "for the person",
        [exposure("planted", ["growth_signals"], decisions=["own reflection"])],
    ),
    Planted(
        "plans",
        "no-decision-about-a-person",
        "decisions about work",
        [
            exposure(
                "planted",
                ["fct_team_metrics"],
                decisions=["platform investment", "review policy", "paired work"],
            )
        ],
    ),
    Planted(
        "asked_not_mined",
        "no-sentiment",
        "a length, and what a survey asked",
        [source("answers", ("answer_id", "comment_length", "body_length", "answer", "topic"))],
    ),
    Planted(
        "calendars_of_teams",
        "no-surveillance",
        "whose holidays a team has",
        [source("team_calendars", ("team_calendar_id", "team_id", "milestone_id", "allocation"))],
    ),
    Planted(
        "cte_of_that_name",
        "nothing-hidden",
        "a CTE with the name of a model",
        [
            model(
                MART,
                "with growth_signals as (select team_id from @cells) "
                "select team_id from growth_signals",
            )
        ],
    ),
    Planted(
        "forgotten_by_a_hook",
        "nothing-hidden",
        "a hook deletes rows of its own model, for its SQL to bring them anew",
        [
            model(
                MART,
                "select team_id from @cells",
                config={"pre-hook": [{"sql": "{{ forget_touched() }}"}]},
            )
        ],
    ),
)
BORDERS: tuple[Planted, ...] = (*LEAKS, *DOORS)
