"""The projects a running server serves, and their changes.

Belongs here: the truth, touching and deleting. Does not belong here: HTTP.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sandbox.kit.store import ChangeError, Truth
from sandbox.sonarqube.derivation import derive, last_free_instant
from sandbox.sonarqube.numbers import METRICS
from sandbox.sonarqube.records import Analysis, File, Project
from sandbox.world import World

_GATE = "alert_status"
_NOT_READ = frozenset({"violations"})
"""Metrics that no extraction asks for."""


class SonarqubeStore:
    """One server.

    SonarQube thins out old analyses by itself, and a project that is deleted takes its history
    along. What was measured was measured, so extraction keeps what it was shown, and so does the
    truth; files are only known as they are now.
    """

    def __init__(self, world: World) -> None:
        self.projects = derive(world)
        self._next = last_free_instant(world)
        self._turn = 0
        self._shown: dict[str, dict[str, Any]] = {"analyses": {}, "measures": {}}
        self._past: dict[str, dict[str, Any]] = {"analyses": {}, "measures": {}}

    def truth(self) -> Truth:
        """Projects and files as they are, all analyses, and those shown before they went."""
        found: dict[str, dict[str, Any]] = {
            "projects": {key: _project(each) for key, each in self.projects.items()},
            "analyses": dict(self._past["analyses"]),
            "measures": dict(self._past["measures"]),
            "file_measures": {},
        }
        for project in self.projects.values():
            found["analyses"] |= dict(_analyses(project))
            found["measures"] |= dict(_measures(project))
            found["file_measures"] |= dict(_files(project))
        return found

    def note_shown(self, stream: str, project: Project) -> None:
        """Remember the `analyses` or `measures` of a project, which a client now sees."""
        rows = _analyses(project) if stream == "analyses" else _measures(project)
        self._shown[stream] |= dict(rows)

    def _forget(self, project: Project) -> None:
        for stream, rows in (("analyses", _analyses(project)), ("measures", _measures(project))):
            shown = self._shown[stream]
            self._past[stream] |= {key: row for key, row in rows if key in shown}

    def touch(self, share: float) -> int:
        """Analyse a share of the projects anew; each time one file has grown by a line."""
        projects = [project for project in self.projects.values() if project.analyses]
        count = min(len(projects), max(1, math.ceil(share * len(projects))))
        for _ in range(count):
            self._analyse(projects[self._turn % len(projects)])
        return count

    def _analyse(self, project: Project) -> None:
        self._turn += 1
        self._next += timedelta(seconds=1)
        last = project.analyses[-1]
        lines = int(last.values["ncloc"]) + 1
        again = replace(
            last,
            key=f"{last.key}-{self._turn}",
            at=self._next,
            values={**last.values, "ncloc": str(lines)},
            events=(),
        )
        project.analyses.append(again)
        paths = [path for path, file in project.files.items() if file.qualifier == "FIL"]
        if paths:
            file = project.files[min(paths)]
            file.values = {**file.values, "ncloc": str(int(file.values["ncloc"]) + 1)}

    def delete(self, stream: str, key: str) -> None:
        """Delete a project, or a file (which the next analysis then no longer finds)."""
        if stream == "projects":
            self._delete_project(key)
        elif stream == "file_measures":
            self._delete_file(key)
        else:
            raise ChangeError("only projects and file_measures are deleted; history is kept")

    def _delete_project(self, key: str) -> None:
        project = self.projects.pop(key, None)
        if project is None:
            raise ChangeError(f"there is no project {key}")
        self._forget(project)

    def _delete_file(self, key: str) -> None:
        for project in self.projects.values():
            for path, file in project.files.items():
                if f"{project.key}:{path}" == key and file.qualifier == "FIL":
                    del project.files[path]
                    self._analyse(project)
                    return
        raise ChangeError(f"there is no file {key}")

    def thin_out(self, key: str, kept: int) -> None:
        """Let the server's housekeeping take all analyses of a project but the newest."""
        project = self.projects[key]
        self._forget(project)
        project.analyses = project.analyses[len(project.analyses) - kept :]


def _instant(analysis: Analysis) -> str:
    return analysis.at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _project(project: Project) -> Mapping[str, Any]:
    last = project.analyses[-1] if project.analyses else None
    return {"project_key": project.key, "last_analysed_at": _instant(last) if last else None}


def _analyses(project: Project) -> Iterator[tuple[str, dict[str, Any]]]:
    for analysis in project.analyses:
        row = {
            "analysis_id": analysis.key,
            "project_key": project.key,
            "analysed_at": _instant(analysis),
            "commit_sha": analysis.revision,
        }
        yield analysis.key, row


def _measures(project: Project) -> Iterator[tuple[str, dict[str, Any]]]:
    for analysis in project.analyses:
        at = _instant(analysis)
        for metric in METRICS:
            value = analysis.values.get(metric)
            if value is None or metric in _NOT_READ:
                continue
            key = f"{project.key}|{at.removesuffix('Z')}|{metric}"
            row = {
                "measure_id": key,
                "project_key": project.key,
                "analysed_at": at,
                "metric": metric,
                "value": None if metric == _GATE else float(value),
                "level": value if metric == _GATE else None,
            }
            yield key, row


def _files(project: Project) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, file in project.files.items():
        if file.qualifier == "FIL":
            key = f"{project.key}:{path}"
            row = {"file_id": key, "project_key": project.key, "path": path, **_columns(file)}
            yield key, row


def _columns(file: File) -> dict[str, Any]:
    coverage = file.values.get("coverage")
    return {
        "code_lines": int(file.values["ncloc"]),
        "complexity": int(file.values["complexity"]),
        "coverage_percent": None if coverage is None else float(coverage),
    }
