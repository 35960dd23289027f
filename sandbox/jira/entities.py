"""What a Jira site holds: plain records.

Belongs here: the records. Does not belong here: how they come about (`sandbox.jira.site`), and
how they are written in an answer (`sandbox.jira.representations`).

Every instant is aware UTC with milliseconds, as Jira keeps them. Ids are numbers here and text in
most answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account. `account_id` is Cloud's word for it, `key` and `name` are Data Center's."""

    account_id: str
    key: str
    name: str
    display_name: str
    is_app: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A status; its category is `new`, `indeterminate` or `done`."""

    status_id: int
    name: str
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueType:
    """A type; level 1 are epics, 0 what is planned, -1 what is part of it."""

    issue_type_id: int
    name: str
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A priority, a resolution or a component."""

    item_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """The four statuses that a project's issues go through, and where abandoned ones end."""

    to_do: Status
    doing: Status
    review: Status
    done: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project: one team's."""

    project_id: int
    key: str
    name: str
    team_id: str
    workflow: Workflow
    components: tuple[Named, ...] = ()
    is_team_managed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A board of a project; only `scrum` boards have sprints."""

    board_id: int
    name: str
    kind: str
    project_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sprint:
    """A sprint; `complete_at` is set once somebody has closed it."""

    sprint_id: int
    board_id: int
    name: str
    state: str
    start_at: datetime | None = None
    end_at: datetime | None = None
    complete_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeItem:
    """One field that changed; ids and texts as the changelog gives them."""

    field: str
    from_id: str | None = None
    from_text: str | None = None
    to_id: str | None = None
    to_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One save of an issue."""

    history_id: int
    created_at: datetime
    author: User | None
    items: tuple[ChangeItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment."""

    comment_id: int
    created_at: datetime
    author: User
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`source` is linked outward to `target`: it "blocks" it."""

    link_id: int
    kind: str
    source_id: int
    target_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue as it is now, with its history, oldest save first."""

    issue_id: int
    key: str
    project_key: str
    summary: str
    issue_type: IssueType
    status: Status
    priority: Named
    created_at: datetime
    updated_at: datetime
    reporter: User | None
    assignee: User | None = None
    resolution: Named | None = None
    resolved_at: datetime | None = None
    due_date: date | None = None
    parent_id: int | None = None
    points: float | None = None
    sprint_ids: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    components: tuple[Named, ...] = ()
    is_flagged: bool = False
    histories: tuple[History, ...] = ()
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomFields:
    """The numbers of a site's custom fields: they differ from site to site."""

    sprint: str
    points: str
    estimate: str
    flagged: str
    epic_link: str
    rank: str
    old_points: str


@dataclass(slots=True, kw_only=True)
class Site:
    """Everything one Jira site holds. Mutable: the store changes it while it is served."""

    seed: int
    as_of: datetime
    time_zone: str
    custom_fields: CustomFields
    users: Mapping[str, User]
    statuses: tuple[Status, ...]
    issue_types: tuple[IssueType, ...]
    priorities: tuple[Named, ...]
    resolutions: tuple[Named, ...]
    projects: dict[str, Project]
    boards: dict[int, Board]
    sprints: dict[int, Sprint]
    issues: dict[int, Issue] = field(default_factory=dict)
    links: dict[int, Link] = field(default_factory=dict)
