"""What a Jenkins of the organisation holds, derived from its workflow runs.

Belongs here: the folders of teams, a multibranch project for a share of the repositories, and jobs
that a timer starts. Does not belong here: serving it.

Each branch that a workflow ran on is a branch job; each attempt is a build of the same commit with
the same verdict, so that both tools can be compared. Beyond that Jenkins has what the runs lack:
time in the queue, counts of tests, builds aborted by a newer push, checkouts of a shared library.
"""

from datetime import timedelta
from urllib.parse import quote

import numpy as np

from sandbox.artefacts import first_word
from sandbox.jenkins.records import (
    BY_HAND,
    BY_TIMER,
    BY_UPSTREAM,
    FOLDER,
    FREESTYLE,
    MULTIBRANCH,
    PIPELINE,
    Build,
    Checkout,
    Item,
    Tests,
)
from sandbox.simulation.randomness import chance, commit_sha, generator, lognormal
from sandbox.world import Repository, WorkflowJob, WorkflowRun, World

_REPOSITORY_SHARE = 0.75
_FEWEST_REPOSITORIES = 2
_LIBRARY_SHARE = 0.2
_ABORTED_SHARE = 0.05
_QUEUE_KNOWN_SHARE = 0.97
_QUEUE_SECONDS = 8.0
_SMOKE_HOURS = 12
_SMOKE_FAILS_SHARE = 0.08
_SMOKE_MINUTES = 6
_LIBRARY = "harbour-platform/pipeline-library"
_SHARED = "shared"


def derive(world: World) -> Item:
    """The root of the controller."""
    root = Item(name="", class_name="hudson.model.Hudson")
    for repository in _chosen(world):
        folder = root.add(Item(name=_team(world, repository), class_name=FOLDER))
        project = folder.add(Item(name=repository.name, class_name=MULTIBRANCH))
        _add_branches(world, repository, project)
    for name in sorted(root.items):
        _add_smoke_test(world, root.items[name])
        _add_release_check(world, root.items[name])
    return root


def _chosen(world: World) -> list[Repository]:
    """The repositories that Jenkins builds."""
    chosen = []
    for number, repository in enumerate(world.repositories):
        draw = generator(world.seed, "jenkins", "repository", repository.full_name)
        if number < _FEWEST_REPOSITORIES or chance(draw, _REPOSITORY_SHARE):
            chosen.append(repository)
    return chosen


def _team(world: World, repository: Repository) -> str:
    """The team that owns the repository's first service at the end."""
    today = world.as_of.date()
    for service in world.directory.services:
        for owner in service.owners:
            is_over = owner.valid_to is not None and owner.valid_to <= today
            if service.repository == repository.full_name and not is_over:
                return owner.team_id
    return _SHARED


def _add_branches(world: World, repository: Repository, project: Item) -> None:
    for run in sorted(repository.workflow_runs, key=lambda run: (run.created_at, run.node_id)):
        if run.head_branch is None:
            continue
        name = quote(run.head_branch, safe="")
        job = project.add(Item(name=name, class_name=PIPELINE))
        draw = generator(world.seed, "jenkins", "run", run.node_id)
        if chance(draw, _ABORTED_SHARE):
            job.builds.append(_superseded(draw, run, repository))
        for attempt in range(1, run.run_attempt + 1):
            jobs = [each for each in run.jobs if each.run_attempt == attempt]
            if jobs:
                job.builds.append(_build(draw, run, repository, jobs))
    for job in project.items.values():
        _number(job)


def _number(job: Item) -> None:
    """Give a job's builds their numbers, in the order of their beginning."""
    fields = Build.__slots__
    ordered = sorted(job.builds, key=lambda build: build.milliseconds)
    job.builds = [
        Build(**{name: getattr(build, name) for name in fields} | {"number": number})
        for number, build in enumerate(ordered, start=1)
    ]


def _build(
    draw: np.random.Generator, run: WorkflowRun, repository: Repository, jobs: list[WorkflowJob]
) -> Build:
    """One attempt of a run as a build."""
    begin = min(job.created_at for job in jobs)
    ends = [job.completed_at for job in jobs]
    last = max((end for end in ends if end is not None), default=None)
    is_building = None in ends or last is None
    failed = {first_word(job.name) for job in jobs if job.conclusion == "failure"}
    milliseconds = round(begin.timestamp() * 1000) + int(draw.integers(1000))
    by_hand = jobs[0].run_attempt > 1 and run.actor is not None
    return Build(
        number=0,
        milliseconds=milliseconds,
        duration=0 if is_building or last is None else _between(milliseconds, last.timestamp()),
        result=None if is_building else _result(failed),
        is_building=is_building,
        queue=_queue(draw),
        cause=BY_HAND if by_hand else "jenkins.branch.BranchEventCause",
        user=run.actor.login if by_hand and run.actor else None,
        checkouts=_checkouts(draw, run, repository),
        tests=None if is_building else _tests(draw, failed),
    )


