"""Turns the path of a source file as a report states it into its path in the repository.

Belongs here: that one rule. Does not belong here: the formats of reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import normpath

from extract.core.artefacts import Run


def repository_path(stated: str, sources: Sequence[str], run: Run) -> str:
    """Return a source file's path from the root of its repository.

    A relative path counts from the report's source folder, if it states exactly one. What is then
    absolute lies below the folder the repository was checked out to: ``workspace`` of ``run.json``,
    or, as GitHub Actions lays it out, ``.../<name>/<name>/``. Where neither fits, the path stays
    as it is.

    Args:
        stated: The path as the report has it.
        sources: The source folders the report states.
        run: The run the report comes from.
    """
    path = stated.replace("\\", "/")
    folders = {source.replace("\\", "/").rstrip("/") for source in sources if source.strip()}
    if len(folders) == 1 and not _is_absolute(path):
        path = f"{next(iter(folders))}/{path}"
    path = normpath(path)
    if run.workspace:
        root = normpath(run.workspace.replace("\\", "/")) + "/"
        if path.startswith(root):
            return path.removeprefix(root)
    name = run.repository.rpartition("/")[2]
    if _is_absolute(path) and f"/{name}/{name}/" in path:
        return path.partition(f"/{name}/{name}/")[2]
    return path


def _is_absolute(path: str) -> bool:
    return path.startswith("/") or path[1:2] == ":"
