"""GitHub's settings from the environment.

Belongs here: the GITHUB_* variables. Does not belong here: anything sent or received.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from extract.core.errors import SettingsError
from extract.core.settings import Secret, checked_url, optional, required, token
from extract.core.tool import Tool

LANES = 5
"""REST requests at a time; GraphQL has a lane of its own."""

_MOST_DAYS = 36_500
DEFAULT_API_URL = "https://api.github.com"
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


@dataclass(frozen=True)
class GithubSettings:
    """Where GitHub is, who we are there, and what to read.

    Attributes:
        api_url: Base of the REST API, without a slash at the end.
        token: A personal access token or an installation token.
        organisation: The organisation's login.
        repositories: ``owner/name`` of each repository to read; empty for all of the
            organisation that are not archived.
        job_history: How far before the newest workflow run of the first extraction jobs and
            earlier attempts are read; later ones always are.
    """

    api_url: str
    token: Secret
    organisation: str
    repositories: tuple[str, ...] = ()
    job_history: timedelta = timedelta(0)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> GithubSettings:
        """Read and check the settings.

        Raises:
            SettingsError: A variable is missing or malformed; the text names it.
        """
        variables = os.environ if environment is None else environment
        organisation = required(variables, "GITHUB_ORGANISATION", "the organisation's login")
        if not _LOGIN.fullmatch(organisation):
            raise SettingsError(
                f"GITHUB_ORGANISATION is {organisation!r}; expected a login such as harbour."
            )
        return cls(
            api_url=checked_url(variables, "GITHUB_API_URL", DEFAULT_API_URL),
            token=token(variables, "GITHUB_TOKEN", "a token that may read the organisation"),
            organisation=organisation,
            repositories=_repositories(optional(variables, "GITHUB_REPOSITORIES") or ""),
            job_history=_days(variables, "GITHUB_JOB_HISTORY_DAYS"),
        )

    @property
    def graphql_url(self) -> str:
        """Where GraphQL answers; Enterprise Server has it beside the REST API, not below."""
        if self.api_url.endswith("/api/v3"):
            return self.api_url.removesuffix("/v3") + "/graphql"
        return f"{self.api_url}/graphql"

    def tool(self) -> Tool:
        """Return what the HTTP client needs to know."""
        return Tool(
            "GitHub", self.api_url, "GITHUB_TOKEN", "GITHUB_API_URL", self.token, lanes=LANES + 1
        )


def _days(variables: Mapping[str, str], name: str) -> timedelta:
    text = optional(variables, name) or "0"
    if not text.isdecimal() or int(text) > _MOST_DAYS:
        raise SettingsError(f"{name} is {text!r}; set it to a whole number of days.")
    return timedelta(days=int(text))


def _repositories(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for name in names:
        if not _REPOSITORY.fullmatch(name):
            raise SettingsError(
                f"GITHUB_REPOSITORIES holds {name!r}; expected owner/name, separated by commas."
            )
    return names
