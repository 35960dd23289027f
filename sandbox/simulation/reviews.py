"""How a change is reviewed: requests, answers, rounds.

Belongs here: everything between ready for review and the last word on the change. Does not
belong here: merging and closing (`sandbox.simulation.outcomes`).
"""

from sandbox.simulation import content
from sandbox.simulation.branch import Work, add_commit
from sandbox.simulation.drafts import EventDraft, ReviewDraft
from sandbox.simulation.people import Person
from sandbox.simulation.randomness import chance, pick
from sandbox.simulation.working_time import MINUTE

_MOST_ROUNDS = 4
_APPROVAL_GAIN_PER_ROUND = 0.2
_CHANGES_REQUESTED_SHARE = 0.5
_WITHOUT_SUBSTANCE_SHARE = 0.25
_SECOND_APPROVAL_SHARE = 0.7
_EARLY_REQUEST_SHARE = 0.12
_ASK_AGAIN_HOURS = 9.0
_WITHDRAWAL_HOURS = 3.0
_SHORTEST_INSTANT_SECONDS = 15
_LONGEST_INSTANT_SECONDS = 110


def review(work: Work, ready: int) -> tuple[int, Person] | None:
    """Ask for reviews and play the rounds; returns when and by whom it was approved last.

    `None` means nobody is there who could review.
    """
    candidates = _candidates(work, ready)
    if not candidates:
        return None
    _machine_review(work)
    asked = _partner(work, candidates, ready) or _choose(work, candidates)
    at = ready + work.minutes(4)
    if chance(work.draw, work.behaviour.instant_approval_share):
        return _instant_approval(work, asked[0], at)
    asked, at = _ask(work, asked, candidates, at)
    for number in range(_MOST_ROUNDS):
        answered = _answers(work, asked, at, number)
        if answered is None:
            asked = [pick(work.draw, candidates)]
            at = _request(work, asked, work.clock.advance(at, _ASK_AGAIN_HOURS))
            continue
        when, who, is_approved = answered
        if is_approved:
            return _dismissal(work, when, who)
        _self_comment(work, when)
        pushed = add_commit(work, when)
        asked = [who]
        at = _request(work, asked, pushed + work.minutes(5))
    return _approve(work, asked[0], at)


def _candidates(work: Work, ready: int) -> list[Person]:
    author = work.change.author
    members = work.setting.members(work.owner, ready)
    return [person for person in members if author is None or author not in person.accounts]


def _partner(work: Work, candidates: list[Person], ready: int) -> list[Person]:
    """The one with whom the author trades approvals, if they do; pairs follow the roster's order.

    Where nobody trades no chance is drawn, and other worlds stay as they are.
    """
    share = work.behaviour.traded_approval_share
    if not share or not chance(work.draw, share):
        return []
    members = work.setting.members(work.owner, ready)
    pairs = list(zip(members[::2], members[1::2], strict=False))
    for one, other in pairs:
        if one not in candidates:
            return [other]
        if other not in candidates:
            return [one]
    return []


def _choose(work: Work, candidates: list[Person]) -> list[Person]:
    weights = [person.review_appetite * person.fte for person in candidates]
    first = pick(work.draw, candidates, weights)
    if not chance(work.draw, work.setting.scenario.quirks.second_reviewer_share):
        return [first]
    second = pick(work.draw, candidates, weights)
    return [first] if second is first else [first, second]


def _ask(
    work: Work, asked: list[Person], candidates: list[Person], at: int
) -> tuple[list[Person], int]:
    """The first requests: to people, to the team, or to nobody in particular."""
    quirks = work.setting.scenario.quirks
    if chance(work.draw, quirks.unrequested_share):
        return asked, at
    if chance(work.draw, quirks.team_request_share):
        work.change.events.append(
            EventDraft("ReviewRequestedEvent", at, work.change.author, team_slug=work.owner)
        )
        return asked[:1], at
    if work.change.is_draft and chance(work.draw, _EARLY_REQUEST_SHARE):
        _request(work, asked, work.change.created + work.minutes(2))
    else:
        _request(work, asked, at)
    if chance(work.draw, work.behaviour.withdrawn_request_share):
        return _withdraw(work, asked, candidates, at)
    return asked, at


def _request(work: Work, asked: list[Person], at: int) -> int:
    for person in asked:
        work.change.events.append(
            EventDraft("ReviewRequestedEvent", at, work.change.author, reviewer=person.account)
        )
    return at


def _withdraw(
    work: Work, asked: list[Person], candidates: list[Person], at: int
) -> tuple[list[Person], int]:
    """Take the first request back before its answer and ask somebody else, if there is one."""
    others = [person for person in candidates if person not in asked] or candidates
    removed = work.clock.advance(at, work.hours(_WITHDRAWAL_HOURS)) + MINUTE
    work.change.events.append(
        EventDraft(
            "ReviewRequestRemovedEvent", removed, work.change.author, reviewer=asked[0].account
        )
    )
    replacement = [pick(work.draw, others)]
    return replacement, _request(work, replacement, removed + MINUTE)


