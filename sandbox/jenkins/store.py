"""The items a running controller serves, and their changes.

Belongs here: finding an item, the truth, touching and deleting. Does not belong here: HTTP.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from sandbox.jenkins.derivation import derive
from sandbox.jenkins.records import FOLDER, FREESTYLE, MULTIBRANCH, Build, Item, moment
from sandbox.kit.store import ChangeError, Truth
from sandbox.world import World

_KINDS = {FOLDER: "folder", MULTIBRANCH: "multibranch", FREESTYLE: "freestyle"}
_LAST_SECONDS = 30_000


class JenkinsStore:
    """One controller.

    Jenkins forgets: retention deletes old builds, a deleted branch takes its builds along. What
    was built was built, so extraction keeps what it was shown, as it was shown; so does the truth.
    """

    def __init__(self, world: World) -> None:
        self.root = derive(world)
        self._now = round(world.as_of.timestamp() * 1000)
        self._turn = 0
        self._shown: dict[str, dict[str, Any]] = {}
        self._gone: dict[str, dict[str, Any]] = {}

    def item(self, full_name: str) -> Item | None:
        """The item of a full name; the root for an empty one."""
        item: Item | None = self.root
        for name in filter(None, full_name.split("/")):
            item = item.items.get(name) if item else None
        return item

    def truth(self) -> Truth:
        """Jobs as they are, the builds there are, and those that were shown before they went."""
        items = self.root.all_inside()
        builds = dict(self._gone)
        for item in items:
            builds |= dict(_builds(item))
        return {"jobs": {item.full_name: _job(item) for item in items}, "builds": builds}

    def note_shown(self, item: Item) -> None:
        """Remember the builds of an item, or of the jobs inside, as a client now sees them."""
        for each in (item, *item.items.values()):
            self._shown |= dict(_builds(each))

    def _forget(self, item: Item) -> None:
        keys = dict(_builds(item)).keys() & self._shown.keys()
        self._gone |= {key: self._shown[key] for key in keys}

    def touch(self, share: float) -> int:
        """Let builds of a share of the jobs end, or begin where none runs."""
        jobs = [item for item in self.root.all_inside() if not item.has_items]
        count = min(len(jobs), max(1, math.ceil(share * len(jobs))))
        for _ in range(count):
            self._step(jobs[self._turn % len(jobs)])
            self._turn += 1
        return count

    def _step(self, job: Item) -> None:
        last = job.builds[-1] if job.builds else Build(number=0, milliseconds=self._now)
        if last.is_building:
            done = replace(last, is_building=False, result="SUCCESS", duration=_LAST_SECONDS)
            job.builds[-1] = done
            return
        begun = Build(
            number=last.number + 1,
            milliseconds=self._now,
            is_building=True,
            queue=1_000,
            checkouts=last.checkouts,
        )
        job.builds.append(begun)

    def delete(self, stream: str, key: str) -> None:
        """Delete a job; of a folder or a multibranch project the last of the jobs inside.

        Whole folders rarely go, and one that went would look like a permission that did.
        """
        if stream != "jobs":
            raise ChangeError("only jobs are deleted for good; builds are kept once landed")
        item = self.item(key)
        if item is None or item.parent is None:
            raise ChangeError(f"there is no job {key}")
        while item.items:
            item = item.items[max(item.items)]
        self._forget(item)
        if item.parent is not None:
            del item.parent.items[item.name]

    def expire(self, full_name: str, kept: int) -> None:
        """Let retention take all builds of a job but the newest ones."""
        item = self.item(full_name)
        if item is None:
            raise ChangeError(f"there is no job {full_name}")
        self._forget(item)
        item.builds = item.builds[len(item.builds) - kept :]


def _job(item: Item) -> dict[str, Any]:
    is_branch = item.parent is not None and item.parent.class_name == MULTIBRANCH
    return {
        "job_id": item.full_name,
        "kind": "branch" if is_branch else _KINDS.get(item.class_name, "pipeline"),
        "branch": unquote(item.name) if is_branch else None,
    }


def _builds(item: Item) -> Iterator[tuple[str, dict[str, Any]]]:
    for build in item.builds:
        key = f"{item.full_name}#{build.number}@{build.milliseconds}"
        end = build.milliseconds + build.duration
        checkout = build.checkouts[-1] if build.checkouts else None
        yield (
            key,
            {
                "build_id": key,
                "job_id": item.full_name,
                "number": build.number,
                "is_building": build.is_building,
                "result": build.result,
                "started_at": moment(build.milliseconds),
                "completed_at": None if build.is_building else moment(end),
                "commit_sha": checkout.commit_sha if checkout else None,
            },
        )
