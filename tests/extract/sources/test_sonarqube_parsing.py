"""Single projects, analyses, measures, files, and settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from extract.core.errors import RecordError, SettingsError
from extract.sources.sonarqube.client import total
from extract.sources.sonarqube.parsing import (
    analysis_row,
    file_row,
    key_of,
    measure_row,
    project_row,
)
from extract.sources.sonarqube.settings import SonarqubeSettings

DATE = "2026-06-01T02:30:00+0200"


def of_file(**values: Any) -> dict[str, Any]:
    measures = [{"metric": metric, "value": value} for metric, value in values.items()]
    return {"key": "p:src/a.ts", "path": "src/a.ts", "measures": measures}


def test_an_offset_without_a_colon_is_read() -> None:
    found = measure_row({"date": DATE, "value": "80.5"}, "p", "coverage")
    assert found["analysed_at"].isoformat() == "2026-06-01T00:30:00"
    assert (found["measure_id"], found["value"]) == ("p|2026-06-01T00:30:00|coverage", 80.5)


def test_a_gate_has_a_level_instead_of_a_value() -> None:
    found = measure_row({"date": DATE, "value": "ERROR"}, "p", "alert_status")
    assert (found["value"], found["level"]) == (None, "ERROR")


def test_of_events_only_the_kinds_are_kept() -> None:
    raw = {
        "key": "A",
        "date": DATE,
        "revision": "a" * 40,
        "events": [
            {"category": "VERSION", "name": "1.0 for Jo", "description": "by Jo"},
            {"category": "OTHER", "name": "Jo"},
        ],
    }
    found = analysis_row(raw, "p")
    assert (found["event_categories"], found["commit_sha"]) == ("OTHER,VERSION", "a" * 40)
    assert "Jo" not in str(found)


def test_a_file_without_a_measure_has_none() -> None:
    found = file_row(of_file(ncloc="12", coverage="33.3"), "p")
    assert (found["code_lines"], found["coverage_percent"]) == (12, 33.3)
    assert (found["complexity"], found["lines_to_cover"]) == (None, None)


def test_a_project_that_was_never_analysed() -> None:
    found = project_row({"key": "p", "name": "Jo's project", "qualifier": "TRK"})
    assert found["last_analysed_at"] is None
    assert "Jo" not in str(found)


@pytest.mark.parametrize(
    ("parse", "said"),
    [
        (lambda: project_row({"name": "x"}), "key: expected text, found nothing"),
        (lambda: analysis_row({"key": "A"}, "p"), "date: expected an instant, found nothing"),
        (lambda: analysis_row({"key": "A", "date": "soon"}, "p"), "date: expected an ISO-8601"),
        (
            lambda: analysis_row({"key": "A", "date": DATE, "events": ["x"]}, "p"),
            "events: expected an object, found str",
        ),
        (lambda: measure_row({"date": DATE}, "p", "ncloc"), "value: expected text, found nothing"),
        (
            lambda: measure_row({"date": DATE, "value": "many"}, "p", "ncloc"),
            "value: expected a number as text, found 'many'",
        ),
        (
            lambda: measure_row({"date": DATE, "value": "nan"}, "p", "ncloc"),
            "value: expected a finite number",
        ),
        (lambda: file_row(of_file(ncloc="1.5"), "p"), "value: expected a whole number, found 1.5"),
        (lambda: file_row(of_file(ncloc="1e300"), "p"), "value: expected a whole number"),
        (lambda: file_row({"key": "p:a"}, "p"), "path: expected text, found nothing"),
        (lambda: total({"paging": {}}), "total: expected a whole number, found nothing"),
    ],
)
def test_a_malformed_record_is_told_apart(parse: Callable[[], Any], said: str) -> None:
    with pytest.raises(RecordError) as told:
        parse()
    assert str(told.value).startswith(said)


def test_records_without_a_key_are_not_taken_for_one() -> None:
    one, other = {"name": "x"}, {"name": "x"}
    assert key_of(one) != key_of(other)
    assert key_of({"key": "a"}) == key_of({"key": "a"})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SONARQUBE_URL": ""}, "SONARQUBE_URL is not set"),
        ({"SONARQUBE_URL": "http://sonarqube.example"}, "use https"),
        ({"SONARQUBE_TOKEN": ""}, "SONARQUBE_TOKEN is not set"),
        ({"SONARQUBE_ORGANISATION": "two words"}, "SONARQUBE_ORGANISATION is 'two words'"),
        ({"SONARQUBE_PROJECTS": "a b"}, "SONARQUBE_PROJECTS holds 'a b'"),
    ],
)
def test_bad_settings_are_named(changes: dict[str, str], said: str) -> None:
    variables = {"SONARQUBE_URL": "https://sonarqube.example/", "SONARQUBE_TOKEN": "secret-5f2c"}
    settings = SonarqubeSettings.from_environment(variables | {"SONARQUBE_PROJECTS": "a, b:c,a"})
    assert (settings.url, settings.projects) == ("https://sonarqube.example", ("a", "b:c"))
    assert "secret-5f2c" not in repr(settings) + repr(settings.tool())
    with pytest.raises(SettingsError, match=said):
        SonarqubeSettings.from_environment(variables | changes)
