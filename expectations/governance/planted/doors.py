"""Planted doors of the people layer, and decisions about persons.

Belongs here: who reads what, and what for. Does not belong here: columns of persons (`leaks.py`),
what is watched (`watching.py`).
"""

from __future__ import annotations

from expectations.governance.planted.kind import Planted
from expectations.governance.planted.manifest import exposure, model

COACHING = "marts/coaching/planted"
MART = "marts/leadership/rpt_planted"


def _together(kind: str, what: str, sql: str, path: str = COACHING) -> Planted:
    return Planted(kind, "concepts-stay-apart", what, [model(path, sql)])


def _joined(first: str, second: str) -> str:
    return f"select a.person_id from {first} as a inner join {second} as b using (person_id)"  # noqa: S608


CONCEPTS = (
    _together(
        "growth_with_promotion",
        "joins growth and promotion",
        _joined("@growth", "@cases"),
    ),
    _together(
        "level_with_promotion",
        "joins level and promotion",
        _joined("@levels", "@cases"),
    ),
    _together(
        "level_with_growth",
        "joins level and growth",
        _joined("@levels", "@growth"),
        "intermediate/people/int_people__planted",
    ),
    _together(
        "growth_from_staging",
        "reads one of the two in staging",
        _joined("@stg_file_drops__growth_signals", "@cases"),
    ),
    Planted(
        "met_on_the_way",
        "concepts-stay-apart",
        "two models on, each reads one",
        [
            model(COACHING, _joined("@int_people__one", "@int_people__other")),
            model("intermediate/people/int_people__one", "select person_id from @growth"),
            model(
                "intermediate/people/int_people__other",
                "select person_id from @cases",
            ),
        ],
    ),
    Planted(
        "shown_together",
        "concepts-stay-apart",
        "one page shows both",
        [
            exposure(
                "planted",
                ["growth_signals", "promotion_readiness"],
                decisions=["coaching conversation"],
            )
        ],
    ),
)
POTENTIAL = (
    Planted(
        "column_potential",
        "no-potential",
        "a guess about a person",
        [model(COACHING, "select person_id, signal_kind as potential_level from @growth")],
    ),
    Planted(
        "growth_in_a_promotion",
        "no-potential",
        "a promotion says how many wishes to grow there are",
        [model(COACHING, "select person_id, 3 as n_growth_signals from @cases")],
    ),
)
DOORS = (
    Planted(
        "no_group",
        "coaching-is-private",
        "a model of people in no group",
        [model(COACHING, "select person_id from @growth", group=None)],
    ),
    Planted(
        "public_model",
        "coaching-is-private",
        "a model of people that anybody may read",
        [model(COACHING, "select person_id from @growth", access="public")],
    ),
    Planted(
        "published_schema",
        "coaching-is-private",
        "a model of people in the schema marts",
        [model(COACHING, "select person_id from @growth", schema="marts")],
    ),
    Planted(
        "granted_to_leaders",
        "coaching-is-private",
        "a model of people granted to others",
        [
            model(
                COACHING,
                "select person_id from @growth",
                config={"grants": {"select": ["leaders"]}},
            )
        ],
    ),
    Planted(
        "open_model_of_the_group",
        "coaching-is-private",
        "a model of the group in another folder, open to all",
        [
            model(
                "intermediate/delivery/int_delivery__planted",
                "select person_id from @growth",
                group="coaching",
            )
        ],
    ),
    Planted(
        "leaders_read_people",
        "coaching-stays-inside",
        "a leader's mart counts growth",
        [model(MART, "select signal_kind, count(*) as n_signals from @growth group by 1")],
    ),
    Planted(
        "intermediate_reads_people",
        "coaching-stays-inside",
        "a detour outside the layer",
        [
            model(
                "intermediate/delivery/int_delivery__planted",
                "select team_id from @kinds",
            )
        ],
    ),
    Planted(
        "kept_by_a_snapshot",
        "coaching-stays-inside",
        "a snapshot of the people layer",
        [model("planted", "select * from @growth", resource_type="snapshot")],
    ),
    Planted(
        "mixed_exposure",
        "coaching-stays-inside",
        "one page for leaders and for people",
        [
            exposure(
                "planted",
                ["fct_team_metrics", "growth_signals"],
                decisions=["coaching conversation"],
            )
        ],
    ),
    Planted(
        "coaching_for_planning",
        "coaching-is-for-coaching",
        "growth is read to plan",
        [exposure("planted", ["growth_signals"], decisions=["capacity planning"])],
    ),
    Planted(
        "coaching_for_nothing_said",
        "coaching-is-for-coaching",
        "nobody says what for",
        [exposure("planted", ["growth_signals"])],
    ),
)
DECISIONS = tuple(
    Planted(
        f"decides_{decision.replace(' ', '_')}",
        "no-decision-about-a-person",
        f"an exposure serves {decision}",
        [exposure("planted", ["fct_team_metrics"], decisions=["team self-observation", decision])],
    )
    for decision in (
        "promotion",
        "compensation",
        "performance rating",
        "termination",
        "stack ranking",
    )
)
PLANTED = (*CONCEPTS, *POTENTIAL, *DOORS, *DECISIONS)
