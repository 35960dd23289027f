"""Who wrote a commit, as git knows it: a name and an address.

Belongs here: addresses, and the accounts they become. Does not belong here: who works for whom
(`sandbox.directory`).
"""

import hashlib
import hmac
from dataclasses import dataclass

from sandbox.directory import IdentityEntry
from sandbox.entities.accounts import Account
from sandbox.simulation.randomness import chance, generator
from sandbox.world import World

ACCOUNT_KEY = "the sandbox has no secrets"
"""The key with which extraction turns addresses into accounts here."""

_PLAIN_SHARE = 0.25
_UNSPEAKABLE = str.maketrans("", "", "<>\n\0")


@dataclass(frozen=True, slots=True)
class Person:
    """An author or a committer; `account` is what extraction should make of the address."""

    name: str
    address: str
    account: str


WEB = Person("GitHub", "noreply@github.com", "web-flow")
"""Who commits what is merged on GitHub's pages."""


def person(world: World, account: Account | None, name: str) -> Person:
    """Who a commit names: some use the address of their work, most the one GitHub gives them."""
    shown = (account.name or account.login) if account else name
    shown = shown.translate(_UNSPEAKABLE).strip() or "unknown"
    if account is None:
        return _plain(shown, name.lower().replace(" ", "."))
    if _uses_a_plain_address(world, account.login, account.kind):
        return _plain(shown, account.login)
    address = f"{account.database_id}+{account.login}@users.noreply.github.com"
    return Person(shown, address, account.login)


def accounts(world: World) -> tuple[IdentityEntry, ...]:
    """The accounts of git, for the people and machines whose GitHub account is known."""
    kinds = {account.login: account.kind for account in world.accounts}
    found = []
    for entry in world.directory.identities:
        if entry.source != "github":
            continue
        name = entry.account
        if _uses_a_plain_address(world, name, kinds.get(name, "User")):
            name = _plain(name, name).account
        found.append(
            IdentityEntry(
                source="git",
                account=name,
                person_id=entry.person_id,
                actor_kind=entry.actor_kind,
            )
        )
    return tuple(found)


def _uses_a_plain_address(world: World, login: str, kind: str) -> bool:
    draw = generator(world.seed, "git", "address", login)
    return kind == "User" and chance(draw, _PLAIN_SHARE)


def _plain(name: str, mailbox: str) -> Person:
    address = f"{mailbox}@harbour.example".translate(_UNSPEAKABLE)
    digest = hmac.new(ACCOUNT_KEY.encode(), address.lower().encode(), hashlib.sha256).hexdigest()
    return Person(name, address, f"address:{digest[:24]}")
