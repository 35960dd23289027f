"""Tells which run of which commit an artefact of continuous integration comes from.

Belongs here: the layout of artefact folders and ``run.json``. Does not belong here: reading what
the artefacts say (the sources).

The layout is ``<repository>/<commit sha>/<run id>[-attempt]/...``; a repository is ``owner/name``,
with more parts where groups are nested. A ``run.json`` in the folder of a file, or in the nearest
one above it that has one, says the same (and more) for any other layout, and wins over the path.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from extract.core import fields
from extract.core.errors import RecordError
from extract.core.folder import File, FileError, Folder, shown
from extract.core.keys import digest
from extract.core.source import INSTANT, INTEGER, TEXT, Row

RUN_FILE = "run.json"
ARTEFACT_COLUMNS = {
    "repository": TEXT,
    "commit_sha": TEXT,
    "run_id": TEXT,
    "attempt": INTEGER,
    "branch": TEXT,
    "run_started_at": INSTANT,
    "artefact_folder": TEXT,
    "path": TEXT,
    "content_sha256": TEXT,
    "size_bytes": INTEGER,
}
"""What a stream of artefacts says of the run and the file, one column each."""

_SHA = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_REPOSITORY = re.compile(r"[^/\s]+(?:/[^/\s]+)+")
_RUN = re.compile(r"(?P<run_id>.+?)(?:-(?P<attempt>[0-9]{1,9}))?")
_MAX_RUN_FILE_BYTES = 100_000
_LAYOUT = (
    "Put it below <owner>/<repository>/<full commit sha>/<run id>, or put a run.json beside it"
)


@dataclass(frozen=True, slots=True)
class Run:
    """The run an artefact comes from.

    Attributes:
        repository: ``owner/name``.
        commit_sha: The commit that was built, all of its digits.
        run_id: What the tool calls the run.
        attempt: Which attempt of the run, from 1.
        branch: The branch, where ``run.json`` says so.
        started_at: When the run began (naive UTC), where ``run.json`` says so.
        workspace: Where the repository was checked out, where ``run.json`` says so.
        inside: Path of the artefact below the run's folder.
    """

    repository: str = ""
    commit_sha: str = ""
    run_id: str = ""
    attempt: int = 1
    branch: str | None = None
    started_at: datetime | None = None
    workspace: str | None = None
    inside: str = ""

    def key(self, content: bytes) -> str:
        """Return the key of an artefact, made of its run, its job's folder and its content.

        So a copy in the same folder is the same artefact; of another job or run it is another one.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        run = (self.repository, self.commit_sha, self.run_id, self.attempt)
        return digest(*run, self.folder_inside, sha256)

    def columns(self, content: bytes) -> Row:
        """Return the values of ``ARTEFACT_COLUMNS``.

        Args:
            content: The artefact.
        """
        return {
            "repository": self.repository,
            "commit_sha": self.commit_sha,
            "run_id": self.run_id,
            "attempt": self.attempt,
            "branch": self.branch,
            "run_started_at": self.started_at,
            "artefact_folder": self.folder_inside,
            "path": self.inside,
            "content_sha256": hashlib.sha256(content).hexdigest(),
            "size_bytes": len(content),
        }

    @property
    def folder_inside(self) -> str:
        """The folder of the artefact below the run's folder; empty for the run's folder itself.

        Continuous integration gives every job a folder of its own, so it tells jobs apart.
        """
        return self.inside.rpartition("/")[0]


class Runs:
    """Finds the run of each file of a folder; every ``run.json`` is read once.

    Args:
        folder: Where the artefacts lie.
    """

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._said: dict[str, tuple[str, Mapping[str, Any]] | FileError | None] = {}

    def of(self, file: File) -> Run:
        """Return the run a file comes from.

        Raises:
            FileError: Neither its path nor a ``run.json`` says so, or a ``run.json`` is wrong.
        """
        run = _from_path(file.path)
        said = self._nearest(str(PurePosixPath(file.path).parent))
        if isinstance(said, FileError):
            raise said
        if said is not None:
            folder, values = said
            inside = file.path if folder == "." else file.path.removeprefix(f"{folder}/")
            run = replace(run, inside=inside, **values)
        for name in ("repository", "commit_sha", "run_id"):
            if not getattr(run, name):
                raise FileError(file.path, f"nothing says its {name.replace('_', ' ')}", _LAYOUT)
        return run

    def _nearest(self, folder: str) -> tuple[str, Mapping[str, Any]] | FileError | None:
        """Return what the nearest ``run.json`` says, with its folder; an error if it is wrong."""
        if folder not in self._said:
            path = RUN_FILE if folder == "." else f"{folder}/{RUN_FILE}"
            if self._folder.has(path):
                self._said[folder] = self._read(folder, path)
            else:
                above = str(PurePosixPath(folder).parent)
                self._said[folder] = None if folder == "." else self._nearest(above)
        return self._said[folder]

    def _read(self, folder: str, path: str) -> tuple[str, Mapping[str, Any]] | FileError:
        try:
            content = self._folder.read(path, _MAX_RUN_FILE_BYTES)
            return folder, _values(fields.record(json.loads(content), "the file"))
        except FileError as error:
            return error
        except RecordError as error:
            return FileError(path, str(error), "Correct it as docs/sources/junit.md describes")
        except (ValueError, RecursionError) as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else None
            return FileError(path, "it is not JSON in UTF-8", "Write it again", line=line)


def _from_path(path: str) -> Run:
    """Return what the path says; nothing of it where it is laid out otherwise."""
    parts = path.split("/")
    for place in range(2, len(parts) - 2):
        if _SHA.fullmatch(parts[place].lower()):
            named = _RUN.fullmatch(parts[place + 1])
            if named is None:
                break
            return Run(
                repository="/".join(parts[:place]),
                commit_sha=parts[place].lower(),
                run_id=named["run_id"],
                attempt=max(1, int(named["attempt"] or 1)),
                inside="/".join(parts[place + 2 :]),
            )
    return Run(inside=path)


def _values(said: fields.Raw) -> dict[str, Any]:
    """Return what a ``run.json`` says, by the attributes of ``Run``; what it leaves out is out.

    Raises:
        RecordError: A value is not what is expected.
    """
    values: dict[str, Any] = {
        "repository": _matching(said, "repository", _REPOSITORY, "owner/name"),
        "commit_sha": _matching(said, "commit_sha", _SHA, "all digits of a commit's sha"),
        "run_id": _run_id(said),
        "attempt": fields.optional_integer(said, "attempt"),
        "branch": fields.optional_text(said, "branch"),
        "started_at": fields.optional_instant(said, "started_at"),
        "workspace": fields.optional_text(said, "workspace"),
    }
    if values["attempt"] is not None and values["attempt"] < 1:
        raise RecordError("attempt: expected 1 or more, found less")
    return {name: value for name, value in values.items() if value is not None}


def _matching(said: fields.Raw, name: str, pattern: re.Pattern[str], shape: str) -> str | None:
    value = fields.optional_text(said, name)
    if value is not None and not pattern.fullmatch(value):
        raise RecordError(f"{name}: expected {shape}, found {shown(value)!r}")
    return value


def _run_id(said: fields.Raw) -> str | None:
    if isinstance(said.get("run_id"), int):
        return str(fields.integer(said, "run_id"))
    value = fields.optional_text(said, "run_id")
    if value == "":
        raise RecordError("run_id: expected text, found none")
    return value
