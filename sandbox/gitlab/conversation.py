"""The notes below merge requests and issues, as GitLab would have written or kept them.

Belongs here: from reviews, timeline and pushes to notes and approvals. Does not belong here: the
merge requests themselves (`changes`).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from sandbox.gitlab.entities import GHOST, Approval, Note
from sandbox.world import Account, Commit, Issue, PullRequest, Review, TimelineEvent

_SHORT_SHA = 8
_PLAIN = {
    "ReadyForReviewEvent": "marked this merge request as **ready**",
    "ConvertToDraftEvent": "marked this merge request as **draft**",
    "MergedEvent": "merged",
    "ReopenedEvent": "reopened",
    "ReviewDismissedEvent": "unapproved this merge request",
}
APPROVED = "approved this merge request"
_APPROVING = {"APPROVED", "DISMISSED"}


def username(account: Account) -> str:
    """The account's name on GitLab, which allows no brackets."""
    return account.login.replace("[bot]", "-bot")


def merge_request_notes(pull_request: PullRequest, path: str, iid: int) -> list[Note]:
    """All notes below a merge request, in order of time."""
    notes = [
        *_of_timeline(pull_request),
        *_of_pushes(pull_request, f"/{path}/-/merge_requests/{iid}"),
        *(note for review in pull_request.reviews for note in _of_review(review, pull_request)),
    ]
    return sorted(notes, key=lambda note: note.created_at)


def approvals(pull_request: PullRequest) -> list[Approval]:
    """The approvals that stand: the first of each reviewer that was not taken back."""
    standing: dict[str, Approval] = {}
    for review in pull_request.reviews:
        author = review.author or GHOST
        if review.state == "APPROVED":
            approval = Approval(user=author, approved_at=review.submitted_at)
            standing.setdefault(author.login, approval)
    return list(standing.values())


def issue_notes(issue: Issue) -> list[Note]:
    """All notes below an issue, in order of time."""
    author = issue.author or GHOST
    notes = [_system(author, "changed the description", issue.created_at)]
    if issue.closed_at is not None:
        said = Note(author=author, body="Done, see the change.", created_at=issue.closed_at)
        notes += [said, _system(author, "closed", issue.closed_at)]
    return notes


def _system(author: Account | None, body: str, at: datetime) -> Note:
    return Note(author=author or GHOST, body=body, created_at=at, is_system=True)


def _of_timeline(pull_request: PullRequest) -> Iterator[Note]:
    events = sorted(pull_request.timeline, key=lambda event: event.created_at)
    for event in events:
        if event.event_type in _PLAIN:
            yield _system(event.actor, _PLAIN[event.event_type], event.created_at)
        elif event.event_type == "ClosedEvent" and event.created_at != pull_request.merged_at:
            yield _system(event.actor, "closed", event.created_at)
        elif event.event_type == "ReviewRequestRemovedEvent" and event.requested_reviewer:
            named = f"@{username(event.requested_reviewer)}"
            yield _system(event.actor, f"removed review request for {named}", event.created_at)
    requests = [event for event in events if event.event_type == "ReviewRequestedEvent"]
    for (at, _), asked in groupby(requests, key=_moment):
        yield from _review_request(list(asked), at)


def _moment(event: TimelineEvent) -> tuple[datetime, str]:
    return event.created_at, event.actor.login if event.actor else ""


def _review_request(events: Sequence[TimelineEvent], at: datetime) -> Iterator[Note]:
    """One note for all reviewers asked at once; GitLab cannot ask a team."""
    names = [f"@{username(e.requested_reviewer)}" for e in events if e.requested_reviewer]
    if names:
        yield _system(events[0].actor, f"requested review from {_sentence(names)}", at)


def _sentence(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])}{',' if len(names) > 2 else ''} and {names[-1]}"  # noqa: PLR2004


def _of_pushes(pull_request: PullRequest, address: str) -> Iterator[Note]:
    """A note for each push after the merge request was opened."""
    later = [c for c in pull_request.commits if c.first_seen_at > pull_request.created_at]
    later.sort(key=lambda commit: commit.first_seen_at)
    for at, pushed in groupby(later, key=lambda commit: commit.first_seen_at):
        yield _system(pull_request.author, _added(list(pushed), address), at)


def _added(commits: Sequence[Commit], address: str) -> str:
    count = f"{len(commits)} commit{'' if len(commits) == 1 else 's'}"
    items = "".join(
        f"<li>{commit.sha[:_SHORT_SHA]} - {commit.message.partition(chr(10))[0]}</li>"
        for commit in commits
    )
    before = commits[0].parents[0] if commits[0].parents else "0" * 40
    link = f"[Compare with previous version]({address}/diffs?start_sha={before})"
    return f"added {count}\n\n<ul>{items}</ul>\n\n{link}"


def _of_review(review: Review, pull_request: PullRequest) -> Iterator[Note]:
    author, at = review.author or GHOST, review.submitted_at
    if review.state in _APPROVING:
        yield _system(author, APPROVED, at)
    if review.state == "CHANGES_REQUESTED":
        yield _system(author, "requested changes", at)
    if review.body:
        yield Note(author=author, body=review.body, created_at=at)
    for number, path in enumerate(_commented(review, pull_request)):
        yield Note(
            author=author,
            body=f"Could this be simpler? ({number + 1})",
            created_at=at,
            kind="DiffNote",
            path=path,
            resolved_at=pull_request.merged_at,
            resolved_by=pull_request.author if pull_request.merged_at else None,
        )


def _commented(review: Review, pull_request: PullRequest) -> Iterable[str]:
    paths = [file.path for file in pull_request.files] or ["README.md"]
    return (paths[number % len(paths)] for number in range(review.comment_count))
