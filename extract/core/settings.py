"""Settings from the environment, typed and checked once, before any work starts.

Belongs here: reading variables, and the settings every source shares.
Does not belong here: a tool's own variables (its ``settings.py`` reads those with these helpers).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from extract.core.errors import SettingsError

PROGRESS_CHOICES = ("auto", "on", "off")
DEFAULT_MINUTES = 240.0


class Secret:
    """A value that can be used but neither printed, formatted, compared nor pickled by accident."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the value itself, for the one place that must send it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def __reduce__(self) -> str:
        message = "a secret is not written anywhere"
        raise TypeError(message)


@dataclass(frozen=True)
class CoreSettings:
    """What every source needs to know about this installation.

    Attributes:
        home: The data root (TEAM_OUTCOMES_HOME).
        as_of: The frozen "now" in UTC (TEAM_OUTCOMES_AS_OF), or None for the real clock.
        progress: ``auto``, ``on`` or ``off`` (TEAM_OUTCOMES_PROGRESS).
        extraction_minutes: How long one run of one source may take
            (TEAM_OUTCOMES_EXTRACTION_MINUTES).
    """

    home: Path
    as_of: datetime | None
    progress: str
    extraction_minutes: float = DEFAULT_MINUTES

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> CoreSettings:
        """Read the shared settings.

        Args:
            environment: Variables by name; the process's own by default.

        Raises:
            SettingsError: A value is not what is expected.
        """
        variables = os.environ if environment is None else environment
        progress = optional(variables, "TEAM_OUTCOMES_PROGRESS") or "auto"
        if progress not in PROGRESS_CHOICES:
            raise SettingsError(
                f"TEAM_OUTCOMES_PROGRESS is {progress!r}; set it to one of: "
                f"{', '.join(PROGRESS_CHOICES)}."
            )
        as_of = optional(variables, "TEAM_OUTCOMES_AS_OF")
        return cls(
            home=Path(optional(variables, "TEAM_OUTCOMES_HOME") or "data"),
            as_of=parse_instant("TEAM_OUTCOMES_AS_OF", as_of) if as_of else None,
            progress=progress,
            extraction_minutes=_minutes(variables),
        )


def _minutes(variables: Mapping[str, str]) -> float:
    text = optional(variables, "TEAM_OUTCOMES_EXTRACTION_MINUTES")
    if text is None:
        return DEFAULT_MINUTES
    if not text.isdecimal() or int(text) < 1:
        raise SettingsError(
            f"TEAM_OUTCOMES_EXTRACTION_MINUTES is {text!r}; set it to a whole number of minutes."
        )
    return float(text)


def optional(environment: Mapping[str, str], name: str) -> str | None:
    """Return a variable without surrounding blanks, or None if it is unset or blank."""
    return environment.get(name, "").strip() or None


def required(environment: Mapping[str, str], name: str, what: str) -> str:
    """Return a variable that must be set.

    Raises:
        SettingsError: It is unset or blank; the text says what it should hold.
    """
    value = optional(environment, name)
    if value is None:
        raise SettingsError(f"{name} is not set; set it to {what}.")
    return value


def checked_url(environment: Mapping[str, str], name: str, default: str | None = None) -> str:
    """Return a variable that holds the address of a tool, without a slash at the end.

    Raises:
        SettingsError: It is unset and has no default, is no URL, or would send a token in clear.
    """
    url = optional(environment, name) or default
    if url is None:
        raise SettingsError(f"{name} is not set; set it to the address of the tool.")
    try:
        parts = urlsplit(url)
        hostname = parts.hostname
    except ValueError:
        hostname = None
    if hostname is None or parts.scheme not in ("https", "http"):
        raise SettingsError(f"{name} is {url!r}; expected a URL such as https://tool.example.com.")
    if parts.username or parts.password:
        raise SettingsError(f"{name} holds a user or a password; use the variables for these.")
    if parts.scheme == "http" and hostname not in ("localhost", "127.0.0.1", "::1"):
        raise SettingsError(f"{name} is {url!r}; the token would travel unencrypted, use https.")
    return url.rstrip("/")


def token(environment: Mapping[str, str], name: str, what: str) -> Secret:
    """Return a variable that holds a token.

    Raises:
        SettingsError: It is unset, or holds what cannot stand in a header.
    """
    value = required(environment, name, what)
    if not value.isascii() or not value.isprintable() or " " in value:
        raise SettingsError(f"{name} holds characters no token has; copy it again.")
    return Secret(value)


def parse_instant(name: str, text: str) -> datetime:
    """Return an ISO-8601 instant as UTC; a date or a time without an offset counts as UTC.

    Raises:
        SettingsError: The text is no ISO-8601 instant.
    """
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(
            f"{name} is {text!r}; expected an ISO-8601 instant such as 2026-01-31T00:00:00Z."
        ) from error
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
