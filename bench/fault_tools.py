"""The tools of the fault laboratory, each served for itself in a thread.

Here: starting one, its settings, its control endpoints. Not here: what goes wrong.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import requests
from flask import Flask

from extract.registry import SOURCES
from sandbox.github.app import create_app
from sandbox.github.service import Service
from sandbox.kit.service import Hosting
from sandbox.kit.tool import SandboxTool
from sandbox.registry import FILES, TOOLS
from sandbox.server import address, bind
from sandbox.world import World

_CONTROL_TIMEOUT = 60


def _github(world: World, hosting: Hosting) -> Flask:
    return create_app(Service(world, clock=hosting.clock))


def _github_settings(world: World, url: str) -> dict[str, str]:
    return {
        "GITHUB_API_URL": url,
        "GITHUB_TOKEN": "sandbox",
        "GITHUB_ORGANISATION": world.organisation.login,
        # Every job counts here, not only those after the first reading.
        "GITHUB_JOB_HISTORY_DAYS": "3650",
    }


ALL_TOOLS: Mapping[str, SandboxTool] = {
    tool.name: tool
    for tool in (
        SandboxTool(name="github", create=_github, settings=_github_settings),
        *(tool for tool in TOOLS if tool.name in {source.name for source in SOURCES}),
    )
}
"""Every tool that is read over HTTP, by name."""


@dataclass(frozen=True)
class Served:
    """A tool that is being served.

    Attributes:
        name: The source that reads it.
        settings: The variables that extraction needs.
        url: Where it answers.
    """

    name: str
    settings: Mapping[str, str]
    url: str

    def control(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Read a control endpoint, or send it `body`."""
        url = f"{self.url}/_sandbox/{path}"
        answer = (
            requests.get(url, timeout=_CONTROL_TIMEOUT)
            if body is None
            else requests.post(url, json=body, timeout=_CONTROL_TIMEOUT)
        )
        answer.raise_for_status()
        return answer.json()

    def records(self) -> dict[str, dict[str, dict[str, Any]]]:
        """What should be landed by now: columns by stream and key."""
        return cast("dict[str, dict[str, dict[str, Any]]]", self.control("records"))


@contextmanager
def serving(name: str, world: World) -> Iterator[Served]:
    """Serve one tool, as if for the first time, until the block ends."""
    tool = ALL_TOOLS[name]
    server = bind(tool.create(world, Hosting()), 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        url = address(server)
        with tempfile.TemporaryDirectory() as folder:
            of_files = {
                variable: text
                for files in FILES
                if files.name == name
                for variable, text in files.write(world, Path(folder)).items()
            }
            yield Served(name, {**tool.settings(world, url), **of_files}, url)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
