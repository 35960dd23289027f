"""GitLab's settings from the environment.

Belongs here: the GITLAB_* variables. Does not belong here: anything sent or received.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from extract.core.errors import SettingsError
from extract.core.settings import Secret, checked_url, optional, required, token
from extract.core.tool import Tool

DEFAULT_API_URL = "https://gitlab.com/api/v4"
LANES = 5
"""Requests at a time: far below any limit of GitLab's, and enough to hide the latency."""

_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?"
_GROUP = re.compile(rf"{_NAME}(?:/{_NAME})*")
_PROJECT = re.compile(rf"{_NAME}(?:/{_NAME})+")


@dataclass(frozen=True)
class GitlabSettings:
    """Where GitLab is, who we are there, and what to read.

    Attributes:
        api_url: Base of the REST API, without a slash at the end.
        token: A group or personal access token with the scope ``read_api``.
        group: The group's full path.
        projects: Full path of each project to read; empty for all of the group and its
            subgroups that are not archived.
    """

    api_url: str
    token: Secret
    group: str
    projects: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> GitlabSettings:
        """Read and check the settings.

        Raises:
            SettingsError: A variable is missing or malformed; the text names it.
        """
        variables = os.environ if environment is None else environment
        secret = token(variables, "GITLAB_TOKEN", "a token with the scope read_api")
        group = required(variables, "GITLAB_GROUP", "the group's full path").strip("/")
        if not _GROUP.fullmatch(group):
            raise SettingsError(
                f"GITLAB_GROUP is {group!r}; expected a full path such as harbour or acme/harbour."
            )
        return cls(
            api_url=checked_url(variables, "GITLAB_API_URL", DEFAULT_API_URL),
            token=secret,
            group=group,
            projects=_projects(optional(variables, "GITLAB_PROJECTS") or ""),
        )

    def tool(self) -> Tool:
        """Return what the HTTP client needs to know."""
        return Tool(
            "GitLab",
            self.api_url,
            "GITLAB_TOKEN",
            "GITLAB_API_URL",
            self.token,
            header="PRIVATE-TOKEN",
            header_format="{}",
            lanes=LANES,
        )


def _projects(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for name in names:
        if not _PROJECT.fullmatch(name):
            raise SettingsError(
                f"GITLAB_PROJECTS holds {name!r}; expected group/project, separated by commas."
            )
    return names
