"""All tools of the sandbox as one web application.

Belongs here: which tool answers where, and how a client is told so. Does not belong here: the
network (`sandbox.server`).
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, jsonify, request
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from sandbox.github.app import create_app
from sandbox.github.service import Service
from sandbox.kit.service import Hosting
from sandbox.registry import TOOLS
from sandbox.world import World

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from _typeshed.wsgi import WSGIApplication


def create(world: World, hosting: Hosting) -> "WSGIApplication":
    """The application: GitHub at the root, every other tool below its name."""
    github = create_app(
        Service(world, latency_seconds=hosting.latency_seconds, clock=hosting.clock)
    )
    _add_settings(github, world)
    mounts: dict[str, Any] = {f"/{tool.name}": tool.create(world, hosting) for tool in TOOLS}
    return DispatcherMiddleware(_AlsoGitLab(github, mounts["/gitlab"]), mounts)


class _AlsoGitLab:
    """GitHub at the root, and GitLab where it would be on a host of its own.

    Some clients take the host of an address and put the path of the API themselves.
    """

    def __init__(self, github: "WSGIApplication", gitlab: "WSGIApplication") -> None:
        self._github = github
        self._gitlab = gitlab

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        is_gitlab = environ["PATH_INFO"].startswith("/api/v4/")
        return (self._gitlab if is_gitlab else self._github)(environ, start_response)


def settings(world: World, url: str) -> dict[str, str]:
    """The environment variables with which extraction reads every tool of the sandbox.

    Args:
        world: What is served.
        url: Where.
    """
    found = {
        "GITHUB_API_URL": url,
        "GITHUB_TOKEN": "sandbox",
        "GITHUB_ORGANISATION": world.organisation.login,
    }
    for tool in TOOLS:
        found |= _checked(tool.settings(world, f"{url}/{tool.name}"), tool.name)
    return found


def _checked(variables: Mapping[str, str], name: str) -> Mapping[str, str]:
    prefix = f"{name.upper()}_"
    foreign = [variable for variable in variables if not variable.startswith(prefix)]
    if foreign:
        raise ValueError(f"{name} may set variables that begin with {prefix}, not {foreign}")
    return variables


def _add_settings(app: Flask, world: World) -> None:
    @app.get("/_sandbox/settings")
    def own_settings() -> Response:
        return jsonify(settings(world, request.host_url.rstrip("/")))
