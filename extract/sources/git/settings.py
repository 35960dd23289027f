"""Git's settings from the environment.

Belongs here: the GIT_* variables. Does not belong here: anything that runs git.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from extract.core.errors import SettingsError
from extract.core.settings import Secret, optional, required, token

DEFAULT_USERNAME = "x-access-token"
"""What GitHub wants beside an installation token; with a personal one any name will do there and
at GitLab."""

_EXAMPLE = "https://git.example.com/owner/name.git"
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
_NAMED = re.compile(r"(?:([^=:@?]+)=)?(.*)", re.DOTALL)
_LOCAL = ("localhost", "127.0.0.1", "::1")
_RESERVED = (".git", ".lock", ".part")
_SHORTEST_KEY = 16


@dataclass(frozen=True)
class Remote:
    """A repository to read.

    Attributes:
        name: What it is called in everything that is landed, such as ``owner/name``.
        url: Where it is cloned from.
    """

    name: str
    url: str

    @property
    def origin(self) -> str:
        """The server alone, which is whom the token is for."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def is_local(self) -> bool:
        """Whether it is on this machine, where plain HTTP gives nothing away."""
        return urlsplit(self.url).hostname in _LOCAL


@dataclass(frozen=True)
class GitSettings:
    """What to read and who we are there.

    Attributes:
        remotes: The repositories, in the order given.
        username: Sent beside the token.
        token: A token that may read the repositories, or None where everybody may.
        account_key: Turns addresses into accounts, or None to leave them out.
    """

    remotes: tuple[Remote, ...]
    username: str = DEFAULT_USERNAME
    token: Secret | None = None
    account_key: Secret | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> GitSettings:
        """Read and check the settings.

        Raises:
            SettingsError: A variable is missing or malformed; the text names it.
        """
        variables = os.environ if environment is None else environment
        listed = required(
            variables, "GIT_REPOSITORIES", f"the repositories' clone URLs, such as {_EXAMPLE}"
        )
        username = optional(variables, "GIT_USERNAME") or DEFAULT_USERNAME
        if not username.isprintable() or ":" in username:
            raise SettingsError("GIT_USERNAME holds characters no user name has; correct it.")
        secret = optional(variables, "GIT_TOKEN")
        return cls(
            remotes=_remotes(listed),
            username=username,
            token=token(variables, "GIT_TOKEN", "a token") if secret else None,
            account_key=account_key(variables),
        )


def account_key(variables: Mapping[str, str]) -> Secret | None:
    """Return the key that turns addresses into accounts, or None if there is none.

    Raises:
        SettingsError: It is so short that it could be guessed.
    """
    key = optional(variables, "GIT_ACCOUNT_KEY")
    if key is not None and len(key) < _SHORTEST_KEY:
        raise SettingsError(
            f"GIT_ACCOUNT_KEY is shorter than {_SHORTEST_KEY} characters and could be guessed; "
            "set it to a long random text, and never change it."
        )
    return Secret(key) if key is not None else None


def _remotes(listed: str) -> tuple[Remote, ...]:
    remotes: dict[str, Remote] = {}
    for entry in filter(None, (part.strip() for part in listed.split(","))):
        remote = _remote(entry)
        if remotes.setdefault(remote.name, remote) != remote:
            raise SettingsError(
                f"GIT_REPOSITORIES names two repositories {remote.name}; name one of them "
                "yourself, as name=url."
            )
    if not remotes:
        raise SettingsError(f"GIT_REPOSITORIES names no repository; expected {_EXAMPLE}.")
    return tuple(remotes.values())


def _remote(entry: str) -> Remote:
    match = _NAMED.fullmatch(entry)
    given, url = (match.group(1), match.group(2).strip()) if match else (None, entry)
    parts = _checked(url)
    name = (given or unquote(parts.path).strip("/").removesuffix(".git")).strip()
    segments = name.split("/")
    if not _NAME.fullmatch(name) or any(part.endswith(_RESERVED) for part in segments):
        raise SettingsError(
            f"GIT_REPOSITORIES calls a repository {name!r}; expected letters, digits, '.', '_', "
            "'-' and '/', such as owner/name: write owner/name=url."
        )
    return Remote(name, url.rstrip("/"))


def _checked(url: str) -> SplitResult:
    """Return the parts of a clone URL.

    Raises:
        SettingsError: It is none that is safe to use; the text never repeats a password.
    """
    if "@" in url or "?" in url or "#" in url:
        raise SettingsError(
            "GIT_REPOSITORIES holds a URL with a user, a password or a query, or an ssh address; "
            f"expected {_EXAMPLE}, with the token in GIT_TOKEN."
        )
    try:
        parts = urlsplit(url)
        is_complete = bool(parts.hostname) and parts.port != 0 and len(parts.path) > 1
    except ValueError:
        is_complete = False
    if not is_complete or parts.scheme not in ("https", "http"):
        raise SettingsError(
            f"GIT_REPOSITORIES holds {url!r}; expected a URL such as {_EXAMPLE} (ssh, git and "
            "file addresses are not supported)."
        )
    if not url.isprintable() or " " in url:
        raise SettingsError(f"GIT_REPOSITORIES holds {url!r}; expected {_EXAMPLE}.")
    if parts.scheme == "http" and parts.hostname not in _LOCAL:
        raise SettingsError(
            f"GIT_REPOSITORIES holds {url!r}; a token would travel unencrypted, use https."
        )
    return parts