def _answers(
    work: Work, asked: list[Person], at: int, number: int
) -> tuple[int, Person, bool] | None:
    """What the asked people answer; the earliest answer decides, the others may differ."""
    answers = [
        (person.clock.advance(at, work.hours(work.behaviour.pickup_hours)) + MINUTE, index, person)
        for index, person in enumerate(asked)
        if not chance(work.draw, work.behaviour.silent_reviewer_share)
    ]
    if not answers:
        return None
    answers.sort(key=lambda answer: answer[:2])
    share = work.behaviour.first_approval_share + number * _APPROVAL_GAIN_PER_ROUND
    when, _, who = answers[0]
    is_approved = _answer(work, who, when, share)
    for later, _, person in answers[1:]:
        _answer(work, person, later, _SECOND_APPROVAL_SHARE)
    return when, who, is_approved


def _answer(work: Work, person: Person, at: int, approval_share: float) -> bool:
    draw = work.draw
    if chance(draw, approval_share):
        words = _words(work) if chance(draw, 0.3) else ""
        _submit(work, person, at, "APPROVED", words)
        return True
    if chance(draw, _CHANGES_REQUESTED_SHARE):
        _submit(work, person, at, "CHANGES_REQUESTED", _words(work))
    elif chance(draw, _WITHOUT_SUBSTANCE_SHARE):
        _submit(work, person, at, "COMMENTED", content.short_comment(draw), 0)
    else:
        _submit(work, person, at, "COMMENTED", "", 1 + int(draw.poisson(1.5)))
    return False


def _words(work: Work) -> str:
    """What is written over a review; a team of few words draws once more, any other does not."""
    share = work.behaviour.short_comment_share
    if share and chance(work.draw, share):
        return content.short_comment(work.draw)
    return content.comment(work.draw)


def _submit(
    work: Work, person: Person, at: int, state: str, body: str, comments: int | None = None
) -> ReviewDraft:
    ghost = chance(work.draw, work.setting.scenario.quirks.ghost_author_share)
    review_draft = ReviewDraft(
        at=at,
        author=None if ghost else person.account,
        state=state,
        body=body,
        comment_count=int(work.draw.poisson(work.behaviour.line_comments))
        if comments is None
        else comments,
        commit_sha=work.head,
    )
    work.change.reviews.append(review_draft)
    return review_draft


def _approve(work: Work, person: Person, at: int) -> tuple[int, Person]:
    when = person.clock.advance(at, work.hours(work.behaviour.pickup_hours)) + MINUTE
    _submit(work, person, when, "APPROVED", "")
    return when, person


def _instant_approval(work: Work, person: Person, at: int) -> tuple[int, Person]:
    """Asked and approved within two minutes, without a word."""
    _request(work, [person], at)
    seconds = int(work.draw.integers(_SHORTEST_INSTANT_SECONDS, _LONGEST_INSTANT_SECONDS))
    _submit(work, person, at + seconds, "APPROVED", "", 0)
    return at + seconds, person


def _dismissal(work: Work, when: int, who: Person) -> tuple[int, Person]:
    """Sometimes a late push makes an approval stale, and it is asked for anew."""
    if not chance(work.draw, work.setting.scenario.quirks.dismissed_share):
        return when, who
    pushed = add_commit(work, when)
    for given in work.change.reviews:
        if given.at == when:
            given.dismissed = pushed + 2
    work.change.events.append(EventDraft("ReviewDismissedEvent", pushed + 2, work.change.author))
    return _approve(work, who, _request(work, [who], pushed + MINUTE))


def _machine_review(work: Work) -> None:
    """A linter comments minutes after the opening."""
    if chance(work.draw, work.setting.scenario.quirks.bot_review_share):
        work.change.reviews.append(
            ReviewDraft(
                at=work.change.created + work.minutes(3),
                author=work.setting.actors.lint_bot,
                state="COMMENTED",
                body="Two findings in the changed lines, see the inline comments.",
                comment_count=2,
                commit_sha=work.head,
            )
        )


def _self_comment(work: Work, after: int) -> None:
    """The author answers in a review of their own, which is no review by somebody else."""
    if chance(work.draw, work.setting.scenario.quirks.self_comment_share):
        work.change.reviews.append(
            ReviewDraft(
                at=after + work.minutes(15),
                author=work.change.author,
                state="COMMENTED",
                body=content.comment(work.draw),
                comment_count=1,
                commit_sha=work.head,
            )
        )
