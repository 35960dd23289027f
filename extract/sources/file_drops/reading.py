"""All the files together: which are there, and what each says beside the others.

Here: the order in which files are read, and what a file that is absent or unreadable means for the
rest. Not here: what one file says (organisation.py, csv_reading.py), and landing it (streams.py).

organisation.yml, roster.csv and identities.csv must be there and readable, or nothing is. Any other
file may be absent, and one that cannot be read keeps only its own stream from being read.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

from extract.sources.file_drops import csv_reading, organisation
from extract.sources.file_drops.csv_file import CsvFile
from extract.sources.file_drops.csv_files import CSV_FILES
from extract.sources.file_drops.entries import EVERYTHING, Content
from extract.sources.file_drops.files import InputFileError, read_bytes, read_if_there, shown
from extract.sources.file_drops.settings import FileDropSettings
from extract.sources.file_drops.tables import Tables

QUARANTINE = "quarantine"
FileContent = bytes | InputFileError


def read(settings: FileDropSettings) -> Content:
    """What all the files say together.

    Raises:
        InputFileError: organisation.yml, roster.csv or identities.csv cannot be read as a whole.
    """
    organisation_yml = read_bytes(settings.organisation, organisation.FILE)
    contents: dict[str, FileContent] = {}
    for file in CSV_FILES:
        content = _content(file, settings.inputs / f"{file.name}.csv")
        if content is not None:
            contents[file.name] = content
    return parse(organisation_yml, contents)


def parse(organisation_yml: bytes, contents: Mapping[str, FileContent]) -> Content:
    """What the contents of the files say together; no file is opened.

    Args:
        organisation_yml: the content of organisation.yml.
        contents: by name, the content of each CSV file that is there, or why it has none.

    Raises:
        InputFileError: organisation.yml, roster.csv or identities.csv cannot be read as a whole.
    """
    content, tables = organisation.parse(organisation_yml)
    for file in CSV_FILES:
        content.merge(_parse(file, contents, tables, content))
    content.add(QUARANTINE, (rejection.row() for rejection in content.rejections))
    return content


def unknown_files(folder: Path) -> list[str]:
    """One line for each CSV file in the folder that is none of ours: perhaps its name is wrong."""
    names = [f"{file.name}.csv" for file in CSV_FILES]
    found = sorted(path.name for path in folder.glob("*") if path.suffix.lower() == ".csv")
    lines = []
    for name in found:
        if name not in names:
            close = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.8)
            remedy = f"Call it {close[0]}" if close else "Take it away, or see docs/inputs.md"
            lines.append(f"inputs/{shown(name)}: no file drop has this name. {remedy}.")
    return lines


def _content(file: CsvFile, path: Path) -> FileContent | None:
    """A file's content; None where it is absent and may be, the error where it need not be read."""
    if file.is_required:
        return read_bytes(path, file.path)
    try:
        return read_if_there(path, file.path)
    except InputFileError as error:
        return error


def _parse(
    file: CsvFile, contents: Mapping[str, FileContent], tables: Tables, before: Content
) -> Content:
    """What one file says, or that it is absent, or why it cannot be read."""
    given = contents.get(file.name)
    if given is None:
        return _unread(file, None)
    needed = [name for name in file.needs if name in before.absent or name in before.failures]
    if isinstance(given, bytes) and needed:
        problem = f"it cannot be judged without inputs/{needed[0]}.csv"
        given = InputFileError(file.path, problem, "Put that file in place first")
    if isinstance(given, InputFileError):
        return _unread(file, given)
    try:
        return csv_reading.parse(file, given, tables)
    except InputFileError as error:
        if file.is_required:
            raise
        return _unread(file, error)


def _unread(file: CsvFile, error: InputFileError | None) -> Content:
    """A file of which nothing is known: what was landed and listed of it stays."""
    content = Content(held={file.name: {EVERYTHING}})
    if error is None:
        content.absent.add(file.name)
    else:
        content.failures[file.name] = error
        content.hold([QUARANTINE], "file", file.path)
    return content
