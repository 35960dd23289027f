"""What is read of each kind of record: the GraphQL fragments that documents are built from.

Belongs here: fragments. Does not belong here: documents (``queries.py``), or reading answers.

Sizes: a page of pull requests costs one point per hundred connections below it, so the two
connections that have connections of their own (reviews, commits) are read ``$nestedCount`` at a
time, and what lies beyond is fetched by a follow-up for the few that have more. An alias for the
state of an issue keeps it apart from that of a pull request where both can stand in one list.
"""

from __future__ import annotations

REPOSITORY_FIELDS = """
fragment RepositoryFields on Repository {
  id nameWithOwner isArchived isFork createdAt updatedAt pushedAt
  defaultBranchRef { name }
}
"""

ACTOR_FIELDS = """
fragment ActorFields on Actor { __typename login }
"""

REVIEW_FIELDS = """
fragment ReviewFields on PullRequestReview {
  id state submittedAt body
  author { ...ActorFields }
  commit { oid }
  comments(first: 1) { totalCount }
}
"""

PULL_REQUEST_COMMIT_FIELDS = """
fragment PullRequestCommitFields on PullRequestCommit {
  commit {
    oid authoredDate committedDate additions deletions
    author { user { login } }
    parents(first: 1) { totalCount }
  }
}
"""

TIMELINE_FIELDS = """
fragment TimelineFields on PullRequestTimelineItems {
  __typename
  ... on ReadyForReviewEvent { id createdAt actor { ...ActorFields } }
  ... on ConvertToDraftEvent { id createdAt actor { ...ActorFields } }
  ... on HeadRefForcePushedEvent {
    id createdAt actor { ...ActorFields } beforeCommit { oid } afterCommit { oid }
  }
  ... on ReviewRequestedEvent {
    id createdAt actor { ...ActorFields } requestedReviewer { ...ReviewerFields }
  }
  ... on ReviewRequestRemovedEvent {
    id createdAt actor { ...ActorFields } requestedReviewer { ...ReviewerFields }
  }
  ... on ReviewDismissedEvent {
    id createdAt actor { ...ActorFields } review { id author { ...ActorFields } }
  }
  ... on ClosedEvent { id createdAt actor { ...ActorFields } }
  ... on ReopenedEvent { id createdAt actor { ...ActorFields } }
  ... on MergedEvent { id createdAt actor { ...ActorFields } commit { oid } }
}
fragment ReviewerFields on RequestedReviewer {
  __typename
  ... on User { login }
  ... on Bot { login }
  ... on Mannequin { login }
  ... on Team { slug }
}
"""

TIMELINE_TYPES = """[
  READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT, HEAD_REF_FORCE_PUSHED_EVENT,
  REVIEW_REQUESTED_EVENT, REVIEW_REQUEST_REMOVED_EVENT, REVIEW_DISMISSED_EVENT,
  CLOSED_EVENT, REOPENED_EVENT, MERGED_EVENT
]"""

PULL_REQUEST_FIELDS = """
fragment PullRequestFields on PullRequest {
  id number title body state isDraft createdAt updatedAt closedAt mergedAt
  author { ...ActorFields }
  mergedBy { ...ActorFields }
  mergeCommit { oid }
  baseRefName headRefName headRefOid
  headRepository { nameWithOwner }
  additions deletions changedFiles
  labels(first: $nestedCount) { pageInfo { hasNextPage } nodes { name } }
  reviews(first: $nestedCount) {
    totalCount pageInfo { hasNextPage endCursor } nodes { ...ReviewFields }
  }
  commits(first: $nestedCount) {
    totalCount pageInfo { hasNextPage endCursor } nodes { ...PullRequestCommitFields }
  }
  timelineItems(first: 100, itemTypes: TIMELINE_TYPES) {
    totalCount pageInfo { hasNextPage endCursor } nodes { ...TimelineFields }
  }
  files(first: 100) {
    totalCount pageInfo { hasNextPage endCursor } nodes { path additions deletions changeType }
  }
}
""".replace("TIMELINE_TYPES", TIMELINE_TYPES)

ISSUE_FIELDS = """
fragment IssueFields on Issue {
  id number issueState: state stateReason createdAt updatedAt closedAt
  author { ...ActorFields }
  labels(first: $nestedCount) { pageInfo { hasNextPage } nodes { name } }
}
"""

RELEASE_FIELDS = """
fragment ReleaseFields on Release {
  id tagName isDraft isPrerelease createdAt publishedAt
  tagCommit { oid }
}
"""

DEPLOYMENT_FIELDS = """
fragment DeploymentFields on Deployment {
  id environment commitOid task createdAt updatedAt
  ref { name }
  creator { ...ActorFields }
  statuses(first: $nestedCount) {
    totalCount pageInfo { hasNextPage endCursor } nodes { ...StatusFields }
  }
}
fragment StatusFields on DeploymentStatus {
  id state createdAt creator { ...ActorFields }
}
"""

COMMIT_FIELDS = """
fragment CommitFields on Commit {
  id oid message authoredDate committedDate additions deletions
  author { user { login } }
  parents(first: 10) { nodes { oid } }
  associatedPullRequests(first: 5) {
    nodes { number merged mergeCommit { oid } baseRepository { nameWithOwner } }
  }
}
"""

RECORD_FRAGMENTS = "".join(
    (
        ACTOR_FIELDS,
        REVIEW_FIELDS,
        PULL_REQUEST_COMMIT_FIELDS,
        TIMELINE_FIELDS,
        PULL_REQUEST_FIELDS,
        ISSUE_FIELDS,
        RELEASE_FIELDS,
        DEPLOYMENT_FIELDS,
        COMMIT_FIELDS,
    )
)
