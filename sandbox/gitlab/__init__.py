"""A GitLab that does not exist, over GitLab's own REST API.

Belongs here: GitLab's protocol over the world. Does not belong here: the world.
"""

from dataclasses import replace

from sandbox.directory import IdentityEntry
from sandbox.gitlab.app import create
from sandbox.kit.tool import SandboxTool
from sandbox.world import World


def settings(world: World, url: str) -> dict[str, str]:
    """The variables with which extraction reads it."""
    return {
        "GITLAB_API_URL": f"{url}/api/v4",
        "GITLAB_TOKEN": "sandbox",
        "GITLAB_GROUP": world.organisation.login,
    }


def accounts(world: World) -> tuple[IdentityEntry, ...]:
    """Everybody has the account on GitLab that they have on GitHub, but for the brackets."""
    return tuple(
        replace(entry, source="gitlab", account=entry.account.replace("[bot]", "-bot"))
        for entry in world.directory.identities
        if entry.source == "github"
    )


TOOL = SandboxTool(name="gitlab", create=create, settings=settings, accounts=accounts)
