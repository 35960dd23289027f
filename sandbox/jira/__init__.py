"""Jira of the sandbox, Cloud and Data Center: the same site in two flavours.

Belongs here: the declarations. Does not belong here: the site or its protocol.
"""

from functools import partial

from sandbox.directory import IdentityEntry
from sandbox.jira.app import create
from sandbox.jira.flavour import CLOUD, DATA_CENTER
from sandbox.jira.people import People
from sandbox.kit.tool import SandboxTool
from sandbox.world import World


def _settings(_: World, url: str) -> dict[str, str]:
    return {"JIRA_API_URL": url, "JIRA_USER": "reader@harbour.example", "JIRA_TOKEN": "sandbox"}


def _no_settings(_: World, __: str) -> dict[str, str]:
    """Extraction reads one Jira; the other is there for those who name its address."""
    return {}


def _accounts(world: World) -> tuple[IdentityEntry, ...]:
    return tuple(People(world).identities)


TOOL = SandboxTool(
    name="jira",
    create=partial(create, flavour=CLOUD, name="jira"),
    settings=_settings,
    accounts=_accounts,
)
DATA_CENTER_TOOL = SandboxTool(
    name="jira-data-center",
    create=partial(create, flavour=DATA_CENTER, name="jira-data-center"),
    settings=_no_settings,
)
