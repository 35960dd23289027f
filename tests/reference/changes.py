"""Merged changes.

Belongs here: `merged_changes`. Does not belong here: how long they took (`lead_time.py`).
"""

import re

from tests.reference.identity import Identities
from tests.reference.items import Item, Placing
from tests.reference.organisation import Organisation
from tests.reference.ownership import Ownership
from tests.reference.records import PullRequest, Truth

LEAST_LINES = 10


def changed_lines(change: PullRequest, generated: list[re.Pattern[str]]) -> int:
    """Lines a pull request changes in files nobody generated."""
    return sum(
        file.lines
        for file in change.files
        if not any(pattern.search(file.path) for pattern in generated)
    )


def place_merged_changes(
    truth: Truth,
    organisation: Organisation,
    ownership: Ownership,
    identities: Identities,
    placing: Placing,
) -> None:
    """Merged pull requests of humans that change something; one a day and author counts."""
    generated = [re.compile(pattern) for pattern in organisation.document["generated_paths"]]
    for repository in truth.repositories:
        for change in repository.pull_requests:
            author = identities.actor(change.author)
            if change.merged_at is None or not author.is_human:
                continue
            service = ownership.of_change(repository.full_name, change)
            team_id = ownership.owner(service, change.merged_at)
            if team_id and changed_lines(change, generated) >= LEAST_LINES:
                item = Item(
                    key=change.node_id,
                    people=identities.people(author),
                    counted=(author.key, organisation.local_day(team_id, change.merged_at)),
                )
                placing.add("merged_changes", team_id, change.merged_at, item)
