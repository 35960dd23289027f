"""What can be seen of a change at `as_of`.

Belongs here: leaving out everything later and turning drafts of changes into records. Does not
belong here: the other records of a repository (`sandbox.simulation.assembly`).
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime

from sandbox.entities.accounts import Account
from sandbox.entities.changes import Commit, PullRequest, Review, TimelineEvent
from sandbox.simulation.drafts import ChangeDraft, CommitDraft, EventDraft, ReviewDraft
from sandbox.simulation.randomness import DatabaseIds, node_id
from sandbox.simulation.working_time import instant_of


@dataclass(frozen=True, slots=True)
class Frame:
    """What is needed to make records: the cut, numbers by key, the default branch by time."""

    as_of: int
    repository: str
    ids: DatabaseIds
    numbers: dict[str, int]
    main_times: list[int]
    main_shas: list[str]

    def main_at(self, seconds: int) -> str | None:
        """The default branch's head at an instant."""
        index = bisect_right(self.main_times, seconds) - 1
        return self.main_shas[index] if index >= 0 else None


def commit(draft: CommitDraft, number: int | None) -> Commit:
    """The record of a commit."""
    return Commit(
        sha=draft.sha,
        authored_at=instant_of(draft.authored),
        committed_at=instant_of(draft.committed),
        first_seen_at=instant_of(draft.seen),
        author=draft.author,
        message=draft.message,
        author_name=draft.author_name,
        parents=draft.parents,
        additions=draft.additions,
        deletions=draft.deletions,
        changed_files=draft.changed_files,
        pull_request_number=number,
    )


def link_branch(frame: Frame, change: ChangeDraft) -> None:
    """Give a branch's commits their parents and their share of the change's lines."""
    for commits in (*(rewrite.before for rewrite in change.rewrites), tuple(change.commits)):
        base = frame.main_at(commits[0].committed)
        parents = [base, *(item.sha for item in commits[:-1])]
        for position, (item, parent) in enumerate(zip(commits, parents, strict=True)):
            item.parents = (parent,) if parent else ()
            _share_lines(item, change, position, len(commits))


def _share_lines(item: CommitDraft, change: ChangeDraft, position: int, count: int) -> None:
    """An even share of the lines; the first commit carries the remainder."""
    added = sum(file.additions for file in change.files)
    deleted = sum(file.deletions for file in change.files)
    item.additions = added // count + (added % count if position == 0 else 0)
    item.deletions = deleted // count + (deleted % count if position == 0 else 0)
    item.changed_files = min(len(change.files), 1 + len(change.files) // count)


def pull_request(frame: Frame, change: ChangeDraft) -> PullRequest:
    """The record of a change as it stands at the cut."""
    node = node_id("PR", frame.repository, change.key)
    merged = _until(change.merged, frame.as_of)
    events = _events(frame, change, node)
    commits = _visible_commits(change, frame.as_of)
    reviews = [
        _review(frame, review, position, node)
        for position, review in enumerate(sorted(change.reviews, key=lambda given: given.at))
        if review.at <= frame.as_of
    ]
    instants = [change.created, *(item.seen for item in commits), *_other_instants(change)]
    return PullRequest(
        node_id=node,
        database_id=frame.ids.of(node),
        number=frame.numbers[change.key],
        title=change.title,
        body=_body(frame, change),
        author=change.author,
        created_at=instant_of(change.created),
        updated_at=instant_of(max(at for at in instants if at <= frame.as_of)),
        is_draft=_is_draft(change, frame.as_of),
        closed_at=instant_of(merged) if merged else _closed_at(events),
        merged_at=instant_of(merged) if merged else None,
        merged_by=change.merged_by if merged else None,
        merge_commit_sha=change.merge_sha if merged else None,
        head_branch=change.branch,
        head_repository=change.head_repository,
        labels=tuple(sorted(change.labels)),
        is_later_part=change.is_later_part,
        commits=tuple(commit(item, frame.numbers[change.key]) for item in commits),
        files=change.files,
        reviews=tuple(reviews),
        timeline=tuple(events),
    )


def _until(seconds: int | None, as_of: int) -> int | None:
    return seconds if seconds is not None and seconds <= as_of else None


def _body(frame: Frame, change: ChangeDraft) -> str:
    if change.reverts is None:
        return change.body
    return f"Reverts {frame.repository}#{frame.numbers[change.reverts]}"


def _other_instants(change: ChangeDraft) -> list[int]:
    found = [event.at for event in change.events] + [given.at for given in change.reviews]
    found += [given.dismissed for given in change.reviews if given.dismissed is not None]
    return found + ([change.merged] if change.merged is not None else [])


def _visible_commits(change: ChangeDraft, as_of: int) -> list[CommitDraft]:
    """The branch at the cut: before a force push that is still to come, its old commits."""
    commits: tuple[CommitDraft, ...] = tuple(change.commits)
    for rewrite in reversed(change.rewrites):
        if rewrite.at > as_of:
            commits = rewrite.before
    return [item for item in commits if item.seen <= as_of]


def _is_draft(change: ChangeDraft, as_of: int) -> bool:
    """The state that the last visible event left; a change that began as a draft is one before."""
    is_draft = change.is_draft
    for event in sorted(change.events, key=lambda item: item.at):
        if event.at <= as_of and event.event_type == "ReadyForReviewEvent":
            is_draft = False
        if event.at <= as_of and event.event_type == "ConvertToDraftEvent":
            is_draft = True
    return is_draft


def _closed_at(events: list[TimelineEvent]) -> datetime | None:
    closed = None
    for event in events:
        if event.event_type == "ClosedEvent":
            closed = event.created_at
        elif event.event_type == "ReopenedEvent":
            closed = None
    return closed


def _review(frame: Frame, draft: ReviewDraft, position: int, parent: str) -> Review:
    node = node_id("PRR", parent, position)
    is_dismissed = draft.dismissed is not None and draft.dismissed <= frame.as_of
    return Review(
        node_id=node,
        database_id=frame.ids.of(node),
        author=draft.author,
        state="DISMISSED" if is_dismissed else draft.state,
        submitted_at=instant_of(draft.at),
        commit_sha=draft.commit_sha,
        body=draft.body,
        comment_count=draft.comment_count,
    )


def _events(frame: Frame, change: ChangeDraft, parent: str) -> list[TimelineEvent]:
    drafts = list(change.events)
    if change.merged is not None:
        actor: Account | None = change.merged_by
        drafts.append(EventDraft("MergedEvent", change.merged, actor, after=change.merge_sha))
        drafts.append(EventDraft("ClosedEvent", change.merged, actor))
    drafts.sort(key=lambda event: event.at)
    return [
        TimelineEvent(
            node_id=node_id("EV", parent, position),
            event_type=event.event_type,
            created_at=instant_of(event.at),
            actor=event.actor,
            requested_reviewer=event.reviewer,
            requested_team_slug=event.team_slug,
            before_sha=event.before,
            after_sha=event.after,
        )
        for position, event in enumerate(drafts)
        if event.at <= frame.as_of
    ]
