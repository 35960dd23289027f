"""A brief as a page, as Markdown and as JSON: the same sentences and the same footnotes.

Here: the three forms. Not here: sentences (`narrative.py`), plots (`plots.py`). The same
publication gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from expectations.brief import plots
from expectations.brief.cited import Row, Sentence, footnotes
from expectations.brief.narrative import Section
from expectations.brief.reading import Published
from expectations.brief.wording import ROUNDING
from expectations.pages import page as pages

TEMPLATES = Path(__file__).parent / "templates"
MARK = (
    "Draft for humans: written by rules from published numbers, checked by nobody yet. It knows "
    "nothing of why. Read it with the team, strike out what is beside the point, and decide "
    "nothing about any person by it."
)
BY_RULES = "The words are those of the rules."


@dataclass(frozen=True)
class Brief:
    """A brief that can be written.

    Attributes:
        published: What is published.
        sections: What is said of it.
        reworded: Other words for sentences, by their place; empty where the rules' words stand.
        wording: Whose words these are, or why they are not others.
    """

    published: Published
    sections: Sequence[Section]
    reworded: Mapping[int, str]
    wording: str = BY_RULES

    @property
    def sentences(self) -> list[Sentence]:
        """All sentences in their order."""
        return [sentence for section in self.sections for sentence in section.sentences]

    @property
    def notes(self) -> dict[str, int]:
        """The number of each cited row."""
        return footnotes(self.sentences)


def html(brief: Brief) -> str:
    """The page, which stands by itself."""
    return pages.render(
        TEMPLATES,
        "brief.html",
        brief=brief,
        published=brief.published,
        mark=MARK,
        rounding=ROUNDING,
        sections=_told(brief),
        notes=brief.notes,
        drafted=[brief.sentences[place].text for place in sorted(brief.reworded)],
        plots=plots.trends(brief.published, brief.sentences),
    )


def markdown(brief: Brief) -> str:
    """The brief as Markdown with footnotes."""
    published = brief.published
    lines = [f"# {_plain(published.team_name)}, {published.quarter.name}", "", f"**{MARK}**", ""]
    lines += [f"As of {published.as_of:%Y-%m-%d}. {ROUNDING} {_plain(brief.wording)}", ""]
    for section in _told(brief):
        lines += [f"## {section['title']}", ""]
        for sentence in section["sentences"]:
            marks = "".join(f"[^{number}]" for number in sentence["notes"])
            lines.append(f"- {_plain(sentence['text'])}{marks}")
        if not section["sentences"]:
            lines.append(section["nothing"])
        elif section["aside"]:
            lines += ["", section["aside"]]
        lines.append("")
    lines += [f"[^{number}]: {_plain(name)}" for name, number in brief.notes.items()]
    return "\n".join(lines) + "\n"


def as_json(brief: Brief) -> str:
    """The brief for programs: every sentence with the keys of its rows."""
    published = brief.published
    content = {
        "mark": MARK,
        "team_id": published.team_id,
        "quarter": published.quarter.name,
        "as_of": published.as_of,
        "wording": brief.wording,
        "sections": _told(brief),
        "notes": [
            {"number": number, "file": row.file, "table": row.table, "key": row.key}
            for number, row in sorted(_rows(brief).items())
        ],
    }
    return json.dumps(content, indent=1, ensure_ascii=False, default=_day) + "\n"


def _told(brief: Brief) -> list[dict[str, Any]]:
    """Sections with their sentences as they are shown, and the footnotes of each."""
    notes, place, found = brief.notes, 0, []
    for section in brief.sections:
        sentences = []
        for sentence in section.sentences:
            told = brief.reworded.get(place)
            sentences.append(
                {
                    "text": told or sentence.text,
                    "drafted": sentence.text,
                    "notes": sorted({notes[row.name] for row in sentence.rows}),
                }
            )
            place += 1
        found.append(
            {
                "title": section.title,
                "sentences": sentences,
                "nothing": section.nothing,
                "aside": section.aside,
            }
        )
    return found


def _rows(brief: Brief) -> dict[int, Row]:
    notes = brief.notes
    return {notes[row.name]: row for sentence in brief.sentences for row in sentence.rows}


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in text)


def _day(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
