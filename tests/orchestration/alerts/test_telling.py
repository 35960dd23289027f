"""Nothing is lost and nothing is repeated: failing channels, restarts, kills."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bench.runs import ROOT
from orchestration.alerts import after_a_run, kept
from orchestration.alerts.__main__ import main
from orchestration.alerts.alert import ENGINEERS, LEADERS
from orchestration.alerts.channels import Channel
from orchestration.alerts.message import Message
from orchestration.alerts.refusal import ChannelError
from orchestration.alerts.telling import Ended, tell
from orchestration.alerts.troubles import Trouble
from tests.orchestration.alerts.conftest import NOW
from tests.orchestration.alerts.receivers import Chat

FAILED = Ended("2026-07-06T06:00:00Z", (Trouble("extract_github", "github: no answer"),))
NEXT = Ended("2026-07-07T06:00:00Z", (Trouble("dbt", "dbt: 1 models or tests failed: x"),))
QUIET = Ended("2026-07-07T06:00:00Z")


class Fickle:
    """A channel that is up or down."""

    def __init__(self, *, is_up: bool = True) -> None:
        self.is_up = is_up
        self.messages: list[Message] = []

    def send(self, message: Message) -> None:
        if not self.is_up:
            raise ChannelError("it is down")
        self.messages.append(message)

    @property
    def text(self) -> str:
        return "\n".join(line for message in self.messages for line in message.lines())


def channel(sender: Fickle, name: str = "webhook", *audiences: str) -> Channel:
    return Channel(name, frozenset(audiences or (ENGINEERS, LEADERS)), sender)


def test_a_failed_run_is_told_with_what_to_do(tmp_path: Path) -> None:
    sender = Fickle()
    assert tell(tmp_path, [channel(sender)], NOW, FAILED) == []
    assert "The run stopped: github could not be read. Nothing is published yet." in sender.text
    assert "docs/sources/github.md" in sender.text
    assert "It said: github: no answer" in sender.text


def test_a_run_is_told_once_and_the_next_one_anew(tmp_path: Path) -> None:
    sender = Fickle()
    for ended in (FAILED, FAILED, QUIET, NEXT, None):
        tell(tmp_path, [channel(sender)], NOW, ended)
    assert [len(message.names) for message in sender.messages] == [1, 1]
    assert "The run stopped in dbt" in sender.text


def test_a_run_that_went_on_says_so(tmp_path: Path) -> None:
    sender = Fickle()
    trouble = Trouble("extract_jira", "jira: board 7 is refused", went_on=True)
    tell(tmp_path, [channel(sender)], NOW, Ended("run", (trouble,)))
    assert "jira could not be read completely. The run went on" in sender.text


def test_what_a_channel_does_not_take_waits_for_the_next_run(tmp_path: Path) -> None:
    down, up = Fickle(is_up=False), Fickle()
    both = [channel(down, "webhook"), channel(up, "mail")]
    (refusal,) = tell(tmp_path, both, NOW, FAILED)
    assert refusal == "alerts: webhook was not told, the next run tries again: it is down"
    assert tell(tmp_path, both, NOW, NEXT) != []
    down.is_up = True
    assert tell(tmp_path, both, NOW, QUIET) == []
    assert [len(message.names) for message in down.messages] == [2]
    assert [len(message.names) for message in up.messages] == [1, 1]
    tell(tmp_path, both, NOW, QUIET)
    assert (len(down.messages), len(up.messages)) == (1, 2)


def test_each_audience_is_told_its_own(tmp_path: Path) -> None:
    engineers, leaders = Fickle(), Fickle()
    tell(
        tmp_path,
        [channel(engineers, "webhook", ENGINEERS), channel(leaders, "leaders", LEADERS)],
        NOW,
        FAILED,
    )
    assert (len(engineers.messages), len(leaders.messages)) == (1, 0)


KILLED = """
import os, signal, sys
from datetime import datetime, timezone
from pathlib import Path
from orchestration.alerts import kept, telling
from orchestration.alerts.alert import ENGINEERS
from orchestration.alerts.channels import Channel
from orchestration.alerts.troubles import Trouble

home, moment = Path(sys.argv[1]), sys.argv[2]
def die(*_): os.kill(os.getpid(), signal.SIGKILL)

class Sender:
    def send(self, message):
        if moment == "before": die()
        (home / "sent").open("a").write(",".join(message.names) + "\\n")
        if moment == "between": die()

