"""What changes do to the code, worked by hand."""

from datetime import timedelta
from typing import Any

from tests.reference.context import Context, Raw
from tests.reference.examples import JUNE, at, truth
from tests.reference.families import code
from tests.reference.families.code import hotspots
from tests.reference.families.code_owners import changes, numbers, owner_of_change
from tests.reference.items import Item


def commit(sha: str, committed: str, *files: dict[str, Any], **given: Any) -> dict[str, Any]:
    """A commit of the default branch and its files."""
    row = {"is_on_default_branch": True, "is_merge": False, "commit_sha": sha, **given}
    return {"row": row | {"committed_at": at(committed).isoformat()}, "files": files}


def file(path: str, additions: int, deletions: int, **given: Any) -> dict[str, Any]:
    """A text file that somebody wrote."""
    plain = {"file_type": "file", "is_binary": False, "is_generated": False, "is_vendored": False}
    counts = {"additions": additions, "deletions": deletions, "old_path": None}
    return {"path": path, **plain, **counts, **given}


def context(*commits: dict[str, Any]) -> Context:
    """What a family reads of these commits on the last day of June."""
    keys = [(f"harbour/checkout:{each['row']['commit_sha']}", each) for each in commits]
    tool = {
        "commits": {key: each["row"] for key, each in keys},
        "file_changes": {
            f"{key}:{one['path']}": one for key, each in keys for one in each["files"]
        },
    }
    return Context(Raw(truth("06-30 12:00"), {"git": tool}))


def placed(found: Context, metric_id: str) -> list[Item]:
    code.place(found)
    return found.placing.placed.get((metric_id, "atlas", JUNE), [])


def test_the_next_change_rewrites_what_was_written_within_three_weeks() -> None:
    written = commit("a", "06-01 10:00", file("x.py", 10, 0), file("y.py", 4, 0))
    soon = commit("b", "06-03 10:00", file("x.py", 5, 6))
    renamed = commit("c", "06-24 10:00", file("lib/x.py", 2, 9, old_path="x.py"))
    late = commit("d", "06-22 10:01", file("y.py", 1, 3))
    items = placed(context(written, soon, renamed, late), "rewritten_line_share")
    # The two last ones are younger than three weeks.
    assert [(item.numerator, item.denominator) for item in items] == [(6.0, 14.0), (5.0, 5.0)]


def test_only_written_files_of_the_default_branch_are_changes() -> None:
    generated = commit("a", "06-01 10:00", file("package-lock.json", 900, 0))
    vendored = commit("b", "06-01 10:00", file("vendor/x.py", 9, 0, is_vendored=True))
    branch = commit("c", "06-01 10:00", file("x.py", 9, 0), is_on_default_branch=False)
    merge = commit("d", "06-01 10:00", file("x.py", 9, 0), is_merge=True)
    later = commit("e", "07-01 10:00", file("x.py", 9, 0))
    assert changes(context(generated, vendored, branch, merge, later)) == []


def test_a_change_belongs_to_the_service_with_most_lines() -> None:
    found = context(commit("a", "06-01 10:00", file("x.py", 2, 0), file("search/y.py", 3, 0)))
    (change,) = changes(found)
    assert owner_of_change(found, change) == "atlas"
    assert change.committed_at - at("06-01 10:00") == timedelta()


def test_ranges_of_lines() -> None:
    assert numbers("1-3,9") == {1, 2, 3, 9}
    assert numbers(None) == frozenset()


def test_hotspots_are_the_tenth_with_most_churn_times_complexity() -> None:
    touched = {(5, f"{n:02}.py"): {f"sha-{n}"} for n in range(25)} | {(6, "24.py"): {"a", "b"}}
    sizes = {f"{n:02}.py": 10 for n in range(25)} | {"07.py": 11, "99.py": 500}
    # 25 files: two hotspots; a tie goes by path, and the month's own churn does not count.
    assert hotspots(touched, 6, sizes) == {"07.py", "00.py"}
    assert hotspots(touched, 18, sizes) == {"24.py"}
    assert hotspots(touched, 5, sizes) == set()
