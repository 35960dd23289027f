"""git's own server program, asked by CGI.

Belongs here: a request to `git http-backend`, and its answer. Does not belong here: who may ask
(`sandbox.kit.gate`), or what the repositories hold.
"""

import os
import subprocess
from pathlib import Path

from flask import Request

from sandbox.kit.answers import Answer

_CONFIGURATION = ("http.receivepack=false", "core.hooksPath=/dev/null", "gc.auto=0")


def command(*arguments: str) -> list[str]:
    """The program git with settings that keep the user's own out."""
    settings = [part for setting in _CONFIGURATION for part in ("-c", setting)]
    return ["git", *settings, *arguments]


def environment(**more: str) -> dict[str, str]:
    """Variables in which no setting of the user's is left."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C",
        "TZ": "UTC",
        **more,
    }


def answer(request: Request, root: Path, path: str) -> Answer:
    """What git answers to a request for a path below the folder of repositories."""
    body = request.get_data()
    served = subprocess.run(  # noqa: S603 - no shell, and arguments of our own
        command("http-backend"),
        env=environment(
            GIT_PROJECT_ROOT=str(root),
            GIT_HTTP_EXPORT_ALL="1",
            PATH_INFO=f"/{path}",
            REQUEST_METHOD=request.method,
            QUERY_STRING=request.query_string.decode("ascii", "replace"),
            CONTENT_TYPE=request.content_type or "",
            CONTENT_LENGTH=str(len(body)),
            GIT_PROTOCOL=request.headers.get("Git-Protocol", ""),
            HTTP_CONTENT_ENCODING=request.headers.get("Content-Encoding", ""),
        ),
        input=body,
        capture_output=True,
        check=False,
    )
    head, _, content = served.stdout.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode("latin-1").split("\r\n") if line)
    status = int(headers.pop("Status", "200").split()[0]) if headers else 500
    return Answer(status, content, headers)
