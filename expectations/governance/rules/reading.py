"""Nobody is watched, and nobody's words are read for a mood.

Belongs here: what may not be read, of sources, streams and models. Does not belong here: what may
not be written (`wording.py`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from expectations.governance.findings import Finding, Rule
from expectations.governance.marks import WRITTEN, of_name
from expectations.governance.project import Model, Project

SENTIMENT = Rule(
    "no-sentiment",
    "read what people wrote to each other, or hold a mood, a tone or an emotion",
    "Tools that score moods disagree with people and with each other, and make people silent.",
    "Ask: a survey with its response rate. Of a text keep its length, or whether there is one.",
)
SURVEILLANCE = Rule(
    "no-surveillance",
    "read chats, calendars, meetings, keystrokes, presence, screens or places",
    "What watches people changes what they do, and says nothing of the outcome.",
    "Measure the work: changes, reviews, incidents, and what people answer when asked.",
)
RULES = (SENTIMENT, SURVEILLANCE)

MOOD = re.compile(
    r"(^|_)(sentiments?|tones?|emotions?|emotional|moods?|polarity|toxicity|politeness|anger|angry"
    r"|frustration_(score|level)|happiness|burnout|stress_level|attitude)(_|$)"
)
WATCHING = re.compile(
    r"(^|_)(chats?|slack|direct_messages?|dms|calendar_events?|calendars?|meetings?|key_?strokes?"
    r"|key_?logs?|mouse|clicks|presence|online_(status|minutes|hours|time)|active_(minutes|seconds)"
    r"|hours_online|last_active|login_times?|idle|idle_(minutes|time)|screens?|screenshots?|screen_time|webcams?|camera|locations?"
    r"|geo_?location|gps|ip_address|badge_(in|out|swipes?)|browser_history|vpn_sessions?)(_|$)"
)
# The organisation's own: whose holidays a team has, and in which minutes a decision stands.
OF_THE_ORGANISATION = re.compile(r"^(stg_file_drops__)?team_calendars?(_id)?$|^meeting_id$")
DAYS = "intermediate/calendar/"  # of weeks, quarters and holidays, not of appointments
STREAMS = "extract/sources/*/streams.py"
LANDED_WHOLE = "raw_json"


def check(project: Project) -> Iterator[Finding]:
    """Every column, source and stream that watches people or reads their words."""
    for source in project.sources:
        yield from _source(source)
    for model in project.models.values():
        yield from _model(model)
    for metric in project.manifest.get("metrics", {}).values():
        yield from _name(metric["name"], "", metric["name"])
    if project.root is not None:
        for file in sorted(project.root.glob(STREAMS)):
            yield from _streams(file, project.root)


def _source(source: Mapping[str, Any]) -> Iterator[Finding]:
    subject = f"{source['source_name']}.{source['name']}"
    for name in (source["source_name"], source["name"]):
        yield from _name(subject, "", name)
    for column in source.get("columns", {}):
        yield from _name(subject, column, column)
        yield from _written(subject, column)


def _model(model: Model) -> Iterator[Finding]:
    if not model.path.startswith(DAYS):
        yield from _name(model.name, "", model.name)
    for column in model.columns:
        yield from _name(model.name, column, column)
        marks = model.relation.columns.get(column, frozenset())
        if WRITTEN in marks and column != LANDED_WHOLE:
            yield Finding(SENTIMENT, model.name, column, "it holds what people wrote")


def _name(subject: str, part: str, name: str) -> Iterator[Finding]:
    lower = name.lower()
    if found := MOOD.search(lower):
        yield Finding(SENTIMENT, subject, part, f"its name speaks of {found[2]!r}")
    if not OF_THE_ORGANISATION.search(lower) and (found := WATCHING.search(lower)):
        yield Finding(SURVEILLANCE, subject, part, f"its name speaks of {found[2]!r}")


def _written(subject: str, column: str) -> Iterator[Finding]:
    if column != LANDED_WHOLE and WRITTEN in of_name(column):
        yield Finding(SENTIMENT, subject, column, "what people wrote would be landed")


def _streams(file: Path, root: Path) -> Iterator[Finding]:
    """Streams declared by an extractor, whether or not dbt reads them."""
    subject = file.relative_to(root).as_posix()
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Stream":
            given = [*call.args, *(keyword.value for keyword in call.keywords)]
            for value in given:
                names = value.keys if isinstance(value, ast.Dict) else [value]
                for name in names:
                    if isinstance(name, ast.Constant) and isinstance(name.value, str):
                        yield from _name(subject, name.value, name.value)
                        yield from _written(subject, name.value)
