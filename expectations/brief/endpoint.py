"""The optional endpoint that rewords: any that speaks OpenAI's chat completions.

Here: its settings and one request. Not here: what it is sent and whether its answer is taken
(`rewording.py`). The key stands in one header and in no message.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests

from expectations.brief.rewording import RewordingError

SECONDS = (5.0, 60.0)
LARGEST = 1_000_000
OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
URL, MODEL, KEY = (
    "TEAM_OUTCOMES_BRIEF_URL",
    "TEAM_OUTCOMES_BRIEF_MODEL",
    "TEAM_OUTCOMES_BRIEF_API_KEY",
)


@dataclass(frozen=True)
class Endpoint:
    """Where sentences may be reworded.

    Attributes:
        url: The address before `/chat/completions`.
        model: The model to ask for.
        key: The secret; empty where none is needed.
        seconds: How long to wait for the connection, and for each part of the answer.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: tuple[float, float] = SECONDS

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Endpoint | None:
        """The endpoint of the settings; None where there is none.

        Raises:
            RewordingError: The settings are incomplete, or would send words in the clear.
        """
        url, model, key = (environment.get(name, "").strip() for name in (URL, MODEL, KEY))
        if not url:
            return None
        parts = urlsplit(url)
        is_safe = parts.scheme == "https" or (
            parts.scheme == "http" and parts.hostname in OWN_MACHINE
        )
        if not is_safe or parts.username or parts.password or parts.query:
            raise RewordingError(f"{URL} is no https address without user, password and query")
        if not model:
            raise RewordingError(f"{MODEL} names no model")
        return cls(url.rstrip("/"), model, key)

    def ask(self, messages: Sequence[Mapping[str, str]]) -> str:
        """What the endpoint answers.

        Raises:
            RewordingError: It does not answer in time, or not as it should; without its words.
        """
        try:
            with requests.Session() as session:
                # Neither a .netrc nor a redirect gets to see the key.
                session.trust_env = False
                answer = session.post(
                    f"{self.url}/chat/completions",
                    json={"model": self.model, "temperature": 0, "messages": list(messages)},
                    headers={"Authorization": f"Bearer {self.key}"} if self.key else {},
                    timeout=self.seconds,
                    allow_redirects=False,
                    verify=True,
                    stream=True,
                )
                if answer.status_code != requests.codes.ok:
                    raise RewordingError(f"the endpoint answered {answer.status_code}")
                return _content(answer.raw.read(LARGEST, decode_content=True))
        except requests.Timeout as error:
            raise RewordingError("the endpoint did not answer in time") from error
        except requests.RequestException as error:
            raise RewordingError(
                f"the endpoint could not be asked ({type(error).__name__})"
            ) from error


def _content(content: bytes) -> str:
    try:
        found: Any = json.loads(content)
        text = found["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError) as error:
        raise RewordingError("the endpoint's answer is no chat completion") from error
    if not isinstance(text, str):
        raise RewordingError("the endpoint's answer is no chat completion")
    return text
