"""A message stays within Slack's limits, and nothing in it is more than text."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from orchestration.alerts import slack
from orchestration.alerts.alert import HEADINGS, plain
from orchestration.alerts.message import SHOWN, message
from tests.orchestration.alerts.conftest import HOSTILE, alert


def texts(payload: dict[str, object]) -> list[str]:
    blocks = payload["blocks"]
    assert isinstance(blocks, list)
    return [str(payload["text"]), *(block["text"]["text"] for block in blocks)]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_stays_text(name: str) -> None:
    hostile = replace(alert(0, HOSTILE[name]), title=HOSTILE[name])
    payload = slack.payload(message([hostile]))
    for text in texts(payload):
        assert not re.search(r"<|>", text), "nothing but entities"
        assert not re.search(r"&(?!amp;|lt;|gt;)", text)
        assert not re.search(r"@[\w]", text), "no mention"
        assert "://" not in text
        assert not {"\u202e", "\u2066", "\x00", "\x1b", "\r"} & set(text)
    assert all(
        block["text"].get("verbatim") or block["text"]["type"] == "plain_text"
        for block in payload["blocks"]
    )
    assert (payload["unfurl_links"], payload["unfurl_media"]) == (False, False)


def test_what_is_escaped_is_read_as_it_was() -> None:
    written = slack.escaped("a <b> & @here: *x*")
    assert written.replace("\u200b", "") == "a &lt;b&gt; &amp; @here: *x*"
    assert slack.escaped("change_fail_rate of harbour/checkout") == (
        "change_fail_rate of harbour/checkout"
    )


def test_the_longest_message_is_within_the_limits() -> None:
    alerts = [
        replace(alert(number, "&<" * 5_000, kind), title="&" * 5_000)
        for kind in HEADINGS
        for number in range(40)
    ]
    payload = slack.payload(message(alerts))
    blocks = payload["blocks"]
    assert len(blocks) == 1 + len(HEADINGS) * (SHOWN + 2) <= 50, "nothing is cut off"
    assert all(len(block["text"]["text"]) <= 3_000 for block in blocks)
    assert len(blocks[0]["text"]["text"]) <= 150
    assert len(payload["text"]) <= 40_000
    assert all(not re.search(r"&(?!amp;|lt;|gt;)", text) for text in texts(payload)[2:])
    assert json.loads(json.dumps(payload)) == payload


def test_many_alerts_are_one_message_with_an_end() -> None:
    found = message([alert(number) for number in range(SHOWN + 3)])
    assert found.subject == f"Team Outcomes: runs that failed: {SHOWN + 3}"
    assert len(found.names) == SHOWN + 3
    assert list(found.lines())[-1].startswith("- and 3 more")
    few = message([alert(number) for number in range(SHOWN)])
    assert "more" not in "".join(few.lines())


def test_a_text_is_one_line_of_what_can_be_seen() -> None:
    assert plain("a\r\n b\tc \u202e\u200bd\x07 ") == "a b c d"
    assert plain("x" * 2_000, 10) == "x" * 9 + "…"
    assert plain("Grüße 😀 日本") == "Grüße 😀 日本"
