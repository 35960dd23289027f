"""Reads XML that strangers wrote, element by element, without ever expanding an entity.

Belongs here: the parser and its limits. Does not belong here: what the elements mean.

expat is told to load nothing from outside (its default), and a document that brings declarations of
its own is refused: by entities or default attributes a few lines could grow to gigabytes. A
``DOCTYPE`` that only names a definition elsewhere, as Cobertura writes it, does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from extract.core.errors import RecordError
from extract.core.folder import FileError

MAX_DEPTH = 100
"""Deeper than any report nests; a deeper one would only burn time."""

_ENDS_EARLY = frozenset(
    {
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    }
)
_CUT_SHORT = "Write the report again; the tool may have been stopped while it wrote"
_WRITTEN_WRONGLY = "Check that it is the right file; if it is, the tool that wrote it is at fault"


class XmlElements:
    """Calls back for every element of one document.

    Args:
        path: The file, for messages.
        start: Called with an element's name, without its namespace, and its attributes.
        end: Called with the name when the element ends.
        text: Called with pieces of text; by default text is passed over.
    """

    def __init__(
        self,
        path: str,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None],
        text: Callable[[str], None] | None = None,
    ) -> None:
        self._path = path
        self._start = start
        self._end = end
        self._depth = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        self._parser.CharacterDataHandler = text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._entity
        self._parser.SkippedEntityHandler = self._entity

    @property
    def line(self) -> int:
        """The line that is being read, counted from 1."""
        return self._parser.CurrentLineNumber

    def read(self, content: bytes) -> None:
        """Read the whole document.

        Raises:
            FileError: It is no well-formed XML, declares entities, or a callback raised
                RecordError; the text names the line.
        """
        if not content.strip():
            raise FileError(self._path, "it is empty", _CUT_SHORT)
        try:
            self._parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position
        except FileError:
            raise
        except RecordError as error:
            raise self._error(str(error), "Correct it, or write the report again") from error
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            remedy = _CUT_SHORT if reason in _ENDS_EARLY else _WRITTEN_WRONGLY
            raise FileError(
                self._path, f"it is not well-formed XML ({reason})", remedy, line=error.lineno
            ) from error
        except (ValueError, LookupError) as error:
            # expat leaves encodings it does not have to Python, which may not have them either.
            raise self._error(
                "its encoding cannot be read", 'Save it with the encoding "UTF-8"'
            ) from error

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._error(
                f"its elements are nested more than {MAX_DEPTH} deep",
                "Check that it is the right file",
            )
        self._start(name.rpartition(":")[2], attributes)

    def _finish(self, name: str) -> None:
        self._depth -= 1
        self._end(name.rpartition(":")[2])

    def _doctype(self, *declaration: object) -> None:
        """The last argument says whether the DOCTYPE has declarations of its own."""
        if declaration[-1]:
            raise self._error(
                "its DOCTYPE brings declarations of its own, by which entities could be expanded",
                "Write the report without them",
            )

    def _entity(self, *_declaration: object) -> None:
        raise self._error(
            "it uses an entity that XML does not define", "Write the character itself"
        )

    def _error(self, what: str, remedy: str) -> FileError:
        return FileError(self._path, what, remedy, line=self.line)
