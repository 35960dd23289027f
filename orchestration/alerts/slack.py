"""A message in the JSON that Slack's incoming webhooks take, and what is compatible with them.

Here: escaping and Slack's limits. Not here: sending (`webhook.py`).

Whatever a text holds, it stays text: no mention, no link, no mark-up comes from it. Receivers that
know no blocks (Mattermost, Rocket.Chat) show `text`, so all is said there, too.
"""

from __future__ import annotations

from typing import Any

from orchestration.alerts.message import Item, Message, and_more

LONGEST_HEADER = 150
LONGEST_SECTION = 3_000
LONGEST_TEXT = 30_000
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# A sign without a width: what begins a mention, a link or mark-up begins none behind it.
APART = "\u200b"
BEGINNING = {"@": f"@{APART}", ":": f":{APART}"} | {
    sign: f"{APART}{sign}" for sign in ("*", "~", "`", "[", "]", "#", "!", "|")
}
WRITTEN = BEGINNING | ENTITIES


def payload(message: Message) -> dict[str, Any]:
    """The JSON of a message."""
    return {
        "text": _fitted("\n".join(message.lines()), LONGEST_TEXT),
        "blocks": _blocks(message),
        "unfurl_links": False,
        "unfurl_media": False,
    }


def escaped(text: str) -> str:
    """A text in which nothing begins a mention, a link or mark-up."""
    return "".join(WRITTEN.get(sign, sign) for sign in text)


def _blocks(message: Message) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = [
        {
            "type": "header",
            "text": {
                "type": "plain_text",
                "text": _cut(message.subject, LONGEST_HEADER),
                "emoji": False,
            },
        }
    ]
    for section in message.sections:
        blocks.append(_block(f"*{escaped(section.heading)}*"))
        blocks += [_block(_said(item)) for item in section.items]
        if section.more:
            blocks.append(_block(f"_{escaped(and_more(section.more))}_"))
    return blocks


def _said(item: Item) -> str:
    title = _fitted(item.title, LONGEST_SECTION // 3)
    return f"*{title}*\n{_fitted(item.text, LONGEST_SECTION - len(title) - 3)}"


def _block(text: str) -> dict[str, Any]:
    # Verbatim: Slack makes no links and mentions of what only looks like some.
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _fitted(text: str, longest: int) -> str:
    """An escaped text that is not longer than it may be, and ends behind a whole sign."""
    written: list[str] = []
    length = 0
    for sign in text:
        part = WRITTEN.get(sign, sign)
        if length + len(part) >= longest:
            return "".join((*written, "…"))
        written.append(part)
        length += len(part)
    return "".join(written)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
