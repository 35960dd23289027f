"""The rows behind what is published about bottlenecks and components sum to their figures."""

import math
import re

import duckdb
import pytest

from tests.e2e.conftest import World

pytestmark = pytest.mark.e2e

BOTTLENECKS = """
    select findings.finding_id, findings.n_items, findings.hours, findings.evidence,
        sum(parts.n_items), sum(parts.hours), count(distinct parts.evidence_id), findings.n_people
    from marts.rpt_bottlenecks as findings
    left join marts.rpt_bottleneck_evidence as parts using (finding_id)
    group by all
"""
STAGES = """
    select team_id, quarter_start, sum(share_of_total_hours) from marts.rpt_bottlenecks
    where kind = 'queue_stage' group by all
"""
COMPONENTS = """
    select parts.component_id, parts.factor, cast(sum(parts.amount) as bigint), any_value(
        case parts.factor
            when 'churn' then components.churned_lines
            when 'complexity' then components.complexity
            when 'failure_links' then components.n_failure_links
            when 'knowledge' then components.n_changes
        end
    )
    from marts.rpt_module_risk_evidence as parts
    inner join marts.rpt_module_risk as components using (component_id)
    group by all
"""
LEAST_PEOPLE = 5
LEAST_OCCASIONS = 3
ROUNDING = 0.0051


def read(world: World, query: str) -> list[tuple[object, ...]]:
    file = world.published / "leadership.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_the_evidence_of_a_bottleneck_sums_to_its_figures(small: World) -> None:
    found = read(small, BOTTLENECKS)
    assert found
    for finding_id, n_items, hours, words, items, part_hours, rows, people in found:
        assert items == n_items, finding_id
        assert math.isclose(float(str(part_hours)), float(str(hours)), rel_tol=1e-9), finding_id
        said = [float(number) for number in re.findall(r"\d+\.\d\d", str(words))]
        assert any(abs(number - float(str(hours))) <= ROUNDING for number in said), finding_id
        assert int(str(rows)) >= LEAST_OCCASIONS, finding_id
        assert int(str(people)) >= LEAST_PEOPLE, finding_id


def test_the_queues_of_a_team_are_a_part_of_its_lead_time(small: World) -> None:
    shares = read(small, STAGES)
    assert shares
    assert all(0 < float(str(share)) <= 1 for _, _, share in shares)


def test_every_row_of_evidence_belongs_to_a_finding(small: World) -> None:
    query = """
        select count(*) from marts.rpt_bottleneck_evidence
        where finding_id not in (select finding_id from marts.rpt_bottlenecks)
    """
    assert read(small, query) == [(0,)]


def test_the_evidence_of_a_component_sums_to_its_factors(small: World) -> None:
    found = read(small, COMPONENTS)
    assert {factor for _, factor, _, _ in found} == {
        "churn",
        "complexity",
        "failure_links",
        "knowledge",
    }
    assert [row for row in found if row[2] != row[3]] == []


def test_a_component_of_few_people_shows_nothing(small: World) -> None:
    query = """
        select count(*) from marts.rpt_module_risk
        where n_people < 5
            and (status = 'ok' or churned_lines is not null or complexity is not null)
    """
    assert read(small, query) == [(0,)]
