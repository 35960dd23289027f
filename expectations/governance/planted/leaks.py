"""Planted persons where others read, and texts that name them.

Belongs here: what would be published of one person. Does not belong here: doors of the people layer
(`doors.py`).
"""

from __future__ import annotations

from expectations.governance.planted.kind import Planted
from expectations.governance.planted.manifest import Entry, exposure, macro, model, source

MART = "marts/leadership/rpt_planted"


def _person(kind: str, what: str, sql: str, path: str = MART, *others: Entry) -> Planted:
    return Planted(kind, "no-person-published", what, [model(path, sql), *others])


SEMANTIC: Entry = {
    "resource_type": "semantic_model",
    "unique_id": "semantic_model.team_outcomes.planted",
    "name": "planted",
    "entities": [{"name": "cell", "expr": "cell_id"}],
    "dimensions": [{"name": "who", "expr": "person_id"}],
    "measures": [],
    "depends_on": {"nodes": ["model.team_outcomes.fct_team_metrics"]},
}
PERSONS = (
    _person("person_id", "a person's key", "select team_id, person_id from @reviews"),
    _person(
        "person_under_an_alias",
        "a person's key under another name",
        "select team_id, person_id as contributor from @reviews",
        "marts/core/dim_planted",
    ),
    _person(
        "person_through_ctes",
        "a key renamed in two CTEs",
        "with a as (select person_id as p from @reviews), b as (select p as q from a) "
        "select q as area from b",
        "marts/audit/planted",
    ),
    _person("person_by_a_star", "a star brings the key", "select * from @reviews"),
    _person(
        "person_by_a_subquery",
        "a scalar subquery gives the key",
        "select team_id, (select max(r.person_id) from @reviews as r) as area from @cells",
    ),
    _person(
        "person_by_a_union",
        "the second half of a union brings it",
        "select team_id as area from @cells union all select person_id from @reviews",
    ),
    _person(
        "person_of_a_view",
        "a view for BI tools",
        "select person_id as p from @reviews",
        "semantic/planted",
    ),
    _person(
        "hashed_person",
        "the hash of a key",
        "select team_id, md5('salt' || person_id) as token from @reviews",
    ),
    _person(
        "hashed_by_a_macro",
        "a macro hashes the key",
        "select team_id, {{ token_of('person_id') }} as token from @reviews",
        MART,
        macro("token_of", "{% macro token_of(c) %}sha256({{ c }}){% endmacro %}"),
    ),
    _person(
        "listed_persons",
        "a list of keys",
        "select team_id, string_agg(distinct person_id, ', ') as area from @reviews "
        "group by team_id",
    ),
    _person(
        "array_of_persons",
        "an array of keys",
        "select team_id, list(person_id) as area from @reviews group by team_id",
    ),
    _person(
        "any_person",
        "any one of the keys",
        "select team_id, any_value(person_id) as area from @reviews group by team_id",
    ),
    _person(
        "part_of_a_login",
        "the beginning of a login",
        "select team_id, substr(person_id, 1, 3) as area from @reviews",
    ),
    _person(
        "person_in_a_structure",
        "the whole row as JSON",
        "select team_id, to_json(r) as details from @reviews as r",
    ),
    _person(
        "numbered_persons",
        "a number that stands for the key",
        "select team_id, row_number() over (partition by team_id order by person_id) as seat "
        "from @reviews",
    ),
    _person(
        "person_in_a_choice",
        "a case gives the key",
        "select team_id, case when n_comments > 3 then coalesce(person_id, 'none') end as area "
        "from @reviews",
    ),
    _person(
        "person_by_another_word",
        "whoever merged it, under the tool's own word",
        "select merged_by_username as area from @gitlab.changes",
        MART,
        source("changes", ("change_id", "merged_by_username"), "gitlab"),
    ),
    _person(
        "person_by_name_only",
        "a literal under a person's name",
        "select team_id, 'ada' as author_login from @cells",
    ),
    Planted(
        "person_of_an_exposure",
        "no-person-published",
        "an exposure reads people",
        [exposure("planted", ["int_collaboration__review_load"])],
        subject="int_collaboration__review_load",
    ),
    Planted("person_for_bi", "no-person-published", "a dimension BI tools may ask for", [SEMANTIC]),
)
TEXTS = (
    Planted(
        "accusing_text",
        "texts-name-nobody",
        "a sentence that accuses",
        [
            model(
                MART,
                "select team_id, 'Somebody cheated on reviews' as finding from @cells",
            )
        ],
    ),
    Planted(
        "address_in_a_text",
        "texts-name-nobody",
        "a sentence with an address",
        [
            model(
                MART,
                "select team_id, 'Ask ada@example.org about it' as advice from @cells",
            )
        ],
    ),
    Planted(
        "person_in_a_sentence",
        "texts-name-nobody",
        "a sentence put together with a key",
        [
            model(
                "marts/coaching/planted",
                "select person_id, 'The reviews of ' || person_id || ' are late' as t "
                "from @reviews",
            )
        ],
    ),
    Planted(
        "blank_in_a_template",
        "texts-name-nobody",
        "a template with a blank for a person",
        files={"expectations/planted/advice.yml": "advice: Ask {reviewer} to review less\n"},
    ),
)
_CONTRACT = "orchestration/publication/contract.py"
FEW = (
    Planted(
        "people_without_a_floor",
        "few-people-are-not-shown",
        "n_people and no status",
        [model(MART, "select team_id, n_people, value from @cells")],
    ),
    Planted(
        "status_that_hides_nothing",
        "few-people-are-not-shown",
        "a status that is always ok",
        [
            model(
                MART,
                "select team_id, count(distinct person_id) as n_respondents, 'ok' as status "
                "from @reviews group by team_id",
            )
        ],
    ),
    Planted(
        "no_contract",
        "published-under-contract",
        "a mart without a contract",
        [model(MART, "select team_id from @cells", contract={"enforced": False})],
    ),
    Planted(
        "publication_adds_coaching",
        "publication-leaves-people-out",
        "a folder added where the tables are read",
        files={
            _CONTRACT: "def audit_tables(marts):\n"
            '    return _tables(marts, (*AUDIT_FOLDERS, "coaching"))\n'
        },
    ),
    Planted(
        "publication_takes_coaching",
        "publication-leaves-people-out",
        "one folder too many",
        files={_CONTRACT: 'LEADERSHIP_FOLDERS = ("core", "coaching")\n'},
    ),
)
PLANTED = (*PERSONS, *TEXTS, *FEW)
