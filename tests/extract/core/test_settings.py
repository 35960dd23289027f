"""Settings from the environment."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extract.core.errors import SettingsError
from extract.core.settings import CoreSettings, Secret, parse_instant, required


def test_defaults() -> None:
    settings = CoreSettings.from_environment({})
    assert settings == CoreSettings(home=Path("data"), as_of=None, progress="auto")


def test_values_are_read_and_blanks_count_as_unset() -> None:
    settings = CoreSettings.from_environment(
        {
            "TEAM_OUTCOMES_HOME": " /somewhere ",
            "TEAM_OUTCOMES_AS_OF": "2026-01-31T02:00:00+02:00",
            "TEAM_OUTCOMES_PROGRESS": "  ",
        }
    )
    assert settings == CoreSettings(Path("/somewhere"), datetime(2026, 1, 31, tzinfo=UTC), "auto")


@pytest.mark.parametrize(
    ("name", "value"),
    [("TEAM_OUTCOMES_PROGRESS", "loud"), ("TEAM_OUTCOMES_AS_OF", "yesterday")],
)
def test_a_bad_value_is_named_with_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} is '{value}'"):
        CoreSettings.from_environment({name: value})


def test_a_date_counts_as_midnight_in_utc() -> None:
    assert parse_instant("--since", "2026-02-01") == datetime(2026, 2, 1, tzinfo=UTC)


def test_a_required_variable_says_what_it_should_hold() -> None:
    with pytest.raises(SettingsError, match="GITHUB_TOKEN is not set; set it to a token"):
        required({"GITHUB_TOKEN": " "}, "GITHUB_TOKEN", "a token")


def test_a_secret_shows_itself_only_when_asked() -> None:
    secret = Secret("canary")
    assert secret.reveal() == "canary"
    assert "canary" not in f"{secret} {secret!r} {[secret]} {vars(type(secret))}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
