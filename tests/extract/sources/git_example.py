"""Repositories made by hand, served by git's own server program, and what git says of them.

Belongs here: making, serving, and the independent reading. Does not belong here: what a test
asserts.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from extract.core.landed import Landed
from extract.core.landing import Landing
from extract.core.progress import Progress
from extract.core.source import RunRequest, RunResult
from extract.sources.git import GIT
from sandbox.git import backend
from sandbox.kit.gate import written
from sandbox.server import address, bind
from tests.extract.core.examples import ImpatientClock

WRITER = "Anna <7+anna@users.noreply.github.com> 1767225600 +0000"
"""2026-01-01T00:00:00Z."""

KEY = "a key for the tests only"
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "LC_ALL": "C",
}


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Run git on a bare repository and return its output."""
    return subprocess.run(
        ["git", f"--git-dir={folder}", *arguments],
        env=ENVIRONMENT,
        input=stdin,
        capture_output=True,
        check=True,
    ).stdout


class Made:
    """A bare repository that a test makes by hand, called ``made``.

    Args:
        folder: Where repositories lie.
        object_format: How its objects are named.
    """

    def __init__(self, folder: Path, object_format: str = "sha1") -> None:
        self.path = folder / "made.git"
        self.path.mkdir(parents=True)
        git(self.path, "init", "-q", "--bare", f"--object-format={object_format}")
        git(self.path, "symbolic-ref", "HEAD", "refs/heads/main")

    def add(self, *commands: bytes) -> None:
        """Add commits, as commands of ``git fast-import``."""
        git(self.path, "fast-import", "--quiet", "--force", stdin=b"".join(commands))

    def head(self, ref: str = "refs/heads/main") -> str:
        """The commit a ref leads to."""
        return git(self.path, "rev-parse", ref).decode().strip()


def commit(
    *entries: bytes,
    ref: str = "refs/heads/main",
    parents: tuple[str, ...] = (),
    message: bytes = b"A message",
    author: str = WRITER,
    committer: str = WRITER,
) -> bytes:
    """A commit for ``Made.add``; entries are of ``put`` and ``drop``."""
    head = f"commit {ref}\nauthor {author}\ncommitter {committer}\ndata {len(message)}\n".encode()
    words = ("from", *["merge"] * len(parents))
    lines = "".join(f"{word} {parent}\n" for word, parent in zip(words, parents, strict=False))
    return head + message + b"\n" + lines.encode() + b"".join(entries)


def put(path: bytes, content: bytes, mode: str = "100644") -> bytes:
    """An entry that a commit adds or changes; of a submodule the content is its commit."""
    if mode == "160000":
        return b"M 160000 " + content + b" " + path + b"\n"
    return (
        f"M {mode} inline ".encode() + path + f"\ndata {len(content)}\n".encode() + content + b"\n"
    )


def drop(path: bytes) -> bytes:
    """An entry that a commit deletes."""
    return b"D " + path + b"\n"


@contextmanager
def serving_folder(folder: Path) -> Iterator[str]:
    """Serve every repository below a folder to everybody; yield the address."""
    app = Flask("folder", static_folder=None)

    @app.route("/<path:path>", methods=["GET", "POST"])
    def serve(path: str) -> Response:
        return written(backend.answer(request, folder, path))

    with serving_app(app) as url:
        yield url


@contextmanager
def serving_app(app: Flask) -> Iterator[str]:
    """Serve an application on a free port until the block ends; yield the address."""
    server = bind(app, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield address(server)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Reader:
    """An installation that reads the repositories of GIT_REPOSITORIES.

    Attributes:
        clock: Notes what runs waited for.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.clock = ImpatientClock()

    def extract(self, **asked: Any) -> RunResult:
        """Run once, without waiting for anything."""
        with Landing(GIT, self.home, self.clock) as landing:
            return GIT.run(landing, RunRequest(progress=Progress("off"), **asked))

    def rows(self, stream: str) -> dict[str, dict[str, Any]]:
        """One stream's live rows by key."""
        return Landed(self.home / "landing" / "git").live_rows(GIT.stream(stream))

    def changes(self) -> set[tuple[str, str, str | None, int | None, int | None]]:
        """Every landed file change, in the form of ``independent_changes``."""
        return {
            (r["commit_sha"], r["path"], r["old_path"], r["additions"], r["deletions"])
            for r in self.rows("file_changes").values()
        }


def independent_changes(
    folder: Path,
) -> set[tuple[str, str, str | None, int | None, int | None]]:
    """What ``git diff-tree`` says of every commit that any ref reaches: path, old path, counts."""
    commits = git(folder, "rev-list", "--all", "--no-merges")
    arguments = ("--stdin", "-r", "--root", "--numstat", "-z", "-M", "-l1000", "--always")
    tokens = iter(git(folder, "diff-tree", *arguments, stdin=commits).split(b"\0")[:-1])
    found, sha = set(), ""
    for token in tokens:
        if b"\t" not in token:
            sha = token.decode()
            continue
        added, deleted, path = token.split(b"\t", 2)
        old_path = None if path else next(tokens)
        path = path or next(tokens)
        additions, deletions = (None if n == b"-" else int(n) for n in (added, deleted))
        before = None if old_path is None else _text(old_path)
        found.add((sha, _text(path), before, additions, deletions))
    return found


def _text(path: bytes) -> str:
    return path.decode("utf-8", "backslashreplace")
