"""A mail over verified TLS: what it holds, and when it is not sent."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest

from orchestration.alerts.channels import channels
from orchestration.alerts.mail import Mail
from orchestration.alerts.message import message
from orchestration.alerts.refusal import ChannelError
from tests.orchestration.alerts.conftest import HOSTILE, PatientClock, alert
from tests.orchestration.alerts.receivers import PASSWORD, USER
from tests.orchestration.alerts.receivers import post as serve

MESSAGE = message([alert()])
TO = "Ops <ops@example.org>, lead@example.org"


def sender(port: int, clock: PatientClock, scheme: str = "smtp", password: str = PASSWORD) -> Mail:
    (channel,) = channels(
        {
            "TEAM_OUTCOMES_ALERT_SMTP_URL": f"{scheme}://127.0.0.1:{port}",
            "TEAM_OUTCOMES_ALERT_SMTP_USER": USER if password else "",
            "TEAM_OUTCOMES_ALERT_SMTP_PASSWORD": password,
            "TEAM_OUTCOMES_ALERT_MAIL_FROM": "Team Outcomes <outcomes@example.org>",
            "TEAM_OUTCOMES_ALERT_MAIL_TO": TO,
        },
        clock,
    )
    return cast("Mail", channel.sender)


def parsed(content: bytes) -> EmailMessage:
    return cast("EmailMessage", email.message_from_bytes(content, policy=default))


def test_a_mail_goes_over_starttls_with_a_login(
    trusted: tuple[Path, Path], clock: PatientClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted[0]))
    with serve(trusted) as server:
        sender(server.port, clock).send(MESSAGE)
    assert server.was_encrypted == [True]
    assert server.receivers == [["ops@example.org", "lead@example.org"]]
    mail = parsed(server.mails[0])
    assert mail["Subject"] == "Team Outcomes: runs that failed: 1"
    assert mail["To"] == TO
    assert mail["Date"] == "Mon, 06 Jul 2026 06:00:00 +0000"
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert "- Thing 0. It happened." in plain.get_content()
    assert html is not None
    assert "Thing 0" in html.get_content()


def test_a_mail_goes_over_tls(
    trusted: tuple[Path, Path], clock: PatientClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted[0]))
    with serve(trusted, is_tls=True) as server:
        sender(server.port, clock, "smtps", "").send(MESSAGE)
    assert len(server.mails) == 1


@pytest.mark.parametrize(("scheme", "is_tls"), [("smtp", False), ("smtps", True)])
def test_a_certificate_nobody_trusts_gets_no_mail(
    trusted: tuple[Path, Path], clock: PatientClock, scheme: str, is_tls: bool
) -> None:
    refused = pytest.raises(ChannelError, match="certificate cannot be verified")
    with serve(trusted, is_tls=is_tls) as server, refused:
        sender(server.port, clock, scheme).send(MESSAGE)
    assert server.attempts == 0


def test_a_wrong_password_is_told_without_it(
    trusted: tuple[Path, Path], clock: PatientClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted[0]))
    with serve(trusted) as server:
        wrong = sender(server.port, clock, password="not-the-one")
        with pytest.raises(ChannelError, match=r"does not accept user and password \(535\)"):
            wrong.send(MESSAGE)
    assert "not-the-one" not in repr(wrong)
    assert server.mails == []


def test_a_password_is_never_sent_in_the_clear(clock: PatientClock) -> None:
    with serve() as server, pytest.raises(ChannelError, match="no STARTTLS or no login"):
        sender(server.port, clock).send(MESSAGE)
    assert server.mails == []


def test_a_relay_on_this_machine_needs_no_tls(clock: PatientClock) -> None:
    with serve() as server:
        sender(server.port, clock, password="").send(MESSAGE)
    assert server.was_encrypted == [False]


def test_a_busy_server_is_asked_again_and_a_refusal_is_not(clock: PatientClock) -> None:
    with serve() as server:
        server.answers = ["451 later", "250 OK"]
        sender(server.port, clock, password="").send(MESSAGE)
        assert (len(server.mails), clock.slept) == (1, [2.0])
        server.answers = ["554 no"]
        with pytest.raises(ChannelError, match="answered 554"):
            sender(server.port, clock, password="").send(MESSAGE)
        assert server.attempts == 3


def test_nobody_there(clock: PatientClock) -> None:
    with pytest.raises(ChannelError, match="no connection"):
        sender(9, clock, password="").send(MESSAGE)
    assert clock.slept == [2.0, 4.0]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_stays_text(name: str, clock: PatientClock) -> None:
    alerts = [alert(0, HOSTILE[name]), alert(1, "fine")]
    hostile = [*alerts, alert(2).__class__(**{**vars(alert(2)), "title": HOSTILE[name]})]
    mail = sender(9, clock, password="").written(message(hostile))
    assert set(mail.keys()) == {
        *("Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted"),
        *("MIME-Version", "Content-Type"),
    }
    again = parsed(mail.as_bytes())
    assert again["Bcc"] is None
    assert len(mail.as_bytes()) < 30_000
    html = again.get_body(("html",))
    assert html is not None
    content = html.get_content()
    assert "<script" not in content
    assert "<img" not in content
    assert not {"\u202e", "\u2066", "\u200b", "\x00", "\x1b"} & set(content)


def test_the_same_alerts_give_the_same_name_of_a_mail(clock: PatientClock) -> None:
    mail = sender(9, clock, password="")
    names = [mail.written(message([alert(n)]))["Message-ID"] for n in (1, 1, 2)]
    assert names[0] == names[1] != names[2]
