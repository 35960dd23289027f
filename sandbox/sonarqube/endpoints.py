"""What each endpoint answers, from its parameters.

Belongs here: paging with its limits, filters, and the fields of the answers, names and words of
people included: it is for the client not to keep them. Does not belong here: HTTP (`app`).
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox.kit import gate
from sandbox.sonarqube.dialect import BROWSE, Refusal
from sandbox.sonarqube.numbers import METRICS
from sandbox.sonarqube.records import Analysis, File, Project, Values, written
from sandbox.sonarqube.store import SonarqubeStore

Parameters = Mapping[str, str]
Body = dict[str, Any]

_REACHABLE = 10_000
_LARGEST = 500
_LARGEST_HISTORY = 1000
_MOST_METRICS = 25


def search_projects(store: SonarqubeStore, asked: Parameters) -> Body:
    """`/api/components/search_projects`: only projects that may be browsed, by name."""
    visible = list(store.projects.values()) if gate.may_read(BROWSE) else []
    visible.sort(key=lambda project: (project.name.lower(), project.key))
    page, paging = _page(visible, asked, _LARGEST, reachable=_REACHABLE)
    with_date = "analysisDate" in asked.get("f", "") or asked.get("f") == "_all"
    components = [_component(project, with_date=with_date) for project in page]
    return {"paging": paging, "components": components, "facets": []}


def show(store: SonarqubeStore, asked: Parameters) -> Body:
    """`/api/components/show`."""
    project = _project(store, _needed(asked, "component"))
    return {"component": _component(project, with_date=True), "ancestors": []}


def metrics(_: SonarqubeStore, asked: Parameters) -> Body:
    """`/api/metrics/search`, whose paging lies beside the list."""
    page, paging = _page(METRICS, asked, _LARGEST)
    return {
        "metrics": [{"key": key, "name": key.title(), "hidden": False} for key in page],
        "total": paging["total"],
        "p": paging["pageIndex"],
        "ps": paging["pageSize"],
    }


def analyses(store: SonarqubeStore, asked: Parameters) -> Body:
    """`/api/project_analyses/search`: newest first."""
    project = _project(store, _needed(asked, "project"))
    store.note_shown("analyses", project)
    page, paging = _page(_between(project, asked)[::-1], asked, _LARGEST)
    return {"paging": paging, "analyses": [_analysis(analysis) for analysis in page]}


def history(store: SonarqubeStore, asked: Parameters) -> Body:
    """`/api/measures/search_history`: oldest first, a page of analyses for every metric."""
    project = _project(store, _needed(asked, "component"))
    keys = _needed(asked, "metrics").split(",")
    unknown = sorted(set(keys) - set(METRICS))
    if unknown:
        raise Refusal(400, f"Metrics {', '.join(unknown)} are not found")
    store.note_shown("measures", project)
    page, paging = _page(_between(project, asked), asked, _LARGEST_HISTORY)
    return {
        "paging": paging,
        "measures": [
            {"metric": key, "history": [_point(analysis, key) for analysis in page]} for key in keys
        ],
    }


def component_tree(store: SonarqubeStore, asked: Parameters) -> Body:
    """`/api/measures/component_tree`: the files with their measures."""
    project = _project(store, _needed(asked, "component"))
    keys = _needed(asked, "metricKeys").split(",")
    unknown = sorted(set(keys) - set(METRICS))
    if unknown:
        raise Refusal(404, f"The following metric keys are not found: {', '.join(unknown)}")
    if len(keys) > _MOST_METRICS:
        raise Refusal(400, f"'metricKeys' can contains only {_MOST_METRICS} values")
    qualifiers = asked.get("qualifiers", "FIL,UTS").split(",")
    files = [
        project.files[path]
        for path in sorted(project.files)
        if project.files[path].qualifier in qualifiers
    ]
    page, paging = _page(files, asked, _LARGEST)
    last = project.analyses[-1].values if project.analyses else {}
    return {
        "paging": paging,
        "baseComponent": {
            "key": project.key,
            "name": project.name,
            "qualifier": "TRK",
            "measures": _measures(last, keys),
        },
        "components": [_file(project, file, keys) for file in page],
    }


def _needed(asked: Parameters, name: str) -> str:
    value = asked.get(name)
    if not value:
        raise Refusal(400, f"The '{name}' parameter is missing")
    return value


def _project(store: SonarqubeStore, key: str) -> Project:
    project = store.projects.get(key)
    if project is None:
        raise Refusal(404, f"Component key '{key}' not found")
    gate.require(BROWSE)
    return project


def _page(
    records: Sequence[Any], asked: Parameters, largest: int, reachable: int | None = None
) -> tuple[Sequence[Any], Body]:
    """The page asked for; beyond what can be reached the server refuses."""
    number, size = _count(asked, "p", 1), _count(asked, "ps", 100)
    if size > largest:
        raise Refusal(400, f"'ps' value ({size}) must be less than {largest}")
    if reachable is not None and number * size > reachable:
        asked_for = f"{number * size}th result asked."
        raise Refusal(400, f"Can return only the first {reachable} results. {asked_for}")
    paging = {"pageIndex": number, "pageSize": size, "total": len(records)}
    return records[(number - 1) * size : number * size], paging


def _count(asked: Parameters, name: str, default: int) -> int:
    text = asked.get(name, str(default))
    if not text.isdecimal() or int(text) < 1:
        raise Refusal(400, f"The '{name}' parameter cannot be parsed as an integer value: {text}")
    return int(text)


def _between(project: Project, asked: Parameters) -> list[Analysis]:
    """The analyses from `from` to `to`, both included; a date alone is a whole day."""
    first, last = _instant(asked, "from"), _instant(asked, "to")
    if last is not None and len(asked["to"]) == len("2026-01-31"):
        last += timedelta(days=1)
    return [
        analysis
        for analysis in project.analyses
        if (first is None or analysis.at >= first) and (last is None or analysis.at <= last)
    ]


def _instant(asked: Parameters, name: str) -> datetime | None:
    text = asked.get(name)
    if text is None:
        return None
    for form in ("%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d"):
        try:
            moment = datetime.strptime(text, form)  # noqa: DTZ007 - the zone is added below
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    raise Refusal(400, f"Date '{text}' cannot be parsed as either a date or date+time")


def _component(project: Project, *, with_date: bool) -> Body:
    component: Body = {
        "key": project.key,
        "name": project.name,
        "qualifier": "TRK",
        "tags": [],
        "visibility": "private",
        "isFavorite": False,
    }
    if with_date and project.analyses:
        component["analysisDate"] = written(project.analyses[-1].at)
    return component


def _analysis(analysis: Analysis) -> Body:
    return {
        "key": analysis.key,
        "date": written(analysis.at),
        "events": [
            {
                "key": f"{analysis.key}-{number}",
                "category": event.category,
                "name": event.name,
                "description": "Coverage on New Code < 70",
            }
            for number, event in enumerate(analysis.events)
        ],
        "projectVersion": analysis.version,
        "manualNewCodePeriodBaseline": False,
        "revision": analysis.revision,
        "detectedCI": analysis.detected_ci,
    }


def _point(analysis: Analysis, metric: str) -> Body:
    value = analysis.values.get(metric)
    return {"date": written(analysis.at), **({} if value is None else {"value": value})}


def _file(project: Project, file: File, keys: list[str]) -> Body:
    return {
        "key": f"{project.key}:{file.path}",
        "name": file.path.rpartition("/")[2],
        "qualifier": file.qualifier,
        "path": file.path,
        "language": file.language,
        "measures": _measures(file.values, keys),
    }


def _measures(values: Values, keys: list[str]) -> list[Body]:
    return [{"metric": key, "value": values[key]} for key in keys if key in values]
