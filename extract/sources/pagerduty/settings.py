"""PagerDuty's settings from the environment.

Belongs here: the PAGERDUTY_* variables. Does not belong here: anything sent or received.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from extract.core.errors import SettingsError
from extract.core.settings import Secret, checked_url, optional, token
from extract.core.tool import Tool

DEFAULT_API_URL = "https://api.pagerduty.com"
LANES = 4
"""Requests at a time; 960 a minute are allowed, and each takes well over a quarter of a second."""

_ACCEPT = "application/vnd.pagerduty+json;version=2"
_TEAM = re.compile(r"[A-Z0-9]+")


@dataclass(frozen=True)
class PagerdutySettings:
    """Where PagerDuty is, who we are there, and what to read.

    Attributes:
        api_url: Base of the REST API, without a slash at the end.
        token: A read-only API key.
        teams: Identifiers of the teams to read, sorted; empty for the whole account.
    """

    api_url: str
    token: Secret
    teams: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> PagerdutySettings:
        """Read and check the settings.

        Raises:
            SettingsError: A variable is missing or malformed; the text names it.
        """
        variables = os.environ if environment is None else environment
        return cls(
            api_url=checked_url(variables, "PAGERDUTY_API_URL", DEFAULT_API_URL),
            token=token(variables, "PAGERDUTY_TOKEN", "a read-only API key of the account"),
            teams=_teams(optional(variables, "PAGERDUTY_TEAMS") or ""),
        )

    def tool(self) -> Tool:
        """Return what the HTTP client needs to know."""
        return Tool(
            "PagerDuty",
            self.api_url,
            "PAGERDUTY_TOKEN",
            "PAGERDUTY_API_URL",
            self.token,
            header_format="Token token={}",
            accept=_ACCEPT,
            lanes=LANES,
        )


def _teams(text: str) -> tuple[str, ...]:
    names = tuple(sorted({part.strip() for part in text.split(",") if part.strip()}))
    for name in names:
        if not _TEAM.fullmatch(name):
            raise SettingsError(
                f"PAGERDUTY_TEAMS holds {name!r}; expected identifiers of teams such as PQ9K7I8, "
                "separated by commas (the last part of a team's address)."
            )
    return names
