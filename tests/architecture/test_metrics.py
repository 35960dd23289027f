"""Every metric: two files, a complete registration, and a pair that exists."""

from __future__ import annotations

from tests.architecture import repository, rules


def test_every_metric_is_registered_under_its_own_name_and_folder() -> None:
    metas = list(repository.metric_metas())
    assert metas
    for path, meta in metas:
        assert meta.get("metric_id") == path.stem, f"{path.stem}: meta.metric.metric_id differs"
        assert meta.get("dimension") == path.parent.name, (
            f"{path.stem}: its folder is its dimension"
        )


def test_every_metric_names_a_pair_that_is_a_metric() -> None:
    metas = [meta for _, meta in repository.metric_metas()]
    known = {meta["metric_id"] for meta in metas}
    assert {
        m["metric_id"]: m["pair_metric_id"] for m in metas if m["pair_metric_id"] not in known
    } == {}


def test_no_metric_informs_a_decision_about_persons() -> None:
    for _, meta in repository.metric_metas():
        assert rules.decisions_about_persons(meta["eligible_decisions"]) == [], meta["metric_id"]
