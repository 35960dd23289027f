"""One run over a folder of files: reads what is new, lands it, and remembers each file.

Belongs here: which files to read again, commits, the log. Does not belong here: walking
(``folder.py``), what a file means (the ``FileReader`` of a source).

A file is read again when its size, its time or its place (``Place.context``) changed, and its rows
are landed again when its content did. A file that is gone is no deletion: artefacts are kept for a
while only, and what they said stays true. Where a file now says something else, what it said before
is taken back, unless another file says it too.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import replace

from extract.core.common_streams import EXTRACTION_LOG
from extract.core.errors import ExtractError, LandingError, VisibilityError
from extract.core.file_batch import FileBatch
from extract.core.file_reader import WHOLE_SCOPE, FileReader, Parsed, Place
from extract.core.file_state import FileState, read_states
from extract.core.folder import File, FileError, Folder, Listing, UnreadableError
from extract.core.landing import Landing
from extract.core.scope_log import COMPLETE, PARTIAL, ScopeLog
from extract.core.source import RunRequest, RunResult

_MOST_TOLD = 20


class FileRun:
    """One run over one folder.

    Args:
        landing: Takes the rows.
        request: How far back, and where to show progress.
        folder: Where the files lie.
        reader: What the source knows about them.
    """

    def __init__(
        self, landing: Landing, request: RunRequest, folder: Folder, reader: FileReader
    ) -> None:
        self._landing = landing
        self._request = request
        self._folder = folder
        self._reader = reader
        self._states = read_states(landing)
        self._claims = Counter(state.parent for state in self._states.values() if state.parent)
        self._problems: dict[str, None] = {}
        self._unread: defaultdict[str, int] = defaultdict(int)
        self._forgiven: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        self._logs: list[ScopeLog] = []

    def run(self) -> RunResult:
        """Read everything that is new; return what was landed and what could not be read.

        Raises:
            ExtractError: The folder is gone, empty all at once, or may not be listed.
        """
        try:
            listing = self._folder.list(self._reader.suffixes)
            self._check_still_there(listing)
        except ExtractError as error:
            for scope in sorted({WHOLE_SCOPE, *self._known_scopes()}):
                self._log(scope).failed(self._reader.streams, error)
            self._write_logs()
            raise
        placed = self._placed(listing)
        if not listing.problems:
            self._forgive(listing)
        for problem in listing.problems:
            self._note_unread(problem, self._scopes_below(problem.path, placed))
        for scope in sorted({WHOLE_SCOPE, *self._known_scopes(), *placed}):
            self._request.progress.describe(scope)
            self._read_scope(scope, placed.get(scope, []))
        self._write_logs()
        return RunResult(landed_rows=self._landing.records_landed(), problems=self._told())

    def _check_still_there(self, listing: Listing) -> None:
        """Raise where nothing at all is left of what was read: a lost mount looks like that."""
        if self._states and not listing.files and not self._request.accept_deletions:
            raise VisibilityError(
                f"{self._folder.root} holds none of the {len(self._states)} files that were read "
                "from it before; that looks like a lost mount or permission. If they were removed, "
                "run the source once with --accept-deletions."
            )

    def _placed(self, listing: Listing) -> dict[str, list[tuple[File, Place]]]:
        """Return the files to look at by scope, each with its place."""
        since = self._request.since
        oldest = since.timestamp() * 1e9 if since else 0
        placed: defaultdict[str, list[tuple[File, Place]]] = defaultdict(list)
        for file in listing.files:
            if file.modified_ns >= oldest:
                try:
                    place = self._reader.place(file)
                except FileError as error:
                    place = Place(WHOLE_SCOPE, f"refused: {error}", error)
                placed[place.scope].append((file, place))
        return placed

    def _read_scope(self, scope: str, files: list[tuple[File, Place]]) -> None:
        log = self._log(scope)
        batch = FileBatch(scope, self._reader.streams, self._landing)
        try:
            for path, refused in self._forgiven.pop(scope, {}).items():
                batch.forgive(refused)
                self._remember(batch, path, replace(self._states[path], refused=()))
            for file, place in files:
                if not self._is_unchanged(file, place):
                    self._request.progress.advance()
                    self._read_file(batch, file, place)
                    if batch.is_full:
                        batch.commit()
            batch.commit()
        except ExtractError as error:
            log.failed(self._reader.streams, error)
            if not isinstance(error, LandingError):
                self._write_logs()
            raise
        status = PARTIAL if self._unread[scope] else COMPLETE
        for stream in self._reader.streams:
            log.read(stream, None, self._detail(scope, is_empty=not files), status)

    def _is_unchanged(self, file: File, place: Place) -> bool:
        known = self._states.get(file.path)
        return known is not None and (known.size, known.modified_ns, known.context) == (
            file.size,
            file.modified_ns,
            place.context,
        )

    def _read_file(self, batch: FileBatch, file: File, place: Place) -> None:
        known = self._states.get(file.path)
        state = FileState(place.scope, file.size, file.modified_ns, place.context)
        try:
            if isinstance(place.value, FileError):
                raise place.value
            content = self._folder.read(file.path)
            state = replace(state, sha256=hashlib.sha256(content).hexdigest())
            if known and (known.sha256, known.context) == (state.sha256, state.context):
                # Only its time changed: what it says is landed, or known to be unusable.
                self._remember(batch, file.path, replace(known, modified_ns=file.modified_ns))
                return
            parsed = self._reader.parse(file, content, place)
        except UnreadableError as error:
            self._note_unread(error, {place.scope})
            return
        except FileError as error:
            # What it said while it could be read stays, until it can be read again.
            parsed = Parsed(parent=known.parent if known else None, rejections=[error])
        self._problems |= dict.fromkeys(str(error) for error in parsed.rejections)
        refused = batch.add(parsed, known.refused if known else ())
        self._take_back(batch, known, parsed)
        self._remember(batch, file.path, replace(state, parent=parsed.parent, refused=refused))

    def _take_back(self, batch: FileBatch, known: FileState | None, parsed: Parsed) -> None:
        """Take back what the file said before, where it now says something else."""
        if parsed.parent:
            self._claims[parsed.parent] += 1
        if known and known.parent:
            self._claims[known.parent] -= 1
            if not self._claims[known.parent]:
                batch.take_back(known.parent)

    def _remember(self, batch: FileBatch, path: str, state: FileState) -> None:
        self._states[path] = state
        batch.states[path] = state

    def _forgive(self, listing: Listing) -> None:
        """Note the entries in the quarantine whose files are gone: nobody can correct them."""
        listed = {file.path for file in listing.files}
        refused = {path: state for path, state in self._states.items() if state.refused}
        kept = {key for path, state in refused.items() if path in listed for key in state.refused}
        for path, state in refused.items():
            if path not in listed:
                gone = tuple(key for key in state.refused if key not in kept)
                self._forgiven[state.scope][path] = gone

    def _note_unread(self, problem: FileError, scopes: set[str]) -> None:
        self._problems[str(problem)] = None
        for scope in scopes:
            self._unread[scope] += 1

    def _known_scopes(self) -> set[str]:
        return {state.scope for state in self._states.values()}

    def _scopes_below(self, path: str, placed: dict[str, list[tuple[File, Place]]]) -> set[str]:
        """Return the scopes whose files may lie at a path that could not be looked at."""
        known = {
            state.scope for name, state in self._states.items() if f"{name}/".startswith(f"{path}/")
        }
        named = {
            scope
            for scope in placed
            if f"{scope}/".startswith(f"{path}/") or f"{path}/".startswith(f"{scope}/")
        }
        return known | named or {WHOLE_SCOPE}

    def _detail(self, scope: str, *, is_empty: bool) -> str | None:
        """Return what is to be known of a scope that was read."""
        states = [state for state in self._states.values() if state.scope == scope]
        refused = sum(bool(state.refused) for state in states)
        since = self._request.since
        notes = [
            f"since {since.isoformat()}" if since else "",
            f"{self._unread[scope]} files or folders could not be read"
            if self._unread[scope]
            else "",
            f"{refused} files have entries in the quarantine" if refused else "",
            f"none of its {len(states)} files is there any more" if states and is_empty else "",
        ]
        return "; ".join(note for note in notes if note) or None

    def _log(self, scope: str) -> ScopeLog:
        log = ScopeLog(self._landing, lambda: 0, scope)
        self._logs.append(log)
        return log

    def _write_logs(self) -> None:
        """Land the entries of all scopes in one commit, which costs as much as that of one."""
        rows = [row for log in self._logs for row in log.rows()]
        self._landing.commit({EXTRACTION_LOG.name: rows})

    def _told(self) -> list[str]:
        """Return the first problems, and how many more there are."""
        problems = list(self._problems)
        more = len(problems) - _MOST_TOLD
        last = [f"and {more} more files or records; the quarantine lists them"] if more > 0 else []
        return problems[:_MOST_TOLD] + last
