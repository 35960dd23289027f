"""The generated publication is whole and seeded, and requests are varied as a reader would."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bench.dashboards import generated, swaps, timing
from bench.dashboards.generated import GenerationError, Size, publish
from bench.published import differences, read_database
from bi.superset import spec

SMALL = Size(teams=1, years=1)


def test_the_same_seed_gives_the_same_publication(tmp_path: Path) -> None:
    first, again, other = (tmp_path / name / "leadership.duckdb" for name in ("a", "b", "c"))
    assert publish(first, SMALL, seed=1, mark=1) == publish(again, SMALL, seed=1, mark=1)
    publish(other, SMALL, seed=2, mark=1)
    assert differences(read_database(first), read_database(again)) == []
    assert differences(read_database(first), read_database(other))


def test_what_breaks_the_contract_is_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "leadership.duckdb"
    publish(target, SMALL, seed=1, mark=1)
    before = target.read_bytes()
    read = generated._sql
    monkeypatch.setattr(
        generated,
        "_sql",
        lambda name: read(name) if name != "dim_teams" else f"{read(name)} union all {read(name)}",
    )
    with pytest.raises(GenerationError, match="dim_teams has 2 keys"):
        publish(target, SMALL, seed=1, mark=2)
    assert target.read_bytes() == before


def test_every_dashboard_is_opened_during_publications() -> None:
    assert list(swaps.DASHBOARDS) == [page["name"] for page in spec.read().dashboards]


def test_a_request_is_varied_where_it_names_a_choice() -> None:
    offered = timing.Choice(["Atlas", "Borealis"], ["Lead time"], ["week"])
    body = '{"col":"team_name","op":"IN","val":["Atlas"]},{"col":"other","val":["Atlas 2"]}'
    found = {timing._varied(body, offered, random.Random(seed)) for seed in range(20)}  # noqa: S311 - no secret
    assert found == {body, body.replace('["Atlas"]', '["Borealis"]')}
