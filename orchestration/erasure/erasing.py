"""One erasure from beginning to end: journal, register, files, scan.

Here: the order of steps, and which files are rewritten or removed. Not here: how a file is
rewritten, and what the command prints.

The register is written before any file is touched, so whatever is landed meanwhile holds the
pseudonym already. Every step can be done twice, so an erasure that was cut short is done again.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from extract.core import erasures, tokens
from extract.core.veil import Veil
from extract.registry import SOURCES
from orchestration.erasure import contents, disclosed, journal, rewriting
from orchestration.erasure.journal import Journal
from orchestration.erasure.scan import Scan, scan
from orchestration.lock import BusyError
from orchestration.own_data import exports
from orchestration.people import identifiers
from orchestration.publication.write import UNFINISHED

BUILT_ANEW = ("warehouse.duckdb", "warehouse.duckdb.wal", "dbt", "dagster", "work", "mirrors")
"""What the next run makes again of the landing, of the tools and of our own models."""

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Erased:
    """What an erasure did.

    Attributes:
        journal: Who was erased, and what became of their names.
        rewritten: Files that were rewritten, from the data root on.
        removed: Files and folders that were removed.
        scan: What is left.
    """

    journal: Journal
    rewritten: list[str]
    removed: list[str]
    scan: Scan


def begin(home: Path, person: str | None) -> Journal:
    """The journal of an erasure, of one that was cut short or of a new one.

    Args:
        home: The data root; the caller holds its locks.
        person: The person_id; None goes on with the erasure that was cut short.

    Raises:
        JournalError: Another erasure was cut short, or there is none to go on with.
        UnknownPersonError: Nobody of that name was ever landed.
    """
    under_way = journal.read(home)
    if under_way is None and person is None:
        raise journal.JournalError(f"No erasure was cut short in {home}; name the person.")
    if under_way is not None:
        if person not in (None, under_way.person):
            raise journal.JournalError(
                f"The erasure of somebody else was cut short in {home}; finish it first: "
                "python -m orchestration.erase --resume"
            )
        return under_way
    begun = Journal(person or "", tuple(identifiers.collect(home, person or "")))
    journal.write(home, begun)
    return begun


def finish(home: Path, begun: Journal, tell: Tell) -> Erased:
    """Do everything that a journal asks for.

    Args:
        home: The data root; the caller holds its locks.
        begun: What to do.
        tell: Is told the step, how many files are done, and of how many.
    """
    register = _registered(home, begun)
    disclosed.rename(home, begun.person, begun.pseudonym)
    removed = _remove(home, begun)
    rewritten = _rewrite(home, begun, register, tell)
    tell("looking for what is left", 0, 0)
    found = scan(home, begun.identifiers, {journal.file_of(home)})
    if not found.findings:
        journal.remove(home)
    return Erased(begun, rewritten, removed, found)


@contextmanager
def no_extraction(home: Path) -> Iterator[None]:
    """Hold the locks of all sources.

    Raises:
        BusyError: One of them is being read.
    """
    folder = home / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        for source in SOURCES:
            handle = stack.enter_context((folder / f"extract-{source.name}.lock").open("w"))
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BusyError(f"{source.name} is being read into {home}; wait.") from error
        yield


def _registered(home: Path, begun: Journal) -> erasures.Register:
    """The register with everything this erasure takes away."""
    register = erasures.begun(home)
    for one in begun.identifiers:
        register = register.adding(
            one.text, one.becomes, is_whole=one.left_because is not None, sources=one.sources
        )
    erasures.write(home, register)
    return register


def _remove(home: Path, begun: Journal) -> list[str]:
    """Remove what is built anew, and what was exported for the person."""
    doomed = [home / name for name in BUILT_ANEW]
    doomed += exports.naming(home, {tokens.core(one.text) for one in begun.identifiers} - {""})
    removed = []
    for path in doomed:
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
        else:
            continue
        removed.append(path.relative_to(home).as_posix())
    return removed


def _rewrite(home: Path, begun: Journal, register: erasures.Register, tell: Tell) -> list[str]:
    is_near = _nearness(begun)
    kept = {journal.file_of(home), erasures.file_of(home), erasures.key_file_of(home)}
    files = [path for path in sorted(home.rglob("*")) if path.is_file() and path not in kept]
    anywhere = Veil(register.lookup())
    by_source = {source.name: Veil(register.lookup(source.name)) for source in SOURCES}
    rewritten = []
    for number, file in enumerate(files):
        tell("rewriting", number, len(files))
        place = file.relative_to(home)
        top, inside, *_ = (*place.parts, "")
        veil = by_source.get(inside, anywhere) if top == "landing" else anywhere
        if _rewrite_one(file, veil, is_near):
            rewritten.append(place.as_posix())
    _rename(home, anywhere, kept)
    return rewritten


def _rewrite_one(file: Path, veil: Veil, is_near: rewriting.IsNear) -> bool:
    if file.name.endswith(UNFINISHED):
        file.unlink()
        return False
    if file.suffix == contents.PARQUET:
        return rewriting.parquet(file, veil, is_near)
    if file.suffix == contents.DATABASE:
        return rewriting.database(file, veil, is_near)
    return rewriting.text(file, veil, is_near)


def _rename(home: Path, veil: Veil, kept: set[Path]) -> None:
    """Give files and folders other names, the innermost first."""
    for path in sorted(home.rglob("*"), key=lambda one: len(one.parts), reverse=True):
        name = veil.text(path.name)
        if name != path.name and path not in kept:
            path.rename(path.with_name(name))


def _nearness(begun: Journal) -> rewriting.IsNear:
    """A quick look whether a text may hold an identifier at all."""
    forms = {
        form
        for one in begun.identifiers
        for spelling in tokens.spellings(one.text)
        for form in (tokens.core(spelling), tokens.whole(spelling))
        if form
    }

    def is_near(text: str) -> bool:
        lowered = text.casefold()
        return any(form in lowered for form in forms)

    return is_near


def left(begun: Journal) -> Sequence[str]:
    """What was replaced where people are named only, and why; one line each."""
    return [
        f"{one.text!r} was replaced where accounts and people are named, and left in other "
        f"texts: {one.left_because}."
        for one in begun.identifiers
        if one.left_because
    ]
