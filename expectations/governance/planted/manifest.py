"""A small dbt project in the shape of a manifest, made in memory.

Belongs here: entries of a manifest, and an honest project of a dozen models. Does not belong here:
what is planted in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

Entry = dict[str, Any]

REFERENCE = re.compile(r"\bref\(\s*'(\w+)'\s*\)")
SOURCE = re.compile(r"\bsource\(\s*'(\w+)'\s*,\s*'(\w+)'\s*\)")
SHORT = re.compile(r"(?<=[\s(])@(?:(\w+)\.)?(\w+)")
NAMES = {
    "cases": "promotion_readiness",
    "cells": "fct_team_metrics",
    "growth": "growth_signals",
    "kinds": "int_people__pattern_kinds",
    "levels": "current_level_assessments",
    "load": "int_collaboration__review_load",
    "reviews": "int_collaboration__reviews",
}
SECTIONS = {"exposure": "exposures", "source": "sources", "macro": "macros", "metric": "metrics",
            "semantic_model": "semantic_models"}  # fmt: skip


def model(path: str, sql: str, **given: Any) -> Entry:
    """A model at a path below `models/`, as dbt_project.yml would configure it there.

    Args:
        path: The path without its ending.
        sql: Its SQL; `@name` stands for a reference to a model (short ones are in NAMES),
            `@source.table` for one to a source.
        given: Entries that differ.
    """
    sql = SHORT.sub(_written_out, sql)
    name = PurePosixPath(path).name
    is_of_people = path.startswith(("intermediate/people/", "marts/coaching/"))
    top = "coaching" if path.startswith("marts/coaching/") else path.split("/", maxsplit=1)[0]
    is_public = path.startswith(("marts/", "semantic/")) and not is_of_people
    node = {
        "resource_type": "model",
        "unique_id": f"model.team_outcomes.{name}",
        "name": name,
        "original_file_path": f"models/{path}.sql",
        "schema": top,
        "group": "coaching" if is_of_people else None,
        "access": "private" if is_of_people else "public" if is_public else "protected",
        "language": "sql",
        "raw_code": sql,
        "columns": {},
        "config": {},
        "contract": {"enforced": is_public or path.startswith("marts/coaching/")},
        "depends_on": {"nodes": _read_by(sql)},
    }
    return node | given


def source(name: str, columns: Iterable[str], of: str = "file_drops") -> Entry:
    """A table of a source."""
    return {
        "resource_type": "source",
        "unique_id": f"source.team_outcomes.{of}.{name}",
        "source_name": of,
        "name": name,
        "columns": {column: {"name": column} for column in columns},
    }


def exposure(name: str, reads: Iterable[str], **meta: Any) -> Entry:
    """A reader of models, and what it is for."""
    return {
        "resource_type": "exposure",
        "unique_id": f"exposure.team_outcomes.{name}",
        "name": name,
        "label": "What is read",
        "meta": {},
        "config": {"meta": meta},
        "depends_on": {"nodes": [f"model.team_outcomes.{one}" for one in reads]},
    }


def macro(name: str, text: str) -> Entry:
    """A macro of the project."""
    return {
        "resource_type": "macro",
        "unique_id": f"macro.team_outcomes.{name}",
        "package_name": "team_outcomes",
        "name": name,
        "macro_sql": text,
    }


def manifest(entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The manifest of entries; a later one takes the place of an earlier one of its id."""
    made: dict[str, Any] = {
        "metadata": {"project_name": "team_outcomes"},
        "nodes": {},
        **{section: {} for section in SECTIONS.values()},
    }
    for entry in entries:
        section = SECTIONS.get(entry["resource_type"], "nodes")
        made[section][entry["unique_id"]] = dict(entry)
    return made


def _written_out(short: re.Match[str]) -> str:
    of, name = short.groups()
    return (
        f"{{{{ source('{of}', '{name}') }}}}" if of else f"{{{{ ref('{NAMES.get(name, name)}') }}}}"
    )


def _read_by(sql: str) -> list[str]:
    models = [f"model.team_outcomes.{name}" for name in REFERENCE.findall(sql)]
    sources = [f"source.team_outcomes.{of}.{name}" for of, name in SOURCE.findall(sql)]
    return list(dict.fromkeys([*models, *sources]))


HONEST: tuple[Entry, ...] = (
    source("roster", ("person_id", "team_id", "valid_from", "valid_to")),
    source(
        "reviews",
        ("review_id", "change_id", "author_login", "submitted_at", "n_comments"),
        "github",
    ),
    source("level_assessments", ("person_id", "dimension", "descriptor")),
    source("growth_signals", ("person_id", "signal_kind", "noted_on")),
    source("promotion_cases", ("person_id", "target_level_id", "opened_on")),
    model("staging/file_drops/stg_file_drops__roster", "select * from @file_drops.roster"),
    model("staging/github/stg_github__reviews", "select * from @github.reviews"),
    model(
        "staging/file_drops/stg_file_drops__growth_signals",
        "select * from @file_drops.growth_signals",
    ),
    model(
        "intermediate/collaboration/int_collaboration__reviews",
        """select reviews.review_id, reviews.change_id, reviews.submitted_at, reviews.n_comments,
        roster.person_id, roster.team_id
        from @stg_github__reviews as reviews
        inner join @stg_file_drops__roster as roster
            on reviews.author_login = roster.person_id""",
    ),
    model(
        "intermediate/collaboration/int_collaboration__review_load",
        """select person_id, team_id, count(*) as n_reviews
        from @int_collaboration__reviews group by person_id, team_id""",
    ),
    model(
        "metrics/collaboration/review_response",
        """select 'review_response' as metric_id, team_id, count(*) as n_items,
        count(distinct person_id) as n_people, avg(n_comments) as value
        from @int_collaboration__reviews group by team_id""",
    ),
    model(
        "intermediate/metrics/int_metrics__cells",
        """select metric_id, team_id, cast('2026-01-01' as date) as period_start, n_items, n_people,
        case when n_people >= 5 then value end as value,
        case when n_people >= 5 then 'ok' else 'suppressed_privacy' end as status
        from @review_response""",
    ),
    model(
        "marts/leadership/fct_team_metrics",
        """select metric_id, team_id, period_start, n_items, n_people, value, status
        from @int_metrics__cells""",
    ),
    model(
        "marts/coaching/growth_signals",
        """select person_id, signal_kind, noted_on
        from @stg_file_drops__growth_signals""",
    ),
    model(
        "marts/coaching/current_level_assessments",
        "select person_id, dimension, descriptor from @file_drops.level_assessments",
    ),
    model(
        "marts/coaching/promotion_readiness",
        "select person_id, target_level_id, opened_on from @file_drops.promotion_cases",
    ),
    model(
        "intermediate/people/int_people__pattern_kinds",
        """select person_id, team_id, count(distinct change_id) as n_kinds
        from @int_collaboration__reviews group by person_id, team_id""",
    ),
    exposure("leadership_outcomes", ["fct_team_metrics"], decisions=["team self-observation"]),
    exposure("own_growth", ["growth_signals"], decisions=["coaching conversation"]),
)
