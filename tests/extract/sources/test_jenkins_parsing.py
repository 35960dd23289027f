"""Single jobs, builds, settings and ranges."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from extract.core.errors import RecordError, SettingsError
from extract.sources.jenkins.builds import ProjectReader
from extract.sources.jenkins.listing import Item, LastBuild
from extract.sources.jenkins.parsing import (
    build_row,
    kind_of,
    repository_of,
    without_addresses,
)
from extract.sources.jenkins.settings import JenkinsSettings
from extract.sources.jenkins.state import JobState, ProjectState

BEGUN = 1_780_272_000_000
GIT = "hudson.plugins.git.util.BuildData"


def checkout(remote: str, branch: str, sha: str) -> dict[str, Any]:
    revision = {"SHA1": sha, "branch": [{"name": branch}]}
    return {"_class": GIT, "lastBuiltRevision": revision, "remoteUrls": [remote]}


def build(**changes: Any) -> dict[str, Any]:
    raw: dict[str, Any] = {
        "number": 7,
        "timestamp": BEGUN,
        "building": False,
        "result": "SUCCESS",
        "duration": 1500,
        "actions": [],
    }
    return raw | changes


def row(branch: str | None = "main", job: str = "atlas/checkout/main", **changes: Any) -> Any:
    return build_row(without_addresses(build(**changes)), job, "atlas/checkout", branch)


def test_times_are_the_controllers_to_the_millisecond() -> None:
    found = row(timestamp=BEGUN + 1, actions=[{"queuingDurationMillis": 2}])
    assert found["started_at"].isoformat() == "2026-06-01T00:00:00.001000"
    assert found["enqueued_at"].isoformat() == "2026-05-31T23:59:59.999000"
    assert found["completed_at"].isoformat() == "2026-06-01T00:00:01.501000"
    assert found["build_id"] == f"atlas/checkout/main#7@{BEGUN + 1}"


def test_what_a_running_build_says_of_its_end_is_left_out() -> None:
    found = row(building=True, result="UNSTABLE", duration=0)
    assert (found["result"], found["completed_at"], found["duration_milliseconds"]) == (
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("actions", "branch", "sha"),
    [
        ([checkout("https://git.example/o/checkout.git", "main", "a")], "main", "a"),
        (
            [checkout("https://git.example/o/lib", "v2", "b"), checkout("x", "main", "a")],
            "main",
            "a",
        ),
        (
            [
                checkout("https://git.example/o/lib", "main", "b"),
                checkout("git@git.example:o/checkout.git", "refs/remotes/origin/main", "a"),
            ],
            "main",
            "a",
        ),
        ([checkout("o/x", "main", "b"), checkout("o/y", "main", "a")], None, None),
        ([checkout("o/x", "main", "a"), checkout("o/x", "main", "a")], None, "a"),
        ([], "main", None),
    ],
)
def test_the_commit_is_that_of_the_jobs_own_branch(
    actions: list[Any], branch: str | None, sha: str | None
) -> None:
    found = row(branch, actions=actions)
    assert (found["commit_sha"], found["revision_count"]) == (sha, len(actions))


def test_a_verdict_may_be_null_but_not_absent() -> None:
    assert row(result=None)["result"] is None
    raw = build()
    del raw["result"]
    with pytest.raises(RecordError, match="result: expected a verdict or null"):
        build_row(raw, "job", "job", None)


def test_counts_of_several_publishers_add_up() -> None:
    counts = {"totalCount": 5, "failCount": 1, "skipCount": 0}
    found = row(actions=[counts, {}, counts])
    assert (found["test_count"], found["failed_test_count"], found["skipped_test_count"]) == (
        10,
        2,
        0,
    )
    assert row()["test_count"] is None


@pytest.mark.parametrize(
    ("remote", "path"),
    [
        ("https://user:secret@git.example/owner/name.git", "owner/name"),
        ("ssh://git@git.example:2222/owner/name.git", "owner/name"),
        ("git@git.example:owner/name.git", "owner/name"),
        ("https://git.example/scm/project/name/", "scm/project/name"),
        ("https://[broken", None),
    ],
)
def test_of_an_address_only_the_path_is_kept(remote: str, path: str | None) -> None:
    assert repository_of(remote) == path
    raw = without_addresses(build(actions=[checkout(remote, "main", "a")]))
    assert "secret" not in str(raw)
    assert row(actions=[checkout(remote, "main", "a")])["repository"] == path


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": None}, "number: expected a whole number, found nothing"),
        ({"timestamp": "soon"}, "timestamp: expected a whole number, found str"),
        ({"timestamp": 10**18}, "timestamp: expected an instant after 1970"),
        ({"duration": 10**18}, "timestamp: expected an instant after 1970"),
        ({"duration": None}, "duration: expected a whole number, found nothing"),
        ({"building": "no"}, "building: expected true or false, found str"),
        ({"actions": {}}, "actions: expected a list, found dict"),
        ({"actions": ["x"]}, "actions: expected an object, found str"),
        ({"actions": [{"causes": [3]}]}, "causes: expected an object, found int"),
        ({"result": 3}, "result: expected text, found int"),
    ],
)
def test_a_malformed_build_is_told_apart(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(RecordError) as told:
        row(**changes)
    assert str(told.value).startswith(said)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({"_class": "com.cloudbees.hudson.plugins.folder.Folder"}, "folder"),
        ({"_class": "jenkins.branch.OrganizationFolder"}, "folder"),
        ({"_class": "a.b.WorkflowMultiBranchProject"}, "multibranch"),
        ({"_class": "hudson.matrix.MatrixProject"}, "matrix"),
        ({"_class": "some.plugin.Group", "jobs": []}, "folder"),
        ({"_class": "some.plugin.Thing"}, "other"),
    ],
)
def test_kinds_follow_from_the_class(raw: dict[str, Any], kind: str) -> None:
    assert kind_of(raw, in_multibranch=False) == kind
    assert kind_of(raw, in_multibranch=True) == "branch"


class Controller:
    """Answers ranges of builds; between two answers retention takes some away."""

    def __init__(self, builds: list[dict[str, Any]], lost: int) -> None:
        self._builds = builds
        self._lost = lost

    def get(self, _: str, tree: str, **__: Any) -> dict[str, Any]:
        start, end = (int(part) for part in tree.rpartition("{")[2].rstrip("}").split(","))
        answer = {"allBuilds": self._builds[start:end]}
        self._builds, self._lost = self._builds[self._lost :], 0
        return answer


@pytest.mark.parametrize("lost", [0, 1, 40, 150])
def test_builds_that_move_up_while_reading_are_not_skipped(lost: int) -> None:
    builds = [build(number=n, timestamp=BEGUN + n) for n in range(350, 0, -1)]
    item = Item("job", "job", "pipeline", {}, LastBuild(350, BEGUN + 350))
    controller: Any = Controller(builds, lost)
    now = datetime(2026, 6, 8, tzinfo=UTC)
    reading = ProjectReader(controller, "job", [item], ProjectState(), now).read()
    found = {raw["number"] for _, raw in reading.builds}
    # What was deleted before it was read cannot be found; what is left has to be.
    assert found >= set(range(1, 351 - max(lost, 100)))
    assert found >= set(range(251, 351))
    assert reading.state.jobs == {"job": JobState(350, BEGUN + 350)}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"JENKINS_URL": ""}, "JENKINS_URL is not set"),
        ({"JENKINS_URL": "http://jenkins.example"}, "use https"),
        ({"JENKINS_USER": ""}, "JENKINS_USER is not set"),
        ({"JENKINS_USER": "a:b"}, "JENKINS_USER holds a colon"),
        ({"JENKINS_TOKEN": "two words"}, "JENKINS_TOKEN holds characters"),
        ({"JENKINS_FOLDERS": "https://jenkins.example/job/atlas"}, "expected full names"),
    ],
)
def test_bad_settings_are_named(changes: dict[str, str], said: str) -> None:
    variables = {
        "JENKINS_URL": "https://jenkins.example/ci/",
        "JENKINS_USER": "reader",
        "JENKINS_TOKEN": "secret-5f2c",
    }
    settings = JenkinsSettings.from_environment(variables | {"JENKINS_FOLDERS": "/a/b/, ,c"})
    assert (settings.url, settings.folders) == ("https://jenkins.example/ci", ("a/b", "c"))
    assert "secret-5f2c" not in repr(settings) + repr(settings.tool())
    with pytest.raises(SettingsError, match=said):
        JenkinsSettings.from_environment(variables | changes)
