"""Rows of every source, for the tests of its raw suites: one module a source, named like it."""

from __future__ import annotations

from importlib import import_module

from extract.registry import SOURCES

Row = dict[str, object]


def _rows(kind: str) -> dict[tuple[str, str], Row]:
    return {
        (source.name, stream): row
        for source in SOURCES
        for stream, row in getattr(
            import_module(f"tests.expectations.rows.{source.name}"), kind
        ).items()
    }


GOOD = _rows("GOOD")
"""A row as the source should send it, by source and stream."""

SPOILED = _rows("SPOILED")
"""Values that no row should have, by source and stream and then by column."""
