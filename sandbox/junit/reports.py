"""The organisation's test reports as files.

Belongs here: the XML and where it goes. Does not belong here: what came of the tests
(`sandbox.junit.outcomes`).

The last repository keeps its artefacts in folders of its own making, each with a `run.json`, and
states times without an offset; the others use the layout that needs no `run.json`.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import quoteattr

from sandbox.artefacts import TEST_JOB, FinishedJob, write_text
from sandbox.junit.outcomes import Outcome, outcomes
from sandbox.world import World

_ELEMENTS = {
    "failed": ("failure", "AssertionError", "expected 3 orders, found 2"),
    "error": ("error", "TypeError", "cannot read properties of undefined"),
}


def write(world: World, folder: Path) -> Mapping[str, str]:
    """Write a report for every finished test job below `folder`."""
    own_layout = world.repositories[-1].full_name
    for job, tests in outcomes(world):
        is_own = job.repository.full_name == own_layout
        place = folder / (_own_folder(job, folder) if is_own else job.folder)
        write_text(place / "junit.xml", report(job, tests, has_offset=not is_own), job.completed_at)
    return {"JUNIT_FOLDER": str(folder)}


def report(job: FinishedJob, tests: Sequence[Outcome], *, has_offset: bool) -> str:
    """The report of one job."""
    moment = f"{job.job.started_at:%Y-%m-%dT%H:%M:%S}{'+00:00' if has_offset else ''}"
    total = sum(test.seconds for test in tests)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites time="{total:.3f}">']
    for name, members in groupby(tests, key=lambda test: test.suite):
        lines += _suite(name, list(members), moment)
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(name: str, tests: Sequence[Outcome], moment: str) -> list[str]:
    kinds = [test.outcome for test in tests]
    counts = f'tests="{len(tests)}" failures="{kinds.count("failed")}" '
    counts += f'errors="{kinds.count("error")}" skipped="{kinds.count("skipped")}"'
    lines = [f'  <testsuite name={quoteattr(name)} {counts} timestamp="{moment}">']
    for test in tests:
        lines += _case(test)
    return [*lines, "  </testsuite>"]


def _case(test: Outcome) -> list[str]:
    names = f"classname={quoteattr(test.class_name)} name={quoteattr(test.name)}"
    head = f'    <testcase {names} time="{test.seconds:.3f}"'
    if test.outcome == "skipped":
        inside = ["      <skipped/>"]
    elif test.outcome in _ELEMENTS:
        inside = [_problem(*_ELEMENTS[test.outcome])]
    elif test.is_tried_again:
        inside = [_problem("flakyFailure", "AssertionError", "the clock moved on")]
    else:
        return [f"{head}/>"]
    return [f"{head}>", *inside, "    </testcase>"]


def _problem(element: str, kind: str, message: str) -> str:
    return f"      <{element} type={quoteattr(kind)} message={quoteattr(message)}/>"


def _own_folder(job: FinishedJob, folder: Path) -> str:
    """A folder that says nothing by its name, and beside it what says everything."""
    name = f"builds/{job.repository.name}/{job.run.run_number}.{job.job.run_attempt}"
    said = {
        "repository": job.repository.full_name,
        "commit_sha": job.run.head_sha,
        "run_id": job.run.database_id,
        "attempt": job.job.run_attempt,
        "branch": job.run.head_branch,
        "started_at": f"{job.job.started_at:%Y-%m-%dT%H:%M:%SZ}",
    }
    text = json.dumps(said, indent=2) + "\n"
    write_text(folder / name / "run.json", text, job.completed_at)
    return f"{name}/{TEST_JOB}"