telling.tell(
    home, [Channel("webhook", frozenset({ENGINEERS}), Sender())],
    datetime(2026, 7, 6, tzinfo=timezone.utc),
    telling.Ended("run", (Trouble("dbt", "no"),)) if moment != "after" else None,
)
"""


@pytest.mark.parametrize(("moment", "times"), [("before", 1), ("between", 2)])
def test_a_kill_loses_nothing(tmp_path: Path, moment: str, times: int) -> None:
    def run(at: str) -> int:
        command = [sys.executable, "-c", KILLED, str(tmp_path), at]
        return subprocess.run(command, cwd=ROOT, check=False).returncode

    assert run(moment) == -signal.SIGKILL
    assert run("after") == 0
    sent = (tmp_path / "sent").read_text().splitlines()
    assert len(sent) == times, "killed between taking and marking: once more, by the same name"
    assert len(set(sent)) == 1


def test_what_is_long_past_is_forgotten_and_what_still_holds_is_not() -> None:
    of_channel = kept.OfChannel(told={"old": NOW, "holds": NOW})
    later = NOW + kept.REMEMBERED
    of_channel.forget({"holds"}, later)
    of_channel.forget({"holds"}, later + timedelta(days=1))
    assert set(of_channel.told) == {"holds"}


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"channels": {}}', '{"channels": {"version 2": {}}}']
)
def test_a_spoilt_file_is_told_with_what_to_do(tmp_path: Path, content: str) -> None:
    (tmp_path / kept.FILE).write_text(content)
    with pytest.raises(kept.KeptError, match=r"alerts.json is not what was written there"):
        tell(tmp_path, [channel(Fickle())], NOW, FAILED)


def test_without_a_channel_nothing_is_kept(tmp_path: Path) -> None:
    assert tell(tmp_path, [], NOW, FAILED) == []
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chat: Chat) -> Path:
    """A data root whose channel is a local webhook."""
    for name in [name for name in os.environ if name.startswith("TEAM_OUTCOMES_ALERT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path))
    monkeypatch.setenv("TEAM_OUTCOMES_AS_OF", "2026-07-06T06:00:00Z")
    monkeypatch.setenv("TEAM_OUTCOMES_ALERT_WEBHOOK_URL", chat.url)
    return tmp_path


def test_telling_fails_no_run(
    home: Path, chat: Chat, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat.answers = [(404, {}, b"no_service")]
    after_a_run.tell_after("run", FAILED.troubles)
    assert "webhook was not told, the next run tries again: it answered HTTP 404" in caplog.text
    (home / kept.FILE).write_text("{")
    after_a_run.tell_after("run", FAILED.troubles)
    assert "alerts.json is not what was written there" in caplog.text
    monkeypatch.setenv("TEAM_OUTCOMES_ALERT_WEBHOOK_URL", "http://chat.example/a-secret-path")
    after_a_run.tell_after("run", FAILED.troubles)
    assert "TEAM_OUTCOMES_ALERT_WEBHOOK_URL is no https address" in caplog.text

    def break_down(*_: object) -> list[str]:
        raise RuntimeError("of a-secret-path")

    monkeypatch.setattr(after_a_run, "channels_set", list)
    monkeypatch.setattr(after_a_run, "tell", break_down)
    after_a_run.tell_after("run", FAILED.troubles)
    assert "nobody was told (RuntimeError)" in caplog.text
    assert "a-secret-path" not in caplog.text


def test_the_command_sends_what_waits_and_a_dry_run_only_prints_it(
    home: Path, chat: Chat, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    chat.answers = [(500, {}, b""), (410, {}, b"channel_is_archived"), (200, {}, b"ok")]
    after_a_run.tell_after("run", FAILED.troubles)
    before = (home / kept.FILE).read_text()
    sent = len(chat.requests)
    assert main(["--dry-run"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("[webhook]\nTeam Outcomes: runs that failed: 1")
    assert ((home / kept.FILE).read_text(), len(chat.requests)) == (before, sent)
    assert main([]) == 0
    assert len(chat.requests) == sent + 1
    assert main(["--dry-run"]) == 0
    assert capsys.readouterr().out == "There is nothing new to tell.\n"
    (home / kept.FILE).write_text("{")
    assert main([]) == 1
    assert capsys.readouterr().err.startswith("error: ")


def test_no_secret_is_kept(home: Path, chat: Chat) -> None:
    after_a_run.tell_after("run", FAILED.troubles)
    assert len(chat.requests) == 1
    written = (home / kept.FILE).read_text()
    assert "a-secret-path" not in written
    assert set(json.loads(written)["channels"][kept.VERSION]) == {"webhook"}
