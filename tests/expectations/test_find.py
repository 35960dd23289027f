"""Every metric, source, check and detector is found by its name, in places that exist."""

from __future__ import annotations

import pytest

from expectations import find
from expectations.catalogue import ROOT, metrics
from expectations.detectors.registry import detectors
from expectations.registry import SIGNALS

BUILT = {"published/site/rulebook"}


def whats(name: str, kind: str) -> set[str]:
    """What is said of a name; every place exists, with its heading."""
    found = find.places(name)[kind]
    for place in found:
        path = ROOT / place.path
        if place.is_built:
            assert place.path.parent.as_posix() in BUILT
            continue
        assert path.exists(), f"{name}: {path} is not there"
        if place.anchor:
            headings = [
                line.lstrip("# ").strip(" `").lower()
                for line in path.read_text().splitlines()
                if line.startswith("#")
            ]
            # A heading may go on with the thing's name.
            assert any(heading.split(" ")[0].strip("`:·.") == place.anchor for heading in headings)
    return {place.what for place in found}


def test_every_metric_has_its_definition_sql_guards_and_page() -> None:
    known = metrics()
    assert len(known) > 40
    for meta in known:
        found = whats(meta["metric_id"], "a metric")
        assert found >= {"definition", "SQL", "yml and tests", "guard (published)", "page"}
        assert any(what.startswith("guard (") and what != "guard (published)" for what in found)


def test_every_source_has_its_page_folder_staging_guard_and_tests() -> None:
    folders = {
        path.name for path in (ROOT / "extract/sources").iterdir() if (path / "streams.py").exists()
    }
    assert set(find.sources()) == folders
    for source in folders:
        assert whats(source, "a source") == {"page", "extraction", "staging", "guard", "tests"}


def test_every_check_of_a_broken_signal_is_found_by_its_number_and_its_model() -> None:
    assert len(SIGNALS) == 11
    for guard in SIGNALS:
        by_number = find.places(guard.check_id)["a check of a broken signal"]
        assert by_number == find.places(guard.asset[1])["a check of a broken signal"]
        assert "measured by" in whats(guard.check_id, "a check of a broken signal")


def test_every_detector_is_found_by_its_number() -> None:
    assert len(detectors()) == 30
    for detector in detectors():
        found = whats(detector.detector_id, "a detector")
        assert found == {"in plain words", "sql", "yml", "measured rates"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("fct_team_metrics", "a table"),
        ("stg_github__pull_requests", "a table"),
        ("0018", "a decision"),
        ("ADR 0003", "a decision"),
        ("gate", "a word"),
    ],
)
def test_tables_decisions_and_words_are_found(name: str, kind: str) -> None:
    assert whats(name, kind)


def test_an_unknown_name_is_told_with_what_is_like_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert find.main(["change_fail_rat"]) == 1
    error = capsys.readouterr().err
    assert "nothing here is called 'change_fail_rat'" in error
    assert "change_fail_rate" in error
    assert find.main(["../../etc/passwd"]) == 1
    assert find.main([""]) == 1


def test_a_known_name_is_printed_place_by_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert find.main([" Change_Fail_Rate "]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["definition", "docs/metrics.md#change_fail_rate"]
    assert lines[-1].endswith("$TEAM_OUTCOMES_HOME/published/site/rulebook/change_fail_rate.html")
