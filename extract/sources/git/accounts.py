"""Whose address it is, without the address.

Belongs here: turning an e-mail address into an account. Does not belong here: who the person
behind an account is (``identities.csv``).

GitHub's and GitLab's private addresses name the account themselves. Any other address becomes a
keyed digest, which nobody without the key can compute from a list of known addresses; without a
key it becomes nothing at all (docs/adr/0010).

Run as a program, it reads addresses from standard input, one a line, and writes the accounts they
become, so that they can be listed in ``identities.csv``.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import sys

from extract.core.errors import SettingsError
from extract.core.settings import Secret
from extract.sources.git.settings import account_key

_GITHUB = re.compile(
    r"(?:\d+\+)?(?P<login>[a-z0-9][a-z0-9_-]*(?:\[bot\])?)@users\.noreply\.github\.\S+",
    re.IGNORECASE,
)
_GITLAB = re.compile(r"\d+-(?P<login>[a-z0-9_][a-z0-9._-]*)@users\.noreply\.\S+", re.IGNORECASE)
_WEB = "noreply@github.com"
_WEB_ACCOUNT = "web-flow"
"""GitHub's account for commits that its web pages make."""

_PREFIX = "address:"
_DIGITS = 24


def account_of(address: str, key: Secret | None) -> str | None:
    """Return the account an address belongs to; None if it does not say and there is no key.

    Args:
        address: What stands between the angle brackets of a commit.
        key: Turns addresses into accounts.
    """
    address = address.strip().lower()
    if address == _WEB:
        return _WEB_ACCOUNT
    match = _GITHUB.fullmatch(address) or _GITLAB.fullmatch(address)
    if match:
        return match.group("login")
    if key is None or not address:
        return None
    return f"{_PREFIX}{_digest(address, key)}"


def fingerprint(key: Secret | None) -> str:
    """Return what tells one key from another and gives neither away."""
    return _digest("which key is this", key) if key is not None else ""


def _digest(text: str, key: Secret) -> str:
    digest = hmac.new(key.reveal().encode(), text.encode("utf-8", "replace"), hashlib.sha256)
    return digest.hexdigest()[:_DIGITS]


def main() -> int:
    """Write the account of each address on standard input; the result is the exit code."""
    try:
        key = account_key(os.environ)
    except SettingsError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    for line in sys.stdin:
        if line.strip():
            sys.stdout.write(f"{account_of(line, key) or 'unknown: set GIT_ACCOUNT_KEY'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
