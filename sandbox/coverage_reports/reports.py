"""The organisation's coverage reports as files.

Belongs here: Cobertura and LCOV, and where they go. Does not belong here: what was measured
(`sandbox.coverage_reports.measured`).

Every other repository writes LCOV; the rest write Cobertura, whose paths count from the folder the
repository was checked out to, laid out as GitHub Actions does. Commits go by the ids that git gave
them: what a report measured is looked up among the lines that git knows.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from sandbox.artefacts import FinishedJob, write_text
from sandbox.coverage_reports.measured import MeasuredFile, measured
from sandbox.git.store import GitStore
from sandbox.world import World


def write(world: World, folder: Path) -> Mapping[str, str]:
    """Write a report for every measured build below `folder`."""
    with_lcov = {repository.full_name for repository in world.repositories[1::2]}
    for job, name, files in placed(world):
        place = folder / name
        if job.repository.full_name in with_lcov:
            write_text(place / "lcov.info", lcov(files), job.completed_at)
        else:
            write_text(place / "coverage.xml", cobertura(job, files), job.completed_at)
    return {"COVERAGE_REPORTS_FOLDER": str(folder)}


def placed(world: World) -> Iterator[tuple[FinishedJob, str, tuple[MeasuredFile, ...]]]:
    """Every measured job, the folder of its artefacts, and what it measured."""
    store = GitStore(world)
    for job, files in measured(world):
        commit = store.sha_of(job.repository.full_name, job.run.head_sha)
        yield job, job.folder_of(commit or job.run.head_sha), files


def lcov(files: Sequence[MeasuredFile]) -> str:
    """A tracefile."""
    lines: list[str] = []
    for file in files:
        lines += ["TN:", f"SF:{file.path}"]
        lines += [f"DA:{line},{hits}" for line, hits in file.hits.items()]
        for line, taken in file.taken.items():
            lines += [f"BRDA:{line},0,{branch},{int(taken > branch)}" for branch in range(2)]
        covered = sum(hits > 0 for hits in file.hits.values())
        lines += [f"LF:{len(file.hits)}", f"LH:{covered}", "end_of_record"]
    return "\n".join([*lines, ""])


def cobertura(job: FinishedJob, files: Sequence[MeasuredFile]) -> str:
    """A report in Cobertura's XML."""
    valid = sum(len(file.hits) for file in files)
    covered = sum(hits > 0 for file in files for hits in file.hits.values())
    milliseconds = int(job.completed_at.timestamp() * 1000)
    counts = f'lines-valid="{valid}" lines-covered="{covered}" timestamp="{milliseconds}"'
    name = job.repository.name
    lines = [
        '<?xml version="1.0" ?>',
        '<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">',
        f'<coverage version="7" {counts}>',
        f"  <sources><source>{escape(f'/builds/{name}/{name}')}</source></sources>",
        '  <packages><package name="."><classes>',
    ]
    for file in files:
        lines += _class(file)
    return "\n".join([*lines, "  </classes></package></packages>", "</coverage>", ""])


def _class(file: MeasuredFile) -> list[str]:
    names = f"name={quoteattr(file.path)} filename={quoteattr(file.path)}"
    lines = [f"    <class {names}><methods/><lines>"]
    for line, hits in file.hits.items():
        condition = ""
        if line in file.taken:
            taken = file.taken[line]
            condition = f' branch="true" condition-coverage="{taken * 50}% ({taken}/2)"'
        lines.append(f'      <line number="{line}" hits="{hits}"{condition}/>')
    return [*lines, "    </lines></class>"]
