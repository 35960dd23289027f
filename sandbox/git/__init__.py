"""The organisation's repositories themselves, served to the program git.

Belongs here: real bare repositories, made from the world's commits when they are first asked for.
"""

from sandbox.git.application import create
from sandbox.git.people import ACCOUNT_KEY, accounts
from sandbox.kit.tool import SandboxTool
from sandbox.world import World

__all__ = ["TOOL"]


def _settings(world: World, url: str) -> dict[str, str]:
    remotes = [f"{known.full_name}={url}/{known.full_name}.git" for known in world.repositories]
    return {
        "GIT_REPOSITORIES": ",".join(remotes),
        "GIT_TOKEN": "sandbox",
        "GIT_ACCOUNT_KEY": ACCOUNT_KEY,
    }


TOOL = SandboxTool(name="git", create=create, settings=_settings, accounts=accounts)
