"""Accounts as REST writes them.

Does not belong here: repositories (`repositories`).
"""

from typing import Any

from sandbox.github.text import AVATARS, WEB
from sandbox.world import Account, Organisation

_ADDRESSES = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}


def user(account: Account | Organisation | None, api: str) -> dict[str, Any] | None:
    """A `simple-user`; `None` for a deleted account. A bot's login ends in `[bot]` in REST."""
    if account is None:
        return None
    kind = account.kind if isinstance(account, Account) else "Organization"
    is_bot = kind == "Bot" and not account.login.endswith("[bot]")
    login = f"{account.login}[bot]" if is_bot else account.login
    web = f"{WEB}/apps/{account.login.removesuffix('[bot]')}" if kind == "Bot" else f"{WEB}/{login}"
    address = f"{api}/users/{login.replace('[', '%5B').replace(']', '%5D')}"
    return {
        "login": login,
        "id": account.database_id,
        "node_id": account.node_id,
        "avatar_url": f"{AVATARS}/{account.database_id}?v=4",
        "gravatar_id": "",
        "url": address,
        "html_url": web,
        **{name: address + suffix for name, suffix in _ADDRESSES.items()},
        "type": kind,
        "user_view_type": "public",
        "site_admin": False,
    }
