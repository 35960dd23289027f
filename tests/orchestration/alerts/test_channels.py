"""Settings become channels, or an error that says which one is wrong and repeats no secret."""

from __future__ import annotations

import pytest

from extract.core.errors import SettingsError
from orchestration.alerts.alert import ENGINEERS, LEADERS
from orchestration.alerts.channels import PREFIX, channels
from tests.orchestration.alerts.conftest import PatientClock

URL = "https://hooks.example/a-secret-path"
MAIL = {
    "SMTP_URL": "smtps://mail.example.org",
    "MAIL_FROM": "Outcomes <outcomes@example.org>",
    "MAIL_TO": "ops@example.org",
}


def found(**settings: str) -> dict[str, frozenset[str]]:
    environment = {f"{PREFIX}{name}": value for name, value in settings.items()}
    return {one.name: one.audiences for one in channels(environment, PatientClock())}


def test_without_settings_nobody_is_told() -> None:
    assert found() == {}
    assert found(WEBHOOK_URL=" ", SMTP_URL="") == {}


def test_leaders_have_their_own_channel_or_that_of_everybody() -> None:
    assert found(WEBHOOK_URL=URL) == {"webhook": {ENGINEERS, LEADERS}}
    assert found(WEBHOOK_URL=URL, LEADERS_WEBHOOK_URL=URL) == {
        "webhook": {ENGINEERS},
        "webhook of leaders": {LEADERS},
    }
    assert found(**MAIL, LEADERS_MAIL_TO="lead@example.org") == {
        "mail": {ENGINEERS},
        "mail of leaders": {LEADERS},
    }


def test_a_team_has_a_channel_for_its_questions() -> None:
    assert found(TEAM_WEBHOOK_URLS=f"atlas={URL}, cedar = {URL},") == {
        "webhook of team:atlas": {"team:atlas"},
        "webhook of team:cedar": {"team:cedar"},
    }


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"WEBHOOK_URL": "ftp://a-secret-path"}, "WEBHOOK_URL is no https"),
        ({"TEAM_WEBHOOK_URLS": URL}, "TEAM_WEBHOOK_URLS is"),
        ({"TEAM_WEBHOOK_URLS": "=https://a-secret-path"}, "TEAM_WEBHOOK_URLS is a list"),
        ({**MAIL, "SMTP_URL": "mail.example.org"}, "SMTP_URL is no address of a mail server"),
        ({**MAIL, "SMTP_URL": "smtp://me:a-secret-path@mail.example.org"}, "SMTP_URL is no"),
        ({**MAIL, "SMTP_URL": "smtp://mail.example.org:port"}, "SMTP_URL is no"),
        ({**MAIL, "MAIL_FROM": ""}, "MAIL_FROM is no list of e-mail addresses"),
        ({**MAIL, "MAIL_TO": ""}, "MAIL_TO is not"),
        ({**MAIL, "MAIL_TO": "nobody"}, "MAIL_TO is no list"),
        ({**MAIL, "MAIL_TO": "a@example.org\r\nBcc: b@example.org"}, "MAIL_TO is no list"),
    ],
)
def test_a_wrong_setting_is_named_and_not_repeated(settings: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        found(**settings)
    assert named in str(wrong.value)
    assert "a-secret-path" not in str(wrong.value)
