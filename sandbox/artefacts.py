"""What continuous integration leaves behind: which jobs finished, and where their files go.

Belongs here: the jobs, the folders and the source files of a repository. Does not belong here: what
is in a file (the folder of each tool).
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sandbox.world import Repository, WorkflowJob, WorkflowRun, World

TEST_JOB = "test"
_MOST_SOURCES = 10


@dataclass(frozen=True, slots=True)
class FinishedJob:
    """A test job that has finished, in one attempt of a run."""

    repository: Repository
    run: WorkflowRun
    job: WorkflowJob
    completed_at: datetime

    @property
    def folder(self) -> str:
        """Where its artefacts go: repository, commit, run and attempt, and the job."""
        return self.folder_of(self.run.head_sha)

    def folder_of(self, commit_sha: str) -> str:
        """Where its artefacts go if the commit goes by another id than the run says."""
        attempt = "" if self.job.run_attempt == 1 else f"-{self.job.run_attempt}"
        run = f"{self.run.database_id}{attempt}"
        return f"{self.repository.full_name}/{commit_sha}/{run}/{TEST_JOB}"


def finished_jobs(world: World) -> Iterator[FinishedJob]:
    """Every finished test job, in order of repositories, runs and attempts."""
    for repository in world.repositories:
        for run in repository.workflow_runs:
            for job in run.jobs:
                if first_word(job.name) == TEST_JOB and job.completed_at is not None:
                    yield FinishedJob(repository, run, job, job.completed_at)


def first_word(name: str) -> str:
    """The word by which a job is known, whatever else its name says."""
    return name.partition(" ")[0]


def source_files(repository: Repository) -> tuple[str, ...]:
    """Paths of the repository's source files that tests are written for."""
    paths = {file.path for request in repository.pull_requests for file in request.files}
    return tuple(sorted(path for path in paths if _is_source(path)))[:_MOST_SOURCES]


def write_text(path: Path, text: str, written_at: datetime) -> None:
    """Write a file as if it had been written at an instant."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    seconds = written_at.timestamp()
    os.utime(path, (seconds, seconds))


def _is_source(path: str) -> bool:
    return f"/{path}".partition("/src/")[1] != "" and path.endswith(".ts")
