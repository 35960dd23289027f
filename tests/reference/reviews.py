"""How soon and how reliably requested reviews come.

Belongs here: `review_response` and `review_reliability`. Does not belong here: how review load is
spread (`workload.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tests.reference.calendar import working_hours
from tests.reference.identity import Actor, Identities
from tests.reference.items import NOBODY, Item, Placing
from tests.reference.organisation import Organisation
from tests.reference.pull_request_history import closed_after, was_draft, was_open
from tests.reference.records import PullRequest, Review, TimelineEvent, Truth
from tests.reference.statistics import Span

PROMISED_HOURS = 8.0
WORDS_THAT_SAY_SOMETHING = 20


@dataclass(frozen=True)
class Request:
    """A review somebody or a team was asked for, from when it could be given.

    `person` is `None` for a team's request. `withdrawn_at` is when it was taken back or the pull
    request was closed, `answered_at` when the review came.
    """

    key: str
    team_id: str
    person: Actor | None
    zone: str
    start: datetime
    withdrawn_at: datetime | None
    answered_at: datetime | None
    answered_by: Actor | None


def is_substantive(review: Review) -> bool:
    """A verdict, or a comment that says something."""
    if review.state in ("APPROVED", "CHANGES_REQUESTED"):
        return True
    says_something = review.comment_count >= 1 or len(review.body) >= WORDS_THAT_SAY_SOMETHING
    return review.state == "COMMENTED" and says_something


def starts_at(change: PullRequest, requested_at: datetime) -> datetime | None:
    """When a requested review could begin: at once, or when the draft became ready."""
    if not was_open(change, requested_at):
        return None
    start: datetime | None = requested_at
    if was_draft(change, requested_at):
        start = min(
            (
                event.created_at
                for event in change.timeline
                if event.event_type == "ReadyForReviewEvent" and event.created_at > requested_at
            ),
            default=None,
        )
    return start if start and was_open(change, start) else None


def removed_at(change: PullRequest, request: TimelineEvent) -> datetime | None:
    """When a request was taken back."""
    return min(
        (
            event.created_at
            for event in change.timeline
            if event.event_type == "ReviewRequestRemovedEvent"
            and event.requested_reviewer == request.requested_reviewer
            and event.requested_team_slug == request.requested_team_slug
            and event.created_at >= request.created_at
        ),
        default=None,
    )


class Requests:
    """The review requests of a truth."""

    def __init__(self, truth: Truth, organisation: Organisation, identities: Identities) -> None:
        self._truth = truth
        self._organisation = organisation
        self._identities = identities

    def __iter__(self) -> Iterator[Request]:
        for repository in self._truth.repositories:
            for change in repository.pull_requests:
                for event in change.timeline:
                    if event.event_type == "ReviewRequestedEvent":
                        yield from self._request(change, event)

    def _addressee(
        self, event: TimelineEvent, start: datetime
    ) -> tuple[str, str, Actor | None] | None:
        """Team, zone and person (for a person's request) a request goes to, if they are known."""
        if event.requested_team_slug:
            team_id = self._organisation.team_of_slug(event.requested_team_slug)
            if team_id is None:
                return None
            return team_id, self._organisation.zone(team_id, start.date()), None
        person = self._identities.actor(event.requested_reviewer)
        membership = self._identities.membership(person.person_id, start)
        if not person.is_human or membership is None:
            return None
        return membership.team_id, membership.time_zone, person

    def _request(self, change: PullRequest, event: TimelineEvent) -> Iterator[Request]:
        start = starts_at(change, event.created_at)
        addressee = self._addressee(event, start) if start else None
        if start is None or addressee is None:
            return
        team_id, zone, person = addressee
        ends = [end for end in (removed_at(change, event), closed_after(change, start)) if end]
        withdrawn_at = min(ends, default=None)
        if withdrawn_at and withdrawn_at <= start:
            return
        answer = self._answer(change, person, (start, withdrawn_at))
        yield Request(
            key=event.node_id,
            team_id=team_id,
            person=person,
            zone=zone,
            start=start,
            withdrawn_at=withdrawn_at,
            answered_at=answer.submitted_at if answer else None,
            answered_by=self._identities.actor(answer.author) if answer else None,
        )

    def _answer(
        self,
        change: PullRequest,
        person: Actor | None,
        within: tuple[datetime, datetime | None],
    ) -> Review | None:
        start, end = within
        answers = [
            review
            for review in change.reviews
            if is_substantive(review)
            and start <= review.submitted_at
            and (end is None or review.submitted_at <= end)
            and self._may_answer(change, review, person)
        ]
        return min(answers, key=lambda review: review.submitted_at, default=None)

    def _may_answer(self, change: PullRequest, review: Review, person: Actor | None) -> bool:
        """The person who was asked; where a team was, any human but the author."""
        reviewer = self._identities.actor(review.author)
        if not reviewer.is_human or reviewer.key == self._identities.actor(change.author).key:
            return False
        return person is None or reviewer.key == person.key


def place_reviews(
    truth: Truth, organisation: Organisation, identities: Identities, placing: Placing
) -> None:
    """Working hours to the answer, and whether it came within the promised ones."""
    for request in Requests(truth, organisation, identities):
        ended = request.answered_at or min(request.withdrawn_at or truth.as_of, truth.as_of)
        is_holiday = organisation.is_holiday(request.team_id)
        hours = working_hours(request.start, ended, request.zone, is_holiday)
        is_answered = request.answered_at is not None
        addressees = [each for each in (request.person or request.answered_by,) if each]
        people = identities.people(*addressees) if addressees else NOBODY
        span = Span(hours, is_observed=is_answered)
        placing.add(
            "review_response",
            request.team_id,
            request.start,
            Item(key=request.key, people=people, span=span),
        )
        if is_answered or hours >= PROMISED_HOURS:
            is_kept = is_answered and hours <= PROMISED_HOURS
            placing.add(
                "review_reliability",
                request.team_id,
                request.start,
                Item(key=request.key, people=people, numerator=float(is_kept), denominator=1.0),
            )
