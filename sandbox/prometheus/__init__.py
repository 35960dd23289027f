"""Prometheus as it would watch the fictional organisation's services.

Belongs here: everything that knows Prometheus' HTTP API. Start at `app`; `counters` says what there
is to serve, `objectives` which file goes with it.
"""

from collections.abc import Mapping

from sandbox.kit.tool import SandboxFiles, SandboxTool
from sandbox.prometheus.app import NAME, create
from sandbox.prometheus.objectives import write
from sandbox.world import World


def _settings(_: World, url: str) -> Mapping[str, str]:
    return {"PROMETHEUS_URL": url}


TOOL = SandboxTool(name=NAME, create=create, settings=_settings)
FILES = SandboxFiles(name=NAME, write=write)
