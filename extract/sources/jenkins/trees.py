"""What is asked of Jenkins: the ``tree`` of each request.

Belongs here: names of Jenkins' own fields. Does not belong here: reading the answers.

Only what is named is answered, so no prose, no people and no addresses ever travel. ``builds``
would be the newest hundred only, which is why ``allBuilds`` is named; ``depth`` is never used.
"""

from __future__ import annotations

_JOB = "_class,name,color,buildable,lastBuild[number,timestamp]"

_ACTIONS = ",".join(
    (
        "_class",
        "causes[_class,upstreamProject,upstreamBuild]",
        "lastBuiltRevision[SHA1,branch[name]]",
        "remoteUrls",
        "queuingDurationMillis,queuingTimeMillis",
        "totalCount,failCount,skipCount",
    )
)

BUILD = f"number,result,building,timestamp,duration,actions[{_ACTIONS}]"
"""One build."""


def item(levels: int) -> str:
    """Return the tree of an item itself with so many levels of the jobs inside."""
    return f"{_JOB},{jobs(levels)}"


def jobs(levels: int) -> str:
    """Return the tree of the jobs inside an item.

    Args:
        levels: How deep; below the last level only names are asked, which tells whether there
            is anything.
    """
    return "jobs[name]" if levels == 0 else f"jobs[{_JOB},{jobs(levels - 1)}]"


def builds(start: int, end: int) -> str:
    """Return the tree of a job's builds, the newest being 0, ``end`` not included."""
    return f"allBuilds[{BUILD}]{{{start},{end}}}"


def builds_of_jobs(first: int, last: int, count: int) -> str:
    """Return the tree of the newest builds of some of the jobs inside an item.

    Args:
        first: Position of the first job.
        last: Position after the last one.
        count: How many builds of each.
    """
    return f"jobs[name,{builds(0, count)}]{{{first},{last}}}"
