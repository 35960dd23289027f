"""GitHub's settings from the environment.

Belongs here: the GITHUB_* variables. Does not belong here: anything sent or received.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from extract.core.errors import SettingsError
from extract.core.http import Tool
from extract.core.settings import Secret, optional, required

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
    """

    api_url: str
    token: Secret
    organisation: str
    repositories: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> GithubSettings:
        """Read and check the settings.

        Raises:
            SettingsError: A variable is missing or malformed; the text names it.
        """
        variables = os.environ if environment is None else environment
        token = required(variables, "GITHUB_TOKEN", "a token that may read the organisation")
        if not token.isascii() or not token.isprintable() or " " in token:
            raise SettingsError("GITHUB_TOKEN holds characters no token has; copy it again.")
        organisation = required(variables, "GITHUB_ORGANISATION", "the organisation's login")
        if not _LOGIN.fullmatch(organisation):
            raise SettingsError(
                f"GITHUB_ORGANISATION is {organisation!r}; expected a login such as harbour."
            )
        return cls(
            api_url=_checked_url(optional(variables, "GITHUB_API_URL") or DEFAULT_API_URL),
            token=Secret(token),
            organisation=organisation,
            repositories=_repositories(optional(variables, "GITHUB_REPOSITORIES") or ""),
        )

    @property
    def graphql_url(self) -> str:
        """Where GraphQL answers; Enterprise Server has it beside the REST API, not below."""
        if self.api_url.endswith("/api/v3"):
            return self.api_url.removesuffix("/v3") + "/graphql"
        return f"{self.api_url}/graphql"

    def tool(self) -> Tool:
        """Return what the HTTP client needs to know."""
        return Tool("GitHub", self.api_url, "GITHUB_TOKEN", "GITHUB_API_URL", self.token)


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise SettingsError(f"GITHUB_API_URL is {url!r}; expected a URL such as {DEFAULT_API_URL}.")
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme == "http" and not local:
        raise SettingsError(
            f"GITHUB_API_URL is {url!r}; the token would travel unencrypted, use https."
        )
    return url.rstrip("/")


def _repositories(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for name in names:
        if not _REPOSITORY.fullmatch(name):
            raise SettingsError(
                f"GITHUB_REPOSITORIES holds {name!r}; expected owner/name, separated by commas."
            )
    return names
