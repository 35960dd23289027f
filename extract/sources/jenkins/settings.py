"""Jenkins' settings from the environment.

Belongs here: the JENKINS_* variables. Does not belong here: anything sent or received.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass

from extract.core.errors import SettingsError
from extract.core.settings import Secret, checked_url, optional, required, token
from extract.core.tool import Tool

LANES = 4
"""Requests at a time: Jenkins publishes no limit, and answers each from one of its few threads."""


@dataclass(frozen=True)
class JenkinsSettings:
    """Where Jenkins is, who we are there, and what to read.

    Attributes:
        url: The controller's own address, with its context path, without a slash at the end.
        user: The account the token belongs to.
        token: An API token of that account.
        folders: Full names of the folders or jobs to read; empty for everything visible.
    """

    url: str
    user: str
    token: Secret
    folders: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> JenkinsSettings:
        """Read and check the settings.

        Raises:
            SettingsError: A variable is missing or malformed; the text names it.
        """
        variables = os.environ if environment is None else environment
        user = required(variables, "JENKINS_USER", "the account that the API token belongs to")
        if ":" in user or not user.isprintable():
            raise SettingsError(
                "JENKINS_USER holds a colon or an unprintable character, which no account has; "
                "copy it again."
            )
        return cls(
            url=checked_url(variables, "JENKINS_URL"),
            user=user,
            token=token(variables, "JENKINS_TOKEN", "an API token of that account"),
            folders=_folders(optional(variables, "JENKINS_FOLDERS") or ""),
        )

    def tool(self) -> Tool:
        """Return what the HTTP client needs to know."""
        pair = f"{self.user}:{self.token.reveal()}".encode()
        return Tool(
            name="Jenkins",
            base_url=self.url,
            token_variable="JENKINS_TOKEN",  # noqa: S106 - the variable's name
            url_variable="JENKINS_URL",
            token=Secret(base64.b64encode(pair).decode("ascii")),
            header_format="Basic {}",
            lanes=LANES,
            also_secret=(self.token,),
        )


def _folders(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip().strip("/") for part in text.split(",")))
    folders = tuple(name for name in names if name)
    for name in folders:
        if "://" in name or "//" in name:
            raise SettingsError(
                f"JENKINS_FOLDERS holds {name!r}; expected full names such as atlas/checkout, "
                "separated by commas."
            )
    return folders
