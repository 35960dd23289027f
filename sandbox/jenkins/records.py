"""Items and builds, as a controller holds them.

Belongs here: plain records. Does not belong here: where they come from (`derivation`), or how they
are written (`representation`).
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

FOLDER = "com.cloudbees.hudson.plugins.folder.Folder"
MULTIBRANCH = "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject"
PIPELINE = "org.jenkinsci.plugins.workflow.job.WorkflowJob"
FREESTYLE = "hudson.model.FreeStyleProject"

PUSHED = "jenkins.branch.BranchEventCause"
BY_HAND = "hudson.model.Cause$UserIdCause"
BY_TIMER = "hudson.triggers.TimerTrigger$TimerTriggerCause"
BY_UPSTREAM = "hudson.model.Cause$UpstreamCause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tests:
    """What the tests of a build came to."""

    total: int
    failed: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """One repository that a build checked out."""

    repository: str
    branch: str
    commit_sha: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """One build; `milliseconds` since 1970 is when it left the queue, durations are as long.

    While it runs, `result` is None and `duration` 0. `user` is who asked for it, if anybody.
    """

    number: int
    milliseconds: int
    duration: int = 0
    result: str | None = None
    is_building: bool = False
    queue: int | None = None
    cause: str = PUSHED
    user: str | None = None
    upstream: tuple[str, int] | None = None
    checkouts: tuple[Checkout, ...] = ()
    tests: Tests | None = None


@dataclass(slots=True, kw_only=True)
class Item:
    """A folder, a multibranch project or a job; builds are oldest first."""

    name: str
    class_name: str
    parent: "Item | None" = None
    is_disabled: bool = False
    items: "dict[str, Item]" = field(default_factory=dict)
    builds: list[Build] = field(default_factory=list)

    @property
    def full_name(self) -> str:
        """The names from the root, parted by slashes; empty for the root."""
        if self.parent is None:
            return self.name
        return f"{self.parent.full_name}/{self.name}".strip("/")

    @property
    def has_items(self) -> bool:
        """Whether it is a folder or a multibranch project."""
        return self.class_name in {FOLDER, MULTIBRANCH}

    def add(self, item: "Item") -> "Item":
        """Put an item inside and return it."""
        item.parent = self
        return self.items.setdefault(item.name, item)

    def all_inside(self) -> "list[Item]":
        """Every item inside, at any depth, in the order of names."""
        found: list[Item] = []
        for name in sorted(self.items):
            found += [self.items[name], *self.items[name].all_inside()]
        return found


def moment(milliseconds: int) -> str:
    """ISO text of an instant in UTC."""
    instant = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")
