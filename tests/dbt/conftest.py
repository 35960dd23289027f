"""One rendering of all macros a test session needs: starting dbt costs seconds."""

from __future__ import annotations

import duckdb
import pytest

from bench import workload
from tests.dbt import project

XMR = "select team_id, n_baseline, centre_line, lower_limit, upper_limit, limits_status from "
SNIPPETS = {
    "wilson": "select {{ wilson_low('k', 'n') }} as low, {{ wilson_high('k', 'n') }} as high "
    "from trials",
    "kaplan_meier": "select * from {{ kaplan_meier_quantile("
    "'items', ['team_id'], 'duration', 'is_observed', 0.5) }} as q order by team_id",
    "kaplan_meier_85": "select * from {{ kaplan_meier_quantile("
    "'items', ['team_id'], 'duration', 'is_observed', 0.85) }} as q order by team_id",
    "kaplan_meier_share": "select * from {{ kaplan_meier_share("
    "'items', ['team_id'], 'duration', 'is_observed', 90) }} as q order by team_id",
    "xmr_log": XMR + "{{ xmr_limits('points', ['team_id'], 'week', 'value', 'log') }} as limits",
    "xmr_sqrt": XMR + "{{ xmr_limits('points', ['team_id'], 'week', 'value', 'sqrt') }} as limits",
    "xmr_none": XMR + "{{ xmr_limits('points', ['team_id'], 'week', 'value', 'none') }} as limits",
    "percentiles": "select {{ percentile_of_enough('x', 0.5) }} as p50, "
    "{{ percentile_of_enough('x', 0.85) }} as p85, {{ percentile_of_enough('x', 0.9) }} as p90, "
    "{{ percentile_of_enough('x', 0.95) }} as p95 from numbers",
    "hash": "select text, {{ hash_uniform('text') }} as chance from texts",
    "local": "select instant, zone, {{ to_local('instant', 'zone') }} as local_time, "
    "{{ local_date('instant', 'zone') }} as local_date from instants",
    "utc": "select {{ to_utc('local_time', 'zone') }} as instant from local_times",
    "seconds": "select {{ seconds_between('a', 'b') }} as seconds, "
    "{{ add_seconds('a', 0.000001) }} as later from spans",
    "days": "select {{ iso_day_of_week('day') }} as weekday, {{ add_days('day', 30) }} as later, "
    "{{ days_between('day', add_days('day', 30)) }} as days from dates",
    "labels": "select {{ has_label('labels', \"'bug'\") }} as has_bug, "
    "{{ label_value('labels', \"'severity:'\") }} as severity from issues",
    "split": "select * from {{ split_rows('issues', ['id'], 'labels', 'label') }} as split",
    "load_id": "select {{ load_id_of('path') }} as load_id from files",
    "complete_loads": "{{ complete_loads_query('/lake') }}",
    "complete_files": "{{ complete_files_query('/lake') }}",
    "landed_view": "{% for table in graph.sources.values() "
    "if table.source_name == 'github' and table.name == 'issues' %}"
    "{{ landed_view(table, ['/lake/compacted-1.parquet', '/lake/plain.parquet']) }}{% endfor %}",
    "landed_columns": "{{ landed_columns_table({'/lake/': ['/lake/compacted-1.parquet']}) }}",
    "column_fill": "{{ landed_column_fill_table("
    "{'/lake/': ['/lake/compacted-1.parquet', '/lake/plain.parquet']}, ['/lake/kept.parquet']) }}",
    "finality": "select {{ finality('ends_at') }} as finality from periods",
    "business": "select spans.*, {{ business_seconds_at('last', 'spans.b') }} "
    "- {{ business_seconds_at('first', 'spans.a') }} as seconds from spans "
    "inner join days as first on {{ business_day_join("
    "'first', \"'atlas'\", 'spans.time_zone', 'spans.a') }} "
    "inner join days as last on {{ business_day_join("
    "'last', \"'atlas'\", 'spans.time_zone', 'spans.b') }}",
    "fisher": "select * from {{ fisher_greater('tables', ['id'], 'a', 'b', 'c', 'd') }} as p",
    "mann_whitney": "select * from {{ mann_whitney_greater("
    "'samples', ['id'], 'value', 'is_first') }} as p",
    "kolmogorov": "select {{ kolmogorov_tail('x') }} as p from distances",
    "kolmogorov_smirnov": "select * from {{ kolmogorov_smirnov("
    "'samples', ['id'], 'value') }} as tests order by id",
    "normal": "select {{ normal_upper_tail('z') }} as p from deviations",
    "status_rule": "{{ test_status_explains_value('cells') }}",
    "unique_key": "{{ test_unique_key('keys', ['a'], ['b']) }}",
    "spans_meet": "{{ test_spans_meet('spans', ['team_id'], 'a', 'b') }}",
    "no_overlap": "{{ test_spans_do_not_overlap('spans', ['team_id'], 'a', 'b') }}",
    **workload.snippets(),
}


@pytest.fixture(scope="session")
def sql(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """SQL of every snippet by name, as of 2026-07-06 06:00 UTC."""
    return project.rendered(SNIPPETS, tmp_path_factory.mktemp("rendered"))


@pytest.fixture
def engine() -> duckdb.DuckDBPyConnection:
    """An empty DuckDB in memory."""
    return duckdb.connect()
