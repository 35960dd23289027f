"""Did the organisation's own files say something they cannot mean?

Belongs here: what must hold of the files as a whole. Does not belong here: the rules of a single
row, which the reader of the files enforces (a wrong row is quarantined before it lands).
"""

from __future__ import annotations

from expectations.guard import Guard, expect

GUARDS = (
    Guard(
        name="raw_file_drops_roster",
        sql="select person_id, team_id, fte, available_fraction from staging.stg_file_drops__roster",
        expectations=(
            expect("table_row_count_to_be_between", min_value=1),
            expect("column_values_to_be_between", column="fte", min_value=0, max_value=1),
            expect(
                "column_values_to_be_between", column="available_fraction", min_value=0, max_value=1
            ),
        ),
        severity="degrade",
        source="file_drops",
        stream="roster",
        status_when_failed="source_partial",
    ),
    Guard(
        name="raw_file_drops_teams",
        sql="select team_id, team_name from staging.stg_file_drops__teams",
        expectations=(
            expect("table_row_count_to_be_between", min_value=1),
            expect("column_values_to_be_unique", column="team_id"),
        ),
        severity="block",
        source="file_drops",
        stream="teams",
    ),
    Guard(
        name="raw_file_drops_services",
        sql="""
            select services.service_id, count(owners.team_id) as n_owners
            from staging.stg_file_drops__services as services
            left join staging.stg_file_drops__service_owners as owners
                on services.service_id = owners.service_id
            group by services.service_id
        """,
        expectations=(
            expect("table_row_count_to_be_between", min_value=1),
            expect("column_values_to_be_between", column="n_owners", min_value=1),
        ),
        severity="degrade",
        source="file_drops",
        stream="services",
        status_when_failed="source_partial",
    ),
)
