"""How Jenkins writes an item and a build, with all that a client might ask for.

Belongs here: names and nesting of Jenkins' fields, prose and people included: it is for the client
not to ask. Does not belong here: selecting (`tree`).
"""

from collections.abc import Callable
from typing import Any

from sandbox.jenkins.records import PIPELINE, Build, Item

_NEWEST = 100
_BUILD_CLASSES = {PIPELINE: "org.jenkinsci.plugins.workflow.job.WorkflowRun"}
_COLORS = {"SUCCESS": "blue", "UNSTABLE": "yellow", "FAILURE": "red", "ABORTED": "aborted"}

# A controller believes in an address of its own, which need not be the one it is asked at.
_BELIEVED_ADDRESS = "https://jenkins.internal.example/ci"


def item_record(item: Item, is_visible: Callable[[Item], bool]) -> dict[str, Any]:
    """An item with what is inside of it as functions, so that only what is asked for is made."""
    record: dict[str, Any] = {"_class": item.class_name, "description": "What it is good for."}
    if item.name:
        record |= {
            "name": item.name,
            "fullName": item.full_name,
            "displayName": item.name,
            "url": _address(item),
        }
    if item.has_items or not item.name:
        record["jobs"] = lambda: [
            item_record(item.items[name], is_visible)
            for name in sorted(item.items)
            if is_visible(item.items[name])
        ]
        return record
    newest_first = item.builds[::-1]
    finished = next((build for build in newest_first if not build.is_building), None)
    return record | {
        "buildable": not item.is_disabled,
        "color": _color(item),
        "nextBuildNumber": item.builds[-1].number + 1 if item.builds else 1,
        "firstBuild": lambda: build_record(item, item.builds[0]) if item.builds else None,
        "lastBuild": lambda: build_record(item, newest_first[0]) if item.builds else None,
        "lastCompletedBuild": lambda: build_record(item, finished) if finished else None,
        "builds": lambda: [build_record(item, build) for build in newest_first[:_NEWEST]],
        "allBuilds": lambda: [lambda b=build: build_record(item, b) for build in newest_first],
    }


def plain_item_record(item: Item, is_visible: Callable[[Item], bool]) -> dict[str, Any]:
    """What is answered without a tree: the fields of one level, and of all builds none."""
    record = item_record(item, is_visible)
    record.pop("allBuilds", None)
    shallow = {name: value() if callable(value) else value for name, value in record.items()}
    for name in ("jobs", "builds"):
        if name in shallow:
            shallow[name] = [_shallow(member) for member in shallow[name]]
    return {
        name: _shallow(value) if isinstance(value, dict) else value
        for name, value in shallow.items()
    }


def _shallow(record: dict[str, Any]) -> dict[str, Any]:
    return {name: record[name] for name in ("_class", "name", "number", "url") if name in record}


def _address(item: Item) -> str:
    steps = [f"/job/{name}" for name in item.full_name.split("/")]
    return f"{_BELIEVED_ADDRESS}{''.join(steps)}/"


def _color(item: Item) -> str:
    if item.is_disabled:
        return "disabled"
    finished = [build.result for build in item.builds if not build.is_building]
    color = _COLORS.get(finished[-1] or "", "notbuilt") if finished else "notbuilt"
    is_running = bool(item.builds) and item.builds[-1].is_building
    return f"{color}_anime" if is_running else color


def build_record(item: Item, build: Build) -> dict[str, Any]:
    """A build with its actions; most plugins' say nothing."""
    return {
        "_class": _BUILD_CLASSES.get(item.class_name, "hudson.model.FreeStyleBuild"),
        "actions": [_cause(build), {}, *_checkouts(build), *_queue(build), *_tests(build), {}],
        "building": build.is_building,
        "description": "What somebody noted about it." if build.user else None,
        "displayName": f"#{build.number}",
        "duration": build.duration,
        "estimatedDuration": build.duration or -1,
        "fullDisplayName": f"{item.full_name} #{build.number}",
        "id": str(build.number),
        "inProgress": build.is_building,
        "keepLog": False,
        "number": build.number,
        "queueId": build.number + 40,
        "result": build.result,
        "timestamp": build.milliseconds,
        "url": f"{_address(item)}{build.number}/",
        "changeSets": [{"kind": "git", "items": [{"msg": "What somebody changed"}]}],
        "culprits": [{"fullName": "Somebody Else", "absoluteUrl": _BELIEVED_ADDRESS}],
    }


def _cause(build: Build) -> dict[str, Any]:
    cause: dict[str, Any] = {"_class": build.cause, "shortDescription": "Started by somebody"}
    if build.user:
        cause |= {"userId": build.user, "userName": "Somebody Else"}
    if build.upstream:
        cause |= {"upstreamProject": build.upstream[0], "upstreamBuild": build.upstream[1]}
    return {"_class": "hudson.model.CauseAction", "causes": [cause]}


def _checkouts(build: Build) -> list[dict[str, Any]]:
    return [
        {
            "_class": "hudson.plugins.git.util.BuildData",
            "lastBuiltRevision": {
                "SHA1": checkout.commit_sha,
                "branch": [{"SHA1": checkout.commit_sha, "name": checkout.branch}],
            },
            "remoteUrls": [f"https://git.example/{checkout.repository}.git"],
            "scmName": "",
        }
        for checkout in build.checkouts
    ]


def _queue(build: Build) -> list[dict[str, Any]]:
    if build.queue is None:
        return []
    name = "jenkins.metrics.impl.TimeInQueueAction"
    waited = build.queue + (build.queue // 4 if build.checkouts else 0)
    return [{"_class": name, "queuingDurationMillis": build.queue, "queuingTimeMillis": waited}]


def _tests(build: Build) -> list[dict[str, Any]]:
    if build.tests is None:
        return []
    counts = build.tests
    return [
        {
            "_class": "hudson.tasks.junit.TestResultAction",
            "failCount": counts.failed,
            "skipCount": counts.skipped,
            "totalCount": counts.total,
            "urlName": "testReport",
        }
    ]
