"""Jira's settings from the environment.

Belongs here: the JIRA_* variables. Does not belong here: anything sent or received.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.core.errors import SettingsError
from extract.core.settings import Secret, checked_url, optional, token
from extract.core.tool import Tool

LANES = 4
"""Requests at a time: Jira limits bursts by endpoint, far above what so few can send."""

_PROJECT = re.compile(r"[A-Z][A-Z0-9_]+")


@dataclass(frozen=True)
class JiraSettings:
    """Where Jira is, who we are there, and what to read.

    Attributes:
        api_url: The site's root, without a slash at the end.
        token: An API token of Cloud, a personal access token of Data Center, or a password.
        user: The account that the token belongs to; None for a personal access token.
        projects: Keys of the projects to read; empty for all that the account may browse.
    """

    api_url: str
    token: Secret
    user: str | None = field(default=None, repr=False)
    projects: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> JiraSettings:
        """Read and check the settings.

        Raises:
            SettingsError: A variable is missing or malformed; the text names it.
        """
        variables = os.environ if environment is None else environment
        user = optional(variables, "JIRA_USER")
        if user is not None and (":" in user or not user.isprintable()):
            raise SettingsError(
                "JIRA_USER holds characters no account has; set it to the account's e-mail address "
                "(Cloud) or user name (Data Center)."
            )
        return cls(
            api_url=checked_url(variables, "JIRA_API_URL"),
            token=token(variables, "JIRA_TOKEN", "a token that may browse the projects"),
            user=user,
            projects=_projects(optional(variables, "JIRA_PROJECTS") or ""),
        )

    def tool(self) -> Tool:
        """Return what the HTTP client needs to know: basic authentication if there is a user."""
        if self.user is None:
            return Tool("Jira", self.api_url, "JIRA_TOKEN", "JIRA_API_URL", self.token, lanes=LANES)
        pair = f"{self.user}:{self.token.reveal()}"
        return Tool(
            "Jira",
            self.api_url,
            "JIRA_TOKEN (with the JIRA_USER it belongs to)",
            "JIRA_API_URL",
            Secret(base64.b64encode(pair.encode()).decode()),
            header_format="Basic {}",
            lanes=LANES,
            also_secret=(self.token,),
        )


def _projects(text: str) -> tuple[str, ...]:
    keys = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for key in keys:
        if not _PROJECT.fullmatch(key):
            raise SettingsError(
                f"JIRA_PROJECTS holds {key!r}; expected project keys such as ABC, separated by "
                "commas."
            )
    return keys
