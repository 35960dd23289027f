"""Jenkins, as far as the sandbox imitates it: the JSON API with its `tree`.

Belongs here: one controller with folders, multibranch projects and builds derived from the world.
Does not belong here: what happened in the organisation (`sandbox.simulation`).
"""

from collections.abc import Mapping

from sandbox.jenkins.app import create
from sandbox.kit.tool import SandboxTool
from sandbox.world import World


def _settings(_: World, url: str) -> Mapping[str, str]:
    return {"JENKINS_URL": url, "JENKINS_USER": "reader", "JENKINS_TOKEN": "sandbox"}


TOOL = SandboxTool(name="jenkins", create=create, settings=_settings)
