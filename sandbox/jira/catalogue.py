"""What an administrator has set up on the site: types, statuses, priorities, custom fields.

Belongs here: these lists. Does not belong here: projects and what is in them.
"""

from sandbox.jira.entities import CustomFields, IssueType, Named, Status, Workflow
from sandbox.simulation.randomness import generator

EPIC = IssueType(issue_type_id=10000, name="Epic", level=1)
STORY = IssueType(issue_type_id=10001, name="Story")
TASK = IssueType(issue_type_id=10002, name="Task")
BUG = IssueType(issue_type_id=10003, name="Bug")
INCIDENT = IssueType(issue_type_id=10004, name="Incident")
SUB_TASK = IssueType(issue_type_id=10005, name="Sub-task", level=-1)
ISSUE_TYPES = (EPIC, STORY, TASK, BUG, INCIDENT, SUB_TASK)

PRIORITIES = tuple(
    Named(item_id=number, name=name)
    for number, name in enumerate(("Highest", "High", "Medium", "Low", "Lowest"), start=1)
)
HIGHEST, HIGH, MEDIUM, LOW, LOWEST = PRIORITIES

FIXED = Named(item_id=10000, name="Done")
REJECTED = Named(item_id=10001, name="Won't Do")
DUPLICATE = Named(item_id=10002, name="Duplicate")
RESOLUTIONS = (FIXED, REJECTED, DUPLICATE)

_NAMES = (
    ("To Do", "In Progress", "In Review", "Done"),
    ("Backlog", "Doing", "Awaiting review", "Closed"),
)
_CATEGORIES = ("new", "indeterminate", "indeterminate", "done")
_STATUSES = tuple(
    tuple(
        Status(status_id=10000 + 10 * row + place, name=name, category=category)
        for place, (name, category) in enumerate(zip(names, _CATEGORIES, strict=True))
    )
    for row, names in enumerate(_NAMES)
)
WORKFLOWS = tuple(
    Workflow(to_do=to_do, doing=doing, review=review, done=done)
    for to_do, doing, review, done in _STATUSES
)
STATUSES = tuple(status for row in _STATUSES for status in row)

_ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Adelaide")


def custom_fields(seed: int) -> CustomFields:
    """The site's custom field ids, none twice."""
    names = tuple(CustomFields.__dataclass_fields__)
    draw = generator(seed, "jira", "custom fields")
    numbers = draw.choice(90, size=len(names), replace=False).tolist()
    ids = {
        name: f"customfield_{10010 + number}" for name, number in zip(names, numbers, strict=True)
    }
    return CustomFields(**ids)


def time_zone(seed: int) -> str:
    """The zone in the profile of the account that reads: JQL takes its dates to be in it."""
    return _ZONES[int(generator(seed, "jira", "time zone").integers(len(_ZONES)))]
