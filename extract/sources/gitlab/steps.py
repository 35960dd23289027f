"""What is read of each project, in which order, and what happens if a part may not be read.

Belongs here: the steps. Does not belong here: how a step reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from extract.core.errors import NotFoundError, PermissionDeniedError
from extract.core.scope_log import ScopeLog
from extract.core.source import Stream
from extract.sources.gitlab import newest_first, updated_lists
from extract.sources.gitlab.client import Question
from extract.sources.gitlab.merge_request_streams import CHILDREN
from extract.sources.gitlab.newest_first import COMMIT_LIST, JOB_LIST
from extract.sources.gitlab.parsing.delivery import environment_row
from extract.sources.gitlab.project import ProjectRun
from extract.sources.gitlab.streams import COMMITS, ENVIRONMENTS, ISSUE_NOTES, JOBS
from extract.sources.gitlab.updated_lists import (
    DEPLOYMENT_LIST,
    ISSUE_LIST,
    MERGE_REQUEST_LIST,
    PIPELINE_LIST,
    UpdatedList,
)


@dataclass(frozen=True)
class Step:
    """One part of a project.

    Attributes:
        part: What GitLab calls it where it can be switched off.
        streams: What it lands.
        read: Reads it.
        first_questions: What it will ask first, to be asked ahead.
    """

    part: str
    streams: tuple[Stream, ...]
    read: Callable[[ProjectRun], None]
    first_questions: Callable[[ProjectRun], list[Question]]


def read_project(run: ProjectRun, log: ScopeLog) -> list[str]:
    """Read every part of a project and note in its log how that went.

    Returns:
        A line for each part that the token may not read.

    Raises:
        ExtractError: No other part would fare better.
    """
    steps = [step for step in STEPS if step.part not in run.project.disabled]
    run.client.ask_ahead(question for step in steps for question in step.first_questions(run))
    problems = []
    for step in STEPS:
        if step not in steps:
            for stream in step.streams:
                log.read(stream, detail=f"the project has its {step.part} switched off")
            continue
        try:
            step.read(run)
        except (PermissionDeniedError, NotFoundError) as error:
            log.failed(step.streams, error)
            problems.append(f"{run.project.path}, {step.streams[0].name}: {error}")
        else:
            _note_read(run, step, log)
    return problems


def _note_read(run: ProjectRun, step: Step, log: ScopeLog) -> None:
    since = run.state.since
    for stream in step.streams:
        expected = None if since else run.totals.get(stream.name)
        log.read(stream, expected, f"since {since}" if since else None)


def _read_environments(run: ProjectRun) -> None:
    """Read the list whole; an environment that is gone keeps its last state.

    Environments of reviews come and go in crowds, and say nothing about production.
    """
    for raw in run.client.all_records(run.path("/environments"), {}):
        run.batch.add(ENVIRONMENTS, environment_row, raw, run.project.path)


def _environment_question(run: ProjectRun) -> list[Question]:
    return [Question(run.path("/environments"), {})]


def _updated(part: str, listing: UpdatedList, *more: Stream) -> Step:
    return Step(
        part,
        (listing.stream, *more),
        partial(updated_lists.read, listing=listing),
        partial(updated_lists.first_questions, listing=listing),
    )


STEPS = (
    _updated("merge_requests", MERGE_REQUEST_LIST, *CHILDREN),
    Step(
        "repository",
        (COMMITS,),
        newest_first.read_commits,
        partial(newest_first.first_questions, listing=COMMIT_LIST),
    ),
    _updated("builds", PIPELINE_LIST),
    Step(
        "builds",
        (JOBS,),
        newest_first.read_jobs,
        partial(newest_first.first_questions, listing=JOB_LIST),
    ),
    Step("environments", (ENVIRONMENTS,), _read_environments, _environment_question),
    _updated("environments", DEPLOYMENT_LIST),
    _updated("issues", ISSUE_LIST, ISSUE_NOTES),
)
"""Pipelines before jobs: jobs of pipelines that moved are read again."""
