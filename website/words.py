"""How the site says things: numbers with their units, names from outside, file names.

Here: text of single things. Not here: sentences of pages (their templates).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from expectations.pages.words import MISSING, figure

SHARE = "share"
AFTER_UNIT = re.compile(" (?:per|of) ")
LONGEST_NAME, LONGEST_SENTENCE, LONGEST_TEXT = 80, 240, 4000
UNSAFE = re.compile(r"[^a-z0-9]+")
NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f]+")
SHORT = {
    "ok": "",
    "provisional": "period not over",
    "insufficient_n": "too few to say",
    "not_reached": "too much still open",
    "source_missing": "source missing",
    "source_partial": "source read in part",
    "source_stale": "source late",
    "not_applicable": "does not fit",
    "suppressed_privacy": "hidden: few people",
    "suspended_by_audit": "suspended by an audit",
}
"""What stands where a number would, in as few words as a cell of a table has room for."""


def is_share(unit: str) -> bool:
    """Whether a unit is told in per cent."""
    return unit.startswith(SHARE)


def short_unit(unit: str) -> str:
    """The unit alone: `% of changes`, or the unit itself."""
    return f"%{unit.removeprefix(SHARE)}" if is_share(unit) else unit


def after_number(unit: str) -> str:
    """The unit after a number that carries its own per cent sign."""
    return unit.removeprefix(SHARE).strip() if is_share(unit) else unit


def axis_unit(unit: str) -> str:
    """The unit as an axis has room for it: without what it is of or per."""
    return "%" if is_share(unit) else AFTER_UNIT.split(unit, maxsplit=1)[0]


def scaled(value: float | None, unit: str) -> float | None:
    """A value as it is told: shares in per cent."""
    return value if value is None or not is_share(unit) else 100 * value


def number(value: float | None, unit: str) -> str:
    """A value without its unit; per cent carries its sign."""
    if value is None:
        return MISSING
    return f"{figure(scaled(value, unit))} %" if is_share(unit) else figure(value)


def limits(low: float | None, high: float | None, unit: str) -> str:
    """Two confidence limits in a bracket; nothing where there are none."""
    if low is None or high is None:
        return ""
    sign = " %" if is_share(unit) else ""
    return f"{figure(scaled(low, unit))} to {figure(scaled(high, unit))}{sign}"


def told(cell: dict[str, Any] | None, unit: str) -> str:
    """A cell in a few words: its number, or why there is none."""
    if cell is None:
        return "nothing published"
    if cell["value"] is None:
        return why(cell["status"])
    return number(cell["value"], unit)


def name(text: object, longest: int = LONGEST_NAME) -> Markup:
    """A name from outside: escaped, shortened, and kept from turning the text around it."""
    plain = NOT_SHOWN.sub(" ", str(text))
    cut = plain if len(plain) <= longest else f"{plain[: longest - 1]}\u2026"
    return Markup("<bdi>") + escape(cut) + Markup("</bdi>")


def sentence(text: object) -> Markup:
    """A sentence that holds names from outside."""
    return name(text, LONGEST_SENTENCE)


def prose(text: object) -> Markup:
    """A paragraph that holds names from outside."""
    return name(" ".join(str(text).split()), LONGEST_TEXT)


def plain(text: object) -> str:
    """A name for an attribute, where no tag can stand."""
    return NOT_SHOWN.sub(" ", str(text))[:LONGEST_NAME]


def moment(value: datetime | None) -> str:
    """An instant to the minute, UTC; a dash where there is none."""
    return MISSING if value is None else f"{value:%Y-%m-%d %H:%M}"


def why(status: str) -> str:
    """Why there is no number, in as few words as a cell of a table has room for."""
    return SHORT.get(status, spaced(status))


def slug(text: str) -> str:
    """A file name for an id from outside, without any sign a path could be made of."""
    safe = UNSAFE.sub("-", text.lower()).strip("-")[:40]
    if safe == text:
        return safe
    return f"{safe}-{hashlib.sha256(text.encode()).hexdigest()[:8]}".strip("-")


def spaced(text: object) -> str:
    """A word of a table as people write it."""
    return str(text).replace("_", " ")


FILTERS: Mapping[str, Callable[..., object]] = {
    "moment": moment,
    "named": name,
    "plain": plain,
    "prose": prose,
    "sentence": sentence,
    "slug": slug,
    "spaced": spaced,
    "why": why,
}
"""What templates say these things with."""
