"""How changes are reviewed, whom a team helps, and how many people know a component.

Belongs here: `review_coverage`, `review_depth`, `cross_team_support`, `knowledge_spread`. Does not
belong here: how soon reviews come (`tests.reference.reviews`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate

from tests.reference.calendar import Period, working_hours
from tests.reference.catalogue import Rule
from tests.reference.changes import changed_lines
from tests.reference.context import Context
from tests.reference.identity import Actor
from tests.reference.items import Item
from tests.reference.ownership import Service
from tests.reference.records import PullRequest, Repository, Review
from tests.reference.reviews import WORDS_THAT_SAY_SOMETHING, Requests, is_substantive
from tests.reference.sightings import first_seen

RULES = (
    Rule(
        "review_coverage",
        "ratio",
        20,
        is_behavioural=True,
        is_proportion=True,
    ),
    Rule(
        "review_depth",
        "ratio",
        20,
        is_behavioural=True,
        is_proportion=True,
    ),
    Rule(
        "cross_team_support",
        "ratio",
        20,
        team_types=frozenset({"platform", "developer_experience"}),
        grains=("month", "quarter"),
        is_behavioural=True,
        is_proportion=True,
    ),
    Rule(
        "knowledge_spread",
        "ratio",
        1,
        grains=("quarter",),
        is_behavioural=True,
    ),
)
LARGE = 100
OF_SUBSTANCE = 10
TWO_BUSINESS_DAYS = 16.0
YEAR = timedelta(days=365)
FAMILIAR = 3


def place(context: Context) -> None:
    """Place the items of the four metrics."""
    changes = list(merged(context))
    generated = [re.compile(each) for each in context.organisation.document["generated_paths"]]
    for repository, change in changes:
        _place_change(context, repository, change, changed_lines(change, generated))
    _place_support(context)
    Knowledge(
        context,
        [
            (repository, change)
            for repository, change in changes
            if changed_lines(change, generated) >= OF_SUBSTANCE
        ],
    ).place()


def merged(context: Context) -> Iterator[tuple[Repository, PullRequest]]:
    """The merged changes humans wrote."""
    for repository in context.truth.repositories:
        for change in repository.pull_requests:
            if change.merged_at and context.identities.actor(change.author).is_human:
                yield repository, change


def by_others(context: Context, change: PullRequest) -> Iterator[tuple[Review, Actor]]:
    """The reviews humans other than the author gave before the merge."""
    author = context.identities.actor(change.author)
    for review in change.reviews:
        reviewer = context.identities.actor(review.author)
        is_in_time = change.merged_at is not None and review.submitted_at <= change.merged_at
        if is_in_time and reviewer.is_human and reviewer.key != author.key:
            yield review, reviewer


def last_material_push(repository: Repository, change: PullRequest) -> datetime:
    """When the content last changed: the last commit of its own, or the last rewriting."""
    seen = first_seen(repository, change)
    moments = [seen[commit.sha] for commit in change.commits if len(commit.parents) <= 1]
    moments += [
        push.pushed_at
        for push in repository.pushes
        if push.ref == f"refs/heads/{change.head_branch}" and push.activity_type == "force_push"
    ]
    end = change.merged_at or change.created_at
    return max((moment for moment in moments if moment <= end), default=change.created_at)


def says_something(review: Review) -> bool:
    """Whether a review asks for a change or holds words."""
    if review.state == "DISMISSED":
        return False
    words = review.comment_count > 0 or len(review.body) >= WORDS_THAT_SAY_SOMETHING
    return words or review.state == "CHANGES_REQUESTED"


def _place_change(
    context: Context, repository: Repository, change: PullRequest, lines: int
) -> None:
    merged_at = change.merged_at
    if merged_at is None:
        return
    service = context.ownership.of_change(repository.full_name, change)
    team_id = context.ownership.owner(service, merged_at)
    reviews = [review for review, _ in by_others(context, change)]
    since = last_material_push(repository, change)
    shown = {
        "review_coverage": any(
            review.state == "APPROVED" and review.submitted_at >= since for review in reviews
        )
    }
    if lines > LARGE:
        shown["review_depth"] = any(says_something(review) for review in reviews)
    people = context.identities.people(context.identities.actor(change.author))
    for metric_id, is_good in shown.items():
        item = Item(change.node_id, people, numerator=float(is_good), denominator=1.0)
        context.placing.add(metric_id, team_id, merged_at, item)


def _place_support(context: Context) -> None:
    asked = {
        event.node_id: (repository, change)
        for repository in context.truth.repositories
        for change in repository.pull_requests
        for event in change.timeline
    }
    for request in Requests(context.truth, context.organisation, context.identities):
        repository, change = asked[request.key]
        service = context.ownership.of_change(repository.full_name, change)
        owner = context.ownership.owner(service, request.start)
        if request.answered_at is None or owner is None:
            continue
        is_holiday = context.organisation.is_holiday(request.team_id)
        hours = working_hours(request.start, request.answered_at, request.zone, is_holiday)
        is_support = owner != request.team_id and hours <= TWO_BUSINESS_DAYS
        people = [each for each in (request.person or request.answered_by,) if each]
        item = Item(
            request.key,
            context.identities.people(*people),
            numerator=float(is_support),
            denominator=1.0,
        )
        context.placing.add("cross_team_support", request.team_id, request.start, item)


class Knowledge:
    """Who has worked on which component."""

    def __init__(self, context: Context, changes: list[tuple[Repository, PullRequest]]) -> None:
        self._context = context
        self._work: dict[str, list[tuple[datetime, frozenset[Actor]]]] = defaultdict(list)
        for repository, change in changes:
            service = context.ownership.of_change(repository.full_name, change)
            if service and change.merged_at:
                hands = frozenset(self._hands(change))
                self._work[service.service_id].append((change.merged_at, hands))

    def _hands(self, change: PullRequest) -> Iterator[Actor]:
        actors = [self._context.identities.actor(change.author)]
        actors += [
            reviewer
            for review, reviewer in by_others(self._context, change)
            if is_substantive(review)
        ]
        return iter({actor.key: actor for actor in actors}.values())

    def place(self) -> None:
        """Place every component at the end of each quarter of each team that owned it."""
        for service in self._context.ownership.services:
            for team_id in {owner for owner, _, _ in service.owners}:
                for period in self._quarters(team_id):
                    self._place(service, team_id, period)

    def _quarters(self, team_id: str) -> Iterator[Period]:
        """The quarters of a team that have begun, since there is any work."""
        organisation, truth = self._context.organisation, self._context.truth
        first = min(
            (
                change.created_at
                for repository in truth.repositories
                for change in repository.pull_requests
            ),
            default=truth.as_of,
        )
        period = organisation.period(team_id, first, "quarter")
        while organisation.starts_at(team_id, period) < truth.as_of:
            yield period
            period = period.following

    def _place(self, service: Service, team_id: str, period: Period) -> None:
        end = min(self._context.organisation.ends_at(team_id, period), self._context.as_of)
        if self._context.ownership.owner(service, end) != team_id:
            return
        contributions: Counter[str] = Counter()
        people: set[str] = set()
        for merged_at, hands in self._work[service.service_id]:
            if end - YEAR <= merged_at < end:
                contributions.update(actor.key for actor in hands)
                people |= self._context.identities.people(*hands)
        factor = absence_factor(list(contributions.values()))
        if factor:
            item = Item(
                service.service_id,
                frozenset(people),
                numerator=float(factor > 1),
                denominator=1.0,
            )
            self._context.placing.add_at_end("knowledge_spread", team_id, period, item)


def absence_factor(contributions: list[int]) -> int:
    """How few of the familiar made half of what the familiar made; nought if nobody is."""
    familiar = sorted((each for each in contributions if each >= FAMILIAR), reverse=True)
    covered = list(accumulate(familiar))
    return next((place for place, sum_ in enumerate(covered, 1) if 2 * sum_ >= covered[-1]), 0)
