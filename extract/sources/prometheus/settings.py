"""Prometheus' settings from the environment.

Belongs here: the PROMETHEUS_* variables. Does not belong here: the objectives (``slos.py``).
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extract.core.errors import SettingsError
from extract.core.settings import Secret, checked_url, optional, required, token
from extract.core.tool import Tool

DEFAULT_SLOS = "inputs/slos.yml"
LANES = 4
"""Requests at a time; a server runs twenty queries side by side if nobody told it otherwise."""


@dataclass(frozen=True)
class PrometheusSettings:
    """Where Prometheus is, how to be let in, and where the objectives stand.

    Attributes:
        url: Where its web interface is, without a slash at the end.
        slos: The file of the objectives.
        token: For ``Authorization: Bearer``, if a proxy asks for one.
        username: For basic authentication, if a proxy asks for it.
        password: Of that user.
    """

    url: str
    slos: Path
    token: Secret | None = None
    username: str | None = None
    password: Secret | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> PrometheusSettings:
        """Read and check the settings.

        Raises:
            SettingsError: A variable is missing or malformed; the text names it.
        """
        variables = os.environ if environment is None else environment
        bearer = None
        if optional(variables, "PROMETHEUS_TOKEN"):
            bearer = token(variables, "PROMETHEUS_TOKEN", "a token")
        username, password = _user(variables)
        if bearer is not None and username is not None:
            raise SettingsError(
                "PROMETHEUS_TOKEN and PROMETHEUS_USERNAME are both set; keep the one that your "
                "Prometheus asks for."
            )
        return cls(
            url=_url(variables, is_secret=bearer is not None or username is not None),
            slos=Path(optional(variables, "PROMETHEUS_SLOS") or DEFAULT_SLOS),
            token=bearer,
            username=username,
            password=password,
        )

    def tool(self) -> Tool:
        """Return what the HTTP client needs to know."""
        if self.username is not None and self.password is not None:
            pair = f"{self.username}:{self.password.reveal()}".encode()
            return Tool(
                "Prometheus",
                self.url,
                "PROMETHEUS_PASSWORD",
                "PROMETHEUS_URL",
                Secret(base64.b64encode(pair).decode()),
                header_format="Basic {}",
                lanes=LANES,
                also_secret=(self.password,),
            )
        return Tool(
            "Prometheus", self.url, "PROMETHEUS_TOKEN", "PROMETHEUS_URL", self.token, lanes=LANES
        )


def _user(variables: Mapping[str, str]) -> tuple[str | None, Secret | None]:
    username = optional(variables, "PROMETHEUS_USERNAME")
    if username is None and optional(variables, "PROMETHEUS_PASSWORD") is None:
        return None, None
    if username is None or ":" in username:
        raise SettingsError(
            "PROMETHEUS_USERNAME is not set or holds a colon; set it to the user whom "
            "PROMETHEUS_PASSWORD belongs to."
        )
    return username, Secret(required(variables, "PROMETHEUS_PASSWORD", "the user's password"))


def _url(variables: Mapping[str, str], *, is_secret: bool) -> str:
    """Return the address; inside a network without secrets it may be plain http."""
    url = required(variables, "PROMETHEUS_URL", "the address of Prometheus")
    if is_secret or not url.startswith("http://"):
        return checked_url(variables, "PROMETHEUS_URL")
    checked = checked_url({"PROMETHEUS_URL": f"https{url.removeprefix('http')}"}, "PROMETHEUS_URL")
    return f"http{checked.removeprefix('https')}"
