"""What changes do to the code.

Belongs here: `diff_coverage`, `hotspot_change_share`, `rewritten_line_share` and
`static_analysis_finding_rate`. Does not belong here: which changes there are (`code_owners.py`).
"""

from collections import Counter, defaultdict
from datetime import datetime, timedelta

from tests.reference.build_files import coverage_files, covered_and_coverable
from tests.reference.catalogue import Rule
from tests.reference.context import Context
from tests.reference.families.code_owners import Change, changes, owner_of_change
from tests.reference.items import Item

SOON = timedelta(days=21)
MONTHS = 12
PER_LINES = 1000
RULES = (
    Rule("diff_coverage", "ratio", 5, events=("git", "coverage_reports")),
    Rule("hotspot_change_share", "ratio", 20, is_proportion=True, events=("git",)),
    Rule("rewritten_line_share", "ratio", 5, events=("git",)),
    Rule("static_analysis_finding_rate", "ratio", 5, events=("sonarqube",)),
)


def place(context: Context) -> None:
    """Place all changes and analyses."""
    known = changes(context)
    _place_coverage(context, known)
    _place_hotspots(context, known)
    _place_rewritten(context, known)
    _place_findings(context)


def _add(
    context: Context, metric_id: str, change: Change, numerator: float, denominator: float
) -> None:
    item = Item(key=change.key, numerator=numerator, denominator=denominator)
    team_id = owner_of_change(context, change)
    context.placing.add(metric_id, team_id, change.committed_at, item)


def _place_coverage(context: Context, known: list[Change]) -> None:
    measured = covered_and_coverable(coverage_files(context.raw.folder))
    for change in known:
        covered = coverable = 0
        for file in change.files:
            ran, could_run = measured.get((*change.key, file.path), (set(), set()))
            covered += len(file.lines & ran)
            coverable += len(file.lines & could_run)
        if coverable:
            _add(context, "diff_coverage", change, float(covered), float(coverable))


def complexities(context: Context) -> dict[tuple[str, str], int]:
    """By repository and path, what SonarQube measured last."""
    found: dict[tuple[str, str], int] = {}
    aliases = _projects(context)
    for file in context.tool("sonarqube").get("file_measures", {}).values():
        for service_id in aliases.get(file["project_key"], ()):
            service = next(s for s in context.ownership.services if s.service_id == service_id)
            path = file["path"]
            if not service.holds(path):
                path = f"{service.path_prefix.rstrip('/')}/{path}"
            key = (service.repository, path)
            found[key] = max(found.get(key, 0), file["complexity"] or 0)
    return found


def _projects(context: Context) -> dict[str, set[str]]:
    """The services of each SonarQube project."""
    found: dict[str, set[str]] = defaultdict(set)
    for service in context.organisation.document["services"]:
        for project in (service.get("aliases") or {}).get("sonarqube", ()):
            found[project].add(service["service_id"])
    return found


def _month(instant: datetime) -> int:
    return instant.year * 12 + instant.month


def hotspots(
    touched: dict[tuple[int, str], set[str]], month: int, sizes: dict[str, int]
) -> set[str]:
    """The tenth of the files with most churn in the twelve months before times complexity."""
    churn: Counter[str] = Counter()
    for (when, path), shas in touched.items():
        if month - MONTHS <= when < month:
            churn[path] += len(shas)
    scored = {path: churn[path] * sizes[path] for path in churn if sizes.get(path)}
    ordered = sorted(scored, key=lambda path: (-scored[path], path))
    return set(ordered[: max(1, len(ordered) // 10)])


def _place_hotspots(context: Context, known: list[Change]) -> None:
    measured = complexities(context)
    for repository in {change.repository for change in known}:
        sizes = {path: size for (name, path), size in measured.items() if name == repository}
        own = [change for change in known if change.repository == repository]
        touched: dict[tuple[int, str], set[str]] = defaultdict(set)
        for change in own:
            for file in change.files:
                touched[_month(change.committed_at), file.path].add(change.sha)
        by_month = {month: hotspots(touched, month, sizes) for month, _ in touched}
        for change in own:
            hot = by_month[_month(change.committed_at)]
            if hot:
                is_hot = any(file.path in hot for file in change.files)
                _add(context, "hotspot_change_share", change, float(is_hot), 1.0)


def _place_rewritten(context: Context, known: list[Change]) -> None:
    rewritten: Counter[tuple[str, str]] = Counter()
    waiting: dict[tuple[str, str], tuple[Change, int]] = {}
    for change in known:
        for file in change.files:
            earlier = waiting.pop((change.repository, file.path_before), None)
            if earlier and change.committed_at - earlier[0].committed_at <= SOON:
                rewritten[earlier[0].key] += min(earlier[1], file.deletions)
        for file in change.files:
            waiting[change.repository, file.path] = (change, file.additions)
    for change in known:
        written = sum(file.additions for file in change.files)
        if written and context.as_of - change.committed_at >= SOON:
            lines = float(rewritten[change.key])
            _add(context, "rewritten_line_share", change, lines, float(written))


def _place_findings(context: Context) -> None:
    analyses: dict[tuple[str, datetime], dict[str, float]] = defaultdict(dict)
    for measure in context.tool("sonarqube").get("measures", {}).values():
        at = datetime.fromisoformat(measure["analysed_at"])
        analyses[measure["project_key"], at][measure["metric"]] = measure["value"]
    services = {service.service_id: service for service in context.ownership.services}
    aliases = _projects(context)
    for (project, at), values in analyses.items():
        findings, lines = values.get("new_violations"), values.get("new_lines")
        if findings is None or not lines or at > context.as_of:
            continue
        item = Item(key=(project, at), numerator=findings, denominator=lines / PER_LINES)
        owners = {context.ownership.owner(services[each], at) for each in aliases.get(project, ())}
        for team_id in owners:
            context.placing.add("static_analysis_finding_rate", team_id, at, item)
