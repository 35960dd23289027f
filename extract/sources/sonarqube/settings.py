"""SonarQube's settings from the environment.

Belongs here: the SONARQUBE_* variables. Does not belong here: anything sent or received.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from extract.core.errors import SettingsError
from extract.core.settings import Secret, checked_url, optional, token
from extract.core.tool import Tool

LANES = 4
"""Projects at a time: SonarQube publishes no limit, and computes measures while it answers."""

_ORGANISATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_PROJECT = re.compile(r"[\w.:-]+")


@dataclass(frozen=True)
class SonarqubeSettings:
    """Where SonarQube is, who we are there, and what to read.

    Attributes:
        url: The server's address, with its context path, without a slash at the end.
        token: A token of an account that may browse the projects.
        organisation: The organisation's key, which SonarQube Cloud asks for; None on a server.
        projects: Keys of the projects to read; empty for every project visible.
    """

    url: str
    token: Secret
    organisation: str | None = None
    projects: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> SonarqubeSettings:
        """Read and check the settings.

        Raises:
            SettingsError: A variable is missing or malformed; the text names it.
        """
        variables = os.environ if environment is None else environment
        organisation = optional(variables, "SONARQUBE_ORGANISATION")
        if organisation is not None and not _ORGANISATION.fullmatch(organisation):
            raise SettingsError(
                f"SONARQUBE_ORGANISATION is {organisation!r}; expected a key such as harbour."
            )
        return cls(
            url=checked_url(variables, "SONARQUBE_URL"),
            token=token(variables, "SONARQUBE_TOKEN", "a token that may browse the projects"),
            organisation=organisation,
            projects=_projects(optional(variables, "SONARQUBE_PROJECTS") or ""),
        )

    def tool(self) -> Tool:
        """Return what the HTTP client needs to know."""
        return Tool(
            name="SonarQube",
            base_url=self.url,
            token_variable="SONARQUBE_TOKEN",  # noqa: S106 - the variable's name
            url_variable="SONARQUBE_URL",
            token=self.token,
            lanes=LANES,
        )


def _projects(text: str) -> tuple[str, ...]:
    keys = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for key in keys:
        if not _PROJECT.fullmatch(key):
            raise SettingsError(
                f"SONARQUBE_PROJECTS holds {key!r}; expected project keys such as "
                "harbour:checkout, separated by commas."
            )
    return keys
