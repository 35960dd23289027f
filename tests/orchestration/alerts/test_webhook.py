"""A webhook as Slack's: what it takes, refuses, limits; and that its address stays secret."""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from pathlib import Path

import pytest

from extract.core.errors import SettingsError
from orchestration.alerts.message import message
from orchestration.alerts.refusal import ChannelError
from orchestration.alerts.webhook import PATIENCE, Webhook
from tests.orchestration.alerts.conftest import PatientClock, alert
from tests.orchestration.alerts.receivers import SECRET_PATH, TAKEN, Chat
from tests.orchestration.alerts.receivers import chat as serve

MESSAGE = message([alert()])


def webhook(url: str, clock: PatientClock) -> Webhook:
    return Webhook.of(url, "VARIABLE", clock)


def test_a_message_is_taken_at_once(chat: Chat, clock: PatientClock) -> None:
    webhook(chat.url, clock).send(MESSAGE)
    ((path, headers, payload),) = chat.requests
    assert path == SECRET_PATH
    assert headers["Content-Type"] == "application/json"
    assert "Thing 0" in payload["text"]
    assert payload["blocks"][0]["type"] == "header"
    assert clock.slept == []


def test_it_waits_as_long_as_a_limit_says(chat: Chat, clock: PatientClock) -> None:
    chat.answers = [(429, {"Retry-After": "17"}, b"rate_limited"), TAKEN]
    webhook(chat.url, clock).send(MESSAGE)
    assert len(chat.requests) == 2
    assert clock.slept == [17.0]


def test_it_does_not_wait_longer_than_a_run_may(chat: Chat, clock: PatientClock) -> None:
    chat.answers = [(429, {"Retry-After": "3600"}, b"rate_limited")]
    with pytest.raises(ChannelError, match="wait longer than a run may"):
        webhook(chat.url, clock).send(MESSAGE)
    assert clock.slept == []


def test_a_broken_server_is_asked_again_with_growing_pauses(
    chat: Chat, clock: PatientClock
) -> None:
    chat.answers = [(500, {}, b""), (502, {}, b""), TAKEN]
    webhook(chat.url, clock).send(MESSAGE)
    assert clock.slept == [1.0, 2.0]
    chat.answers = [(500, {}, b"")]
    with pytest.raises(ChannelError, match="HTTP 500, 4 times"):
        webhook(chat.url, clock).send(MESSAGE)
    assert len(chat.requests) == 3 + PATIENCE.attempts


@pytest.mark.parametrize(
    ("status", "said", "told"),
    [
        (400, b"invalid_payload", "HTTP 400: invalid_payload"),
        (403, b"action_prohibited", "HTTP 403: action_prohibited"),
        (404, b"no_service", "HTTP 404: no_service"),
        (410, b"channel_is_archived", "HTTP 410: channel_is_archived"),
        (400, b"<b>Words of a stranger</b>", "HTTP 400"),
        (302, b"", "HTTP 302"),
    ],
)
def test_a_refusal_is_not_asked_again(
    chat: Chat, clock: PatientClock, status: int, said: bytes, told: str
) -> None:
    chat.answers = [(status, {"Location": chat.url + "/elsewhere"}, said)]
    with pytest.raises(ChannelError) as refused:
        webhook(chat.url, clock).send(MESSAGE)
    assert str(refused.value) == f"it answered {told}"
    assert len(chat.requests) == 1


def test_a_server_that_hangs_is_given_up(chat: Chat, clock: PatientClock) -> None:
    chat.hangs = True
    quick = replace(PATIENCE, read_seconds=0.05, attempts=2)
    with pytest.raises(ChannelError, match="no answer in time, 2 times"):
        replace(webhook(chat.url, clock), patience=quick).send(MESSAGE)
    assert len(chat.requests) == 2


def test_nobody_there(clock: PatientClock) -> None:
    with pytest.raises(ChannelError, match="no connection"):
        webhook("http://127.0.0.1:9/a-secret-path", clock).send(MESSAGE)


def test_a_certificate_nobody_trusts_gets_no_message(
    trusted: tuple[Path, Path],
    of_another: tuple[Path, Path],
    clock: PatientClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serve(trusted) as server:
        with pytest.raises(ChannelError, match="certificate cannot be verified"):
            webhook(server.url, clock).send(MESSAGE)
        assert server.requests == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(trusted[0]))
        webhook(server.url, clock).send(MESSAGE)
        assert len(server.requests) == 1
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(of_another[0]))
    with serve(of_another) as server:
        with pytest.raises(ChannelError, match="certificate cannot be verified"):
            webhook(server.url, clock).send(MESSAGE)
        assert server.requests == []


def test_the_address_is_in_no_error_log_or_repr(
    chat: Chat, clock: PatientClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said = []
    for answers in ([TAKEN], [(404, {}, b"no_service")], [(500, {}, SECRET_PATH.encode())]):
        chat.answers = list(answers)
        sender = webhook(chat.url, clock)
        said.append(repr(sender))
        try:
            sender.send(MESSAGE)
        except ChannelError as error:
            said += [repr(error), repr(error.__context__)]
    with pytest.raises(ChannelError) as refused:
        webhook("http://127.0.0.1:9/a-secret-path", clock).send(MESSAGE)
    said += [repr(refused.value), repr(refused.value.__context__), caplog.text]
    assert "a-secret-path" not in "\n".join(said)


def test_no_netrc_is_sent_along(
    chat: Chat, clock: PatientClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password mine\n")
    monkeypatch.setitem(os.environ, "NETRC", str(tmp_path / "netrc"))
    webhook(chat.url, clock).send(MESSAGE)
    assert "Authorization" not in chat.requests[0][1]


@pytest.mark.parametrize(
    "url", ["http://chat.example/a-secret-path", "chat", "https://", "https://[a-secret-path"]
)
def test_an_address_that_is_not_safe_is_no_setting(url: str, clock: PatientClock) -> None:
    with pytest.raises(SettingsError, match="VARIABLE is no https address") as wrong:
        webhook(url, clock)
    assert "a-secret-path" not in str(wrong.value)
