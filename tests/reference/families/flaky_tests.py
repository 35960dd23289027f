"""Tests that say two things of one commit.

Belongs here: `flaky_rate`. Does not belong here: whole pipelines (`continuous_integration.py`).
"""

from collections import defaultdict
from datetime import datetime

from tests.reference.build_files import Result, junit_results
from tests.reference.catalogue import Rule
from tests.reference.context import Context
from tests.reference.families.code_owners import owners_of_repository
from tests.reference.items import Item

RULES = (Rule("flaky_rate", "ratio", 5, is_proportion=True, events=("junit",)),)

CommitKey = tuple[str, str]
TestKey = tuple[str, tuple[str, str, str, int]]
"""The folder of the job and the test's name."""


def place(context: Context) -> None:
    """Place every tested commit with all its tests."""
    by_commit: dict[CommitKey, dict[TestKey, list[Result]]] = defaultdict(lambda: defaultdict(list))
    first_ran: dict[tuple[str, TestKey], datetime] = {}
    for result in junit_results(context.raw.folder):
        if result.seen_at > context.as_of:
            continue
        test = (result.origin.job, result.test)
        by_commit[result.origin.repository, result.origin.commit][test].append(result)
        if "skipped" not in result.outcomes:
            key = (result.origin.repository, test)
            first_ran[key] = min(first_ran.get(key, result.seen_at), result.seen_at)
    for commit, tests in by_commit.items():
        _place_commit(context, commit, tests, first_ran)


def _place_commit(
    context: Context,
    commit: CommitKey,
    tests: dict[TestKey, list[Result]],
    first_ran: dict[tuple[str, TestKey], datetime],
) -> None:
    flaky = counted = 0
    seen = []
    for test, results in tests.items():
        said = frozenset[str]().union(*(result.outcomes for result in results)) - {"skipped"}
        seen_at = min(result.seen_at for result in results)
        ran_before = first_ran.get((commit[0], test), seen_at) < seen_at
        if said or ran_before:
            seen.append(seen_at)
            counted += 1
            flaky += len(said) != 1
    if counted:
        tested_at = min(seen)
        item = Item(key=commit, numerator=float(flaky), denominator=float(counted))
        for team_id in owners_of_repository(context, commit[0], tested_at):
            context.placing.add("flaky_rate", team_id, tested_at, item)
