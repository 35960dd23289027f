"""One extraction of git: each repository that GIT_REPOSITORIES names.

Belongs here: the order of steps, and what a failure stops. Does not belong here: the steps.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.core.errors import ExtractError, NotFoundError, SettingsError
from extract.core.landing import Landing
from extract.core.scope_log import ScopeLog
from extract.core.scopes import read_scopes
from extract.core.source import RunRequest, RunResult
from extract.sources.git.context import Context
from extract.sources.git.mirror import Mirror, make_folder
from extract.sources.git.program import GitProgram
from extract.sources.git.repository import RepositoryRun
from extract.sources.git.settings import GitSettings, Remote
from extract.sources.git.streams import DATA_STREAMS

MIRRORS_FOLDER = "mirrors"


def run(landing: Landing, request: RunRequest) -> RunResult:
    """Extract git into an open landing.

    Raises:
        ExtractError: The whole run has to stop; what was committed stays and is gone on from.
    """
    settings = GitSettings.from_environment()
    with _work_folder(landing) as work:
        program = GitProgram(work, settings, landing.clock, request.progress, request.patience)
        context = Context(program, landing, settings, request, work)
        remotes = {remote.name: remote for remote in settings.remotes}
        problems = read_scopes(
            remotes, lambda name: _read(remotes[name], context), request.progress
        )
    return RunResult(program.request_count, landing.records_landed(), problems)


@contextmanager
def _work_folder(landing: Landing) -> Iterator[Path]:
    """Give an empty folder, which a killed run leaves to the next."""
    folder = landing.home / "work" / "git"
    shutil.rmtree(folder, ignore_errors=True)
    make_folder(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _read(remote: Remote, context: Context) -> None:
    """Read one repository, and log how it went."""
    landing, program = context.landing, context.program
    # A mirror holds names and addresses of authors: once somebody was erased, none outlives a run.
    mirrors = context.work if landing.veiled.is_needed else landing.home
    mirror = Mirror(program, remote, mirrors / MIRRORS_FOLDER)
    log = ScopeLog(landing, lambda: program.request_count, remote.name)
    try:
        RepositoryRun(remote.name, mirror, context).read(log)
    except ExtractError as error:
        if isinstance(error, NotFoundError) and not landing.read_state(remote.name):
            # A misspelt name must not become a scope that is missed from then on.
            raise SettingsError(
                f"GIT_REPOSITORIES names {remote.name}, which the server does not know or the "
                "token cannot see; correct the URL or the token's access."
            ) from error
        log.failed(DATA_STREAMS, error)
        log.write_after(error)
        raise
    log.write()
    mirror.tidy()
