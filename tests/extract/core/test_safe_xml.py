"""XML of strangers: read element by element, or refused with the line; never expanded."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from extract.core.errors import RecordError
from extract.core.folder import FileError
from extract.core.safe_xml import MAX_DEPTH, XmlElements

LAUGHS = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 30))
HOSTILE = {
    "billion laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a b="&l29;">&l29;</a>',
    "quadratic": f'<!DOCTYPE a [<!ENTITY x "{"x" * 50_000}">]><a>{"&x;" * 50_000}</a>',
    "external": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "parameter": '<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><a/>',
    "defaults": '<!DOCTYPE a [<!ATTLIST a b CDATA "never">]><a/>',
}


def read(content: bytes | str) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    elements = XmlElements(
        "a.xml",
        lambda name, attributes: found.append((name, dict(attributes))),
        lambda name: found.append((f"/{name}", {})),
        lambda text: found.append(("text", {"": text})),
    )
    elements.read(content.encode() if isinstance(content, str) else content)
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_declarations_are_refused_before_anything_grows(name: str) -> None:
    started = time.monotonic()
    with pytest.raises(FileError, match=r"a\.xml, line 1: its DOCTYPE brings declarations"):
        read(HOSTILE[name])
    assert time.monotonic() - started < 1


def test_a_doctype_that_names_a_definition_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "a.dtd").write_text('<!ENTITY x "secret">')
    doctype = f'<!DOCTYPE a SYSTEM "{(tmp_path / "a.dtd").as_uri()}">'
    assert read(f"{doctype}<a/>") == [("a", {}), ("/a", {})]
    with pytest.raises(FileError, match="it uses an entity that XML does not define"):
        read(f"{doctype}<a>&x;</a>")


def test_what_xml_itself_defines_is_read() -> None:
    found = read('<t:a xmlns:t="urn:t" b="&quot;&#233;&lt;">&amp;</t:a>')
    assert found == [
        ("a", {"xmlns:t": "urn:t", "b": '"é<'}),
        ("text", {"": "&"}),
        ("/a", {}),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings_that_tools_write(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?><a b="é"/>'
    assert read(text.encode(encoding))[0] == ("a", {"b": "é"})


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "a.xml: it is empty. Write the report again; the tool may have been stopped"),
        ("<a>\n<b/>\n", "line 3: it is not well-formed XML (no element found). Write the report"),
        ("<a>\n<b c=", "line 2: it is not well-formed XML (unclosed token). Write the report"),
        ("<a>\n</b>", "line 2: it is not well-formed XML (mismatched tag). Check that it is"),
        ("no", "line 1: it is not well-formed XML (syntax error). Check that it is the right"),
        ('<a b="&#4;"/>', "(reference to invalid character number). Check that it is the right"),
        ("<a>&nbsp;</a>", "line 1: it is not well-formed XML (undefined entity)"),
        (b"<a>\xff</a>", "line 1: it is not well-formed XML (not well-formed (invalid token))"),
        ('<?xml version="1.0" encoding="big5"?><a/>', "its encoding cannot be read. Save it"),
        ('<?xml version="1.0" encoding="no"?><a/>', "its encoding cannot be read. Save it"),
        ("<a>" * 200, f"line 1: its elements are nested more than {MAX_DEPTH} deep"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(content: bytes | str, expected: str) -> None:
    with pytest.raises(FileError, match=re.escape(expected)) as caught:
        read(content)
    assert str(caught.value).startswith("a.xml")


def test_what_a_reader_objects_to_gets_its_line() -> None:
    def start(name: str, _attributes: object) -> None:
        if name == "b":
            raise RecordError("b: expected nothing")

    with pytest.raises(FileError, match=r"^a\.xml, line 2: b: expected nothing\. Correct it"):
        XmlElements("a.xml", start, lambda _: None).read(b"<a>\n<b/></a>")
