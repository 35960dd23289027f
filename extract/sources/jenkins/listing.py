"""Lists the jobs: walks folders and multibranch projects down to what builds.

Belongs here: the walk, and what each item is. Does not belong here: landing (``run.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extract.core import fields
from extract.core.errors import RecordError, TooHeavyError
from extract.core.fields import Raw
from extract.sources.jenkins import trees
from extract.sources.jenkins.client import JenkinsClient
from extract.sources.jenkins.parsing import MULTIBRANCH, kind_of

_LEVELS = 3
"""Levels of one request: a team's folder, a repository, its branches."""


@dataclass(frozen=True)
class LastBuild:
    """The newest build of a job when it was listed.

    Attributes:
        number: Its number.
        at: When it began, in milliseconds since 1970.
    """

    number: int
    at: int


@dataclass(frozen=True)
class Item:
    """One item of the listing.

    Attributes:
        name: Its full name.
        project: The multibranch project it belongs to; else its own name.
        kind: As ``parsing.kind_of``.
        raw: As Jenkins gave it, without the jobs inside.
        last_build: The newest build; None if there is none.
        defect: Why it cannot be read; name and project are then those of what it is in.
    """

    name: str
    project: str
    kind: str
    raw: Any
    last_build: LastBuild | None = None
    defect: RecordError | None = None


class Listing:
    """Walks one controller.

    Args:
        client: Asks Jenkins.
    """

    def __init__(self, client: JenkinsClient) -> None:
        self._client = client
        self._levels = _LEVELS

    def below(self, root: str) -> Iterator[Item]:
        """Yield everything inside an item, and the item itself unless it is the controller.

        Args:
            root: Full name of a folder, a multibranch project or a job; empty for everything.

        Raises:
            ExtractError: As ``HttpClient.send``.
        """
        answer = self._read(root)
        if root:
            parent, _, name = root.rpartition("/")
            yield from self._item({**answer, "name": name}, parent, None, self._levels)
        elif answer.get("jobs") is None:
            raise RecordError("Jenkins' answer about itself lacks its jobs")
        else:
            yield from self._inside(answer, "", None, self._levels)

    def _read(self, name: str) -> Raw:
        """Ask for some levels at once; for one at a time where Jenkins cannot manage more."""
        try:
            tree = trees.item(self._levels) if name else trees.jobs(self._levels)
            return self._client.get(name, tree, shrinkable=self._levels > 1)
        except TooHeavyError:
            self._levels = 1
            return self._read(name)

    def _inside(
        self, raw: Raw, parent: str, multibranch: str | None, levels: int
    ) -> Iterator[Item]:
        for member in fields.listed(raw, "jobs"):
            yield from self._item(member, parent, multibranch, levels - 1)

    def _item(self, raw: Any, parent: str, multibranch: str | None, levels: int) -> Iterator[Item]:
        """Yield an item and what is inside; the tree had so many levels left for the inside."""
        try:
            item = _read_item(raw, parent, multibranch)
            inside = fields.listed(raw, "jobs")
        except RecordError as error:
            yield Item(parent, parent, "", raw, defect=error)
            return
        yield item
        if not inside:
            return
        own = item.name if item.kind == MULTIBRANCH else None
        if levels > 0:
            yield from self._inside(raw, item.name, own, levels)
        else:
            yield from self._inside(self._read(item.name), item.name, own, self._levels)


def _read_item(raw: Any, parent: str, multibranch: str | None) -> Item:
    record = fields.record(raw, "jobs")
    name = fields.text(record, "name")
    full_name = f"{parent}/{name}" if parent else name
    return Item(
        name=full_name,
        project=multibranch or full_name,
        kind=kind_of(record, in_multibranch=multibranch is not None),
        raw={key: value for key, value in record.items() if key != "jobs"},
        last_build=_last_build(record),
    )


def _last_build(record: Raw) -> LastBuild | None:
    """Return the newest build; whatever has builds has a color, and says null without any."""
    last = fields.child(record, "lastBuild")
    if last is not None:
        return LastBuild(fields.integer(last, "number"), fields.integer(last, "timestamp"))
    if "color" in record and "lastBuild" not in record:
        raise RecordError("lastBuild: expected an object or null, found nothing")
    return None
