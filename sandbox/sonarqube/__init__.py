"""SonarQube, as far as the sandbox imitates it: projects, analyses and measures.

Belongs here: a server whose projects are the organisation's services. Does not belong here: what
happened in the organisation (`sandbox.simulation`).
"""

from collections.abc import Mapping

from sandbox.kit.tool import SandboxTool
from sandbox.sonarqube.app import create
from sandbox.world import World


def _settings(_: World, url: str) -> Mapping[str, str]:
    return {"SONARQUBE_URL": url, "SONARQUBE_TOKEN": "sandbox"}


TOOL = SandboxTool(name="sonarqube", create=create, settings=_settings)
