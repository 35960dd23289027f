"""Splits a JSON file into its records, each with the line it begins on.

Belongs here: JSON and JSON Lines. Does not belong here: what a record says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from extract.core.folder import FileError

_BLANK = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")
_REMEDY = "Export it again as JSON"
_LINES_SUFFIX = ".jsonl"


def records(content: bytes, path: str) -> Iterator[tuple[int, Any] | FileError]:
    """Return the records of a file in their order, and an error in the place of each broken one.

    A ``.jsonl`` file has a record a line. Any other has one record, a list of them, or several one
    after the other; what comes after a broken one is not read, as nobody can tell where it begins.

    Args:
        content: The file.
        path: Its name.

    Raises:
        FileError: It is no text, or empty.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileError(
            path, "it is not UTF-8 text", 'Save it with the encoding "UTF-8"', line=line
        ) from error
    if not text.strip():
        raise FileError(path, "it is empty", _REMEDY)
    return _lines(text, path) if path.lower().endswith(_LINES_SUFFIX) else _values(text, path)


def _lines(text: str, path: str) -> Iterator[tuple[int, Any] | FileError]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, _DECODER.decode(line)
            except (ValueError, RecursionError) as error:
                yield _broken(path, number, error)


def _values(text: str, path: str) -> Iterator[tuple[int, Any] | FileError]:
    position = _after(_BLANK, text, 0)
    is_list = text.startswith("[", position)
    if is_list:
        position = _after(_BLANK, text, position + 1)
    line, counted = 1, 0
    while position < len(text) and not (is_list and text[position] == "]"):
        line += text.count("\n", counted, position)
        counted = position
        try:
            value, position = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            yield _broken(path, line, error)
            return
        yield line, value
        position = _after(_BETWEEN if is_list else _BLANK, text, position)
    if is_list:
        end = _after(_BLANK, text, position + 1)
        line += text.count("\n", counted, end)
        if position == len(text):
            yield FileError(path, "its list has no end", _REMEDY, line=line)
        elif end < len(text):
            yield FileError(path, "something follows its list", _REMEDY, line=line)


def _broken(path: str, line: int, error: Exception) -> FileError:
    if isinstance(error, json.JSONDecodeError):
        # The decoder counts lines within what it was given, or from the start of the file.
        return FileError(path, f"it is not valid JSON ({error.msg})", _REMEDY, line=line)
    what = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
    return FileError(path, what, _REMEDY, line=line)


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _no_number(name: str) -> NoReturn:
    message = f"it holds {name}, which is no number in JSON"
    raise ValueError(message)


_DECODER = json.JSONDecoder(parse_constant=_no_number)