def _between(milliseconds: int, end: float) -> int:
    return max(1, round(end * 1000) - milliseconds)


def _result(failed: set[str]) -> str:
    """Failing tests only make a build unstable; anything else fails it."""
    if not failed:
        return "SUCCESS"
    return "UNSTABLE" if failed == {"test"} else "FAILURE"


def _tests(draw: np.random.Generator, failed: set[str]) -> Tests | None:
    """The counts; without any where the build failed before its tests."""
    if failed - {"test"}:
        return None
    total = 180 + int(draw.integers(60))
    broken = 1 + int(draw.integers(5)) if failed else 0
    return Tests(total=total, failed=broken, skipped=int(draw.integers(4)))


def _queue(draw: np.random.Generator) -> int | None:
    seconds = lognormal(draw, _QUEUE_SECONDS, 1.0)
    return round(seconds * 1000) if chance(draw, _QUEUE_KNOWN_SHARE) else None


def _checkouts(
    draw: np.random.Generator, run: WorkflowRun, repository: Repository
) -> tuple[Checkout, ...]:
    own = Checkout(
        repository=repository.full_name, branch=str(run.head_branch), commit_sha=run.head_sha
    )
    if not chance(draw, _LIBRARY_SHARE):
        return (own,)
    library = Checkout(
        repository=_LIBRARY, branch="main", commit_sha=commit_sha("jenkins", "library")
    )
    return (library, own)


def _superseded(draw: np.random.Generator, run: WorkflowRun, repository: Repository) -> Build:
    """A build that a newer push aborted, shortly before."""
    begin = run.created_at - timedelta(minutes=4)
    return Build(
        number=0,
        milliseconds=round(begin.timestamp() * 1000),
        duration=60_000 + int(draw.integers(120_000)),
        result="ABORTED",
        queue=_queue(draw),
        checkouts=_checkouts(draw, run, repository),
    )


def _add_smoke_test(world: World, folder: Item) -> None:
    """A job with a blank in its name that a timer starts; its last build still runs."""
    job = folder.add(Item(name="Smoke test", class_name=FREESTYLE))
    runs = [run for r in world.repositories for run in r.workflow_runs]
    first = min((run.created_at for run in runs), default=world.as_of - timedelta(days=28))
    begin = world.as_of - timedelta(minutes=3)
    while begin > first:
        draw = generator(world.seed, "jenkins", "smoke", folder.name, begin.isoformat())
        is_building = begin == world.as_of - timedelta(minutes=3)
        fails = chance(draw, _SMOKE_FAILS_SHARE)
        minutes = lognormal(draw, _SMOKE_MINUTES, 0.3)
        job.builds.append(
            Build(
                number=0,
                milliseconds=round(begin.timestamp() * 1000),
                duration=0 if is_building else round(minutes * 60_000),
                result=None if is_building else "FAILURE" if fails else "SUCCESS",
                is_building=is_building,
                queue=_queue(draw),
                cause=BY_TIMER,
            )
        )
        begin -= timedelta(hours=_SMOKE_HOURS)
    _number(job)


def _add_release_check(world: World, folder: Item) -> None:
    """A job with letters beyond ASCII in its name, started by builds of the main branches."""
    job = folder.add(Item(name="Prüfung (Freigabe)", class_name=PIPELINE))
    for project in [item for item in folder.items.values() if item.class_name == MULTIBRANCH]:
        main = project.items.get("main")
        for build in main.builds if main else ():
            if build.result != "SUCCESS":
                continue
            draw = generator(world.seed, "jenkins", "release", project.name, build.number)
            job.builds.append(
                Build(
                    number=0,
                    milliseconds=build.milliseconds + build.duration + 2_000,
                    duration=20_000 + int(draw.integers(40_000)),
                    result="NOT_BUILT" if chance(draw, 0.05) else "SUCCESS",
                    queue=_queue(draw),
                    cause=BY_UPSTREAM,
                    upstream=(main.full_name if main else "", build.number),
                    checkouts=build.checkouts[-1:],
                )
            )
    latest = round(world.as_of.timestamp() * 1000)
    job.builds = [b for b in job.builds if b.milliseconds + b.duration <= latest]
    _number(job)
