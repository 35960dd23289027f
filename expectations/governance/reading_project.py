"""A parsed dbt project from its folder.

Belongs here: files. Does not belong here: what the manifest means (`project.py`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from expectations.governance.project import Project

PROJECT = Path(__file__).resolve().parents[2] / "dbt_project"
PARSE = "Run `dbt parse` there first."


class UnreadableProjectError(Exception):
    """No manifest, or one that is not of the files that are there; says what to do."""


def read(folder: Path, manifest: Path | None = None) -> Project:
    """A dbt project and the manifest dbt parsed of it.

    Args:
        folder: Where dbt_project.yml is; what lies beside it (extractors, publication) is read too.
        manifest: Its manifest; that of its target folder if none is named.

    Raises:
        UnreadableProjectError: There is no manifest, or it is older than a model.
    """
    file = manifest or folder / "target" / "manifest.json"
    settings = folder / "dbt_project.yml"
    for needed in (settings, file):
        if not needed.exists():
            raise UnreadableProjectError(f"{needed} does not exist. {PARSE}")
    known: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for node in known["nodes"].values():
        path = folder / node["original_file_path"]
        if node["resource_type"] == "model" and not _is_of(node, path):
            raise UnreadableProjectError(
                f"{path} is not as it was when {file} was written. {PARSE}"
            )
    variables = yaml.safe_load(settings.read_text(encoding="utf-8")).get("vars") or {}
    return Project(known, folder.resolve().parent, variables)


def _is_of(node: Mapping[str, Any], path: Path) -> bool:
    if not path.exists():
        return False
    return path.read_text(encoding="utf-8").strip() == str(node["raw_code"]).strip()
