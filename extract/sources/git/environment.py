"""What git sees of us: an environment, settings that hold for every command, and the token.

Belongs here: keeping a person's own settings out, and hooks, helpers and foreign protocols off.
Does not belong here: running anything (``program.py``).

The token goes to git by its environment alone: a credential helper, which is a line of shell,
hands it over when that one server asks. So it stands in no argument, no file and no configuration.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from extract.core.patience import Patience
from extract.sources.git.settings import GitSettings, Remote

_PASSED_ON = (
    "PATH",
    "TMPDIR",
    "http_proxy",
    "https_proxy",
    "HTTPS_PROXY",
    "no_proxy",
    "NO_PROXY",
    "all_proxy",
    "ALL_PROXY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH",
)
"""Variables of ours that git may see: how to find programs, proxies and certificates."""

_HELPER = (
    '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n" '
    '"$TEAM_OUTCOMES_GIT_USERNAME" "$TEAM_OUTCOMES_GIT_TOKEN"; }; f'
)
_CONFIGURATION = (
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.fsmonitor=false",
    "protocol.ext.allow=never",
    "submodule.recurse=false",
    "fetch.recurseSubmodules=false",
    "http.followRedirects=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "credential.helper=",
)


def command(*arguments: str) -> list[str]:
    """Return the program and its arguments, with the settings that hold for all of them."""
    settings = [part for setting in _CONFIGURATION for part in ("-c", setting)]
    return ["git", *settings, *arguments]


def environment(home: Path, patience: Patience) -> dict[str, str]:
    """Return the variables of every command.

    Args:
        home: An empty folder, where git looks for settings of a person.
        patience: How long the network may be silent.
    """
    passed: Mapping[str, str] = os.environ
    return {name: passed[name] for name in _PASSED_ON if name in passed} | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS": "",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_HTTP_LOW_SPEED_LIMIT": "1",
        "GIT_HTTP_LOW_SPEED_TIME": str(max(1, round(patience.read_seconds))),
        "LC_ALL": "C",
        "TZ": "UTC",
    }


def credentials(remote: Remote, settings: GitSettings) -> tuple[dict[str, str], list[str]]:
    """Return the variables and arguments by which git can say who we are, to this server only."""
    if settings.token is None:
        return {}, []
    variables = {
        "TEAM_OUTCOMES_GIT_USERNAME": settings.username,
        "TEAM_OUTCOMES_GIT_TOKEN": settings.token.reveal(),
    }
    return variables, ["-c", f"credential.{remote.origin}.helper={_HELPER}"]
