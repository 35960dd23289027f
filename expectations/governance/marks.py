"""What a column may hold, as marks, and which names give a mark.

Belongs here: the vocabulary. Does not belong here: how marks travel through SQL (`expressions.py`).

A name gives a mark where a column begins; from there the mark goes with the data under any name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from expectations.person_columns import ABOUT_A_PERSON

Marks = frozenset[str]

PERSON = "person"  # names one person, or stands for one
TEAM = "team"
VOLUME = "volume"  # how much: a count, a sum, a duration, a share
COUNT = "count"  # a count of rows, where nothing is truly 0
VALUE = "value"  # the value of a metric
PLACE = "place"  # the place among people that an order by volume gives
EDGE = "edge"  # the most, the least, the middle or the mean of people
ZERO = "zero"  # a number that stands for a missing one
WRITTEN = "written"  # what somebody wrote in a tool

NONE: Marks = frozenset()

_NAMES = {
    PERSON: re.compile(
        r"(^|_)(persons?|logins?|accounts?|authors?|reviewers?|actors?|assignees?|emails?|users?"
        r"|usernames?|respondents?|people|employees?|members?|committers?|contributors?|engineers?"
        r"|managers?|developers?|responders?|raters?|requesters?|approvers?|agents?|attendees?"
        r"|handles?|nicknames?)(_(id|ids|key|keys|name|names|login|logins|hash|list|email))?$"
        r"|(^|_)(stakeholder_ids?|identity_id|display_name|full_name|owner_(name|email|login))$"
        r"|(^|_)(?!detected)[a-z]+ed_by(_id|_login|_username)?$"
        rf"|{ABOUT_A_PERSON}|^raw_json$"
    ),
    TEAM: re.compile(r"(^|_)team_(id|name)$"),
    VOLUME: re.compile(
        r"^n_|(^|_)(n|count|volume|value|numerator|denominator|hours|minutes|seconds|microseconds"
        r"|days|lines|additions|deletions|points|commits|reviews|load|share|ratio|rate|sum|total"
        r"|amount|excess|multiple|median|mean|average|p\d\d|gini)$"
    ),
    COUNT: re.compile(r"^n_|_count$"),
    VALUE: re.compile(r"(^|_)value$"),
    WRITTEN: re.compile(
        r"^((commit|review|comment|issue|note|chat|pull_request)_)?(body|body_text|message|messages"
        r"|comment|comments|text|transcript)$|^raw_json$"
    ),
}
# A count, a truth or a kind says nothing of which person.
_OF_NO_ONE = re.compile(
    r"^(n|is|has|are|was|can)_|_(kind|type|types|count|share|weeks|days|hours|months|status)$"
    r"|^(effective_people|people)$"
)


def of_name(name: str) -> Marks:
    """The marks a name gives."""
    lower = name.lower()
    found = {mark for mark, pattern in _NAMES.items() if pattern.search(lower)}
    return frozenset(found - {PERSON} if _OF_NO_ONE.search(lower) else found)


def either(*given: Marks) -> Marks:
    """The marks of what is one or the other: a count only where each is one."""
    found = NONE.union(*given)
    return found if all(COUNT in marks for marks in given) else found - {COUNT}


@dataclass(frozen=True)
class Relation:
    """The columns of something that can be selected from.

    Attributes:
        columns: Their marks by name, in order.
        rest: Marks of a column that is not among them.
        is_complete: No column is missing.
    """

    columns: Mapping[str, Marks] = field(default_factory=dict)
    rest: Marks = NONE
    is_complete: bool = True

    @classmethod
    def named(cls, names: Iterable[str]) -> Relation:
        """A relation of which only the names of the columns are known."""
        return cls({name.lower(): of_name(name) for name in names})

    def has(self, name: str) -> bool:
        """True if it has the column, or could have."""
        return name.lower() in self.columns or not self.is_complete

    def marks(self, name: str) -> Marks:
        """The marks of a column."""
        found = self.columns.get(name.lower())
        return of_name(name) | self.rest if found is None else found

    def every(self) -> Marks:
        """The marks of all columns together."""
        return self.rest.union(*self.columns.values())

    def without(self, mark: str) -> Relation:
        """The same without a mark."""
        columns = {name: marks - {mark} for name, marks in self.columns.items()}
        return Relation(columns, self.rest - {mark}, self.is_complete)

    def renamed(self, names: list[str]) -> Relation:
        """The same under other names, first to first."""
        marks = [*self.columns.values()]
        marks += [self.rest] * (len(names) - len(marks))
        fresh = dict(zip([name.lower() for name in names], marks, strict=False))
        return Relation(fresh, self.rest, self.is_complete)
