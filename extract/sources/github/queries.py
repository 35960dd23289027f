"""Every GraphQL document this source can send.

Belongs here: documents, all of them static text, so that a test can validate each one against
GitHub's published schema. Does not belong here: variables' values, or reading the answers.
"""

from __future__ import annotations

from extract.sources.github.fragments import (
    ACTOR_FIELDS,
    PULL_REQUEST_COMMIT_FIELDS,
    RECORD_FRAGMENTS,
    REPOSITORY_FIELDS,
    REVIEW_FIELDS,
    TIMELINE_FIELDS,
    TIMELINE_TYPES,
)

NESTED_COUNT = 30
"""Children read with their parent."""

NESTED_MAXIMUM = 100
"""Children read with their parent by a follow-up for those that have more."""

ORGANISATION = (
    """
query OrganisationLists(
  $login: String!,
  $repositories: Boolean!, $repositoryCount: Int!, $repositoriesAfter: String,
  $teams: Boolean!, $teamCount: Int!, $teamsAfter: String
) {
  organization(login: $login) {
    repositories(
      first: $repositoryCount, after: $repositoriesAfter, orderBy: {field: NAME, direction: ASC}
    ) @include(if: $repositories) {
      totalCount pageInfo { hasNextPage endCursor } nodes { ...RepositoryFields }
    }
    teams(
      first: $teamCount, after: $teamsAfter, orderBy: {field: NAME, direction: ASC}
    ) @include(if: $teams) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes {
        id slug parentTeam { slug }
        members(first: 100, membership: IMMEDIATE) {
          totalCount pageInfo { hasNextPage endCursor } edges { role node { login } }
        }
      }
    }
  }
}
"""
    + REPOSITORY_FIELDS
)

TEAM_MEMBER_LIST = """
query TeamMemberList($id: ID!, $after: String) {
  node(id: $id) {
    ... on Team {
      members(first: 100, after: $after, membership: IMMEDIATE) {
        totalCount pageInfo { hasNextPage endCursor } edges { role node { login } }
      }
    }
  }
}
"""

SWEEP = (
    """
query RepositorySweep(
  $owner: String!, $name: String!, $nestedCount: Int!, $lightCount: Int!,
  $pullRequests: Boolean!, $pullRequestCount: Int!, $pullRequestsAfter: String,
  $versions: Boolean!, $versionsAfter: String,
  $issues: Boolean!, $issuesAfter: String,
  $releases: Boolean!, $releasesAfter: String,
  $deployments: Boolean!, $deploymentsAfter: String,
  $commits: Boolean!, $commitsAfter: String, $commitsSince: GitTimestamp
) {
  repository(owner: $owner, name: $name) {
    ...RepositoryFields
    pullRequests(
      first: $pullRequestCount, after: $pullRequestsAfter,
      orderBy: {field: UPDATED_AT, direction: DESC}
    ) @include(if: $pullRequests) {
      totalCount pageInfo { hasNextPage endCursor } nodes { ...PullRequestFields }
    }
    versions: pullRequests(
      first: 100, after: $versionsAfter, orderBy: {field: UPDATED_AT, direction: DESC}
    ) @include(if: $versions) {
      totalCount pageInfo { hasNextPage endCursor } nodes { id updatedAt }
    }
    issues(
      first: $lightCount, after: $issuesAfter, orderBy: {field: UPDATED_AT, direction: DESC}
    ) @include(if: $issues) {
      totalCount pageInfo { hasNextPage endCursor } nodes { ...IssueFields }
    }
    releases(
      first: 100, after: $releasesAfter, orderBy: {field: CREATED_AT, direction: DESC}
    ) @include(if: $releases) {
      totalCount pageInfo { hasNextPage endCursor } nodes { ...ReleaseFields }
    }
    deployments(
      first: $lightCount, after: $deploymentsAfter,
      orderBy: {field: CREATED_AT, direction: DESC}
    ) @include(if: $deployments) {
      totalCount pageInfo { hasNextPage endCursor } nodes { ...DeploymentFields }
    }
    commits: defaultBranchRef @include(if: $commits) {
      target {
        ... on Commit {
          history(first: $lightCount, after: $commitsAfter, since: $commitsSince) {
            totalCount pageInfo { hasNextPage endCursor } nodes { ...CommitFields }
          }
        }
      }
    }
  }
}
"""
    + REPOSITORY_FIELDS
    + RECORD_FRAGMENTS
)

RECORDS = (
    """
query RecordsByIdentifier($ids: [ID!]!, $nestedCount: Int!) {
  nodes(ids: $ids) {
    __typename
    ... on PullRequest { ...PullRequestFields }
    ... on Issue { ...IssueFields }
    ... on Release { ...ReleaseFields }
    ... on Deployment { ...DeploymentFields }
    ... on Commit { ...CommitFields }
  }
}
"""
    + RECORD_FRAGMENTS
)

IDENTIFIERS = """
query IdentifierSweep(
  $owner: String!, $name: String!,
  $pullRequests: Boolean!, $pullRequestsAfter: String,
  $issues: Boolean!, $issuesAfter: String,
  $releases: Boolean!, $releasesAfter: String,
  $deployments: Boolean!, $deploymentsAfter: String,
  $commits: Boolean!, $commitsAfter: String
) {
  repository(owner: $owner, name: $name) {
    pullRequests(first: 100, after: $pullRequestsAfter) @include(if: $pullRequests) {
      totalCount pageInfo { hasNextPage endCursor } nodes { id }
    }
    issues(first: 100, after: $issuesAfter) @include(if: $issues) {
      totalCount pageInfo { hasNextPage endCursor } nodes { id }
    }
    releases(first: 100, after: $releasesAfter) @include(if: $releases) {
      totalCount pageInfo { hasNextPage endCursor } nodes { id }
    }
    deployments(first: 100, after: $deploymentsAfter) @include(if: $deployments) {
      totalCount pageInfo { hasNextPage endCursor } nodes { id }
    }
    commits: defaultBranchRef @include(if: $commits) {
      target {
        ... on Commit {
          history(first: 100, after: $commitsAfter) {
            totalCount pageInfo { hasNextPage endCursor } nodes { id oid }
          }
        }
      }
    }
  }
}
"""

PULL_REQUEST_CHILDREN = (
    """
query PullRequestChildren(
  $id: ID!,
  $reviews: Boolean!, $reviewsAfter: String,
  $commits: Boolean!, $commitsAfter: String,
  $timelineItems: Boolean!, $timelineItemsAfter: String,
  $files: Boolean!, $filesAfter: String
) {
  node(id: $id) {
    ... on PullRequest {
      reviews(first: 100, after: $reviewsAfter) @include(if: $reviews) {
        totalCount pageInfo { hasNextPage endCursor } nodes { ...ReviewFields }
      }
      commits(first: 100, after: $commitsAfter) @include(if: $commits) {
        totalCount pageInfo { hasNextPage endCursor } nodes { ...PullRequestCommitFields }
      }
      timelineItems(first: 100, after: $timelineItemsAfter, itemTypes: TIMELINE_TYPES)
      @include(if: $timelineItems) {
        totalCount pageInfo { hasNextPage endCursor } nodes { ...TimelineFields }
      }
      files(first: 100, after: $filesAfter) @include(if: $files) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { path additions deletions changeType }
      }
    }
  }
}
""".replace("TIMELINE_TYPES", TIMELINE_TYPES)
    + ACTOR_FIELDS
    + REVIEW_FIELDS
    + PULL_REQUEST_COMMIT_FIELDS
    + TIMELINE_FIELDS
)

DEPLOYMENT_CHILDREN = (
    """
query DeploymentChildren($id: ID!, $statuses: Boolean!, $statusesAfter: String) {
  node(id: $id) {
    ... on Deployment {
      statuses(first: 100, after: $statusesAfter) @include(if: $statuses) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { id state createdAt creator { ...ActorFields } }
      }
    }
  }
}
"""
    + ACTOR_FIELDS
)

DOCUMENTS = {
    "ORGANISATION": ORGANISATION,
    "TEAM_MEMBER_LIST": TEAM_MEMBER_LIST,
    "SWEEP": SWEEP,
    "RECORDS": RECORDS,
    "IDENTIFIERS": IDENTIFIERS,
    "PULL_REQUEST_CHILDREN": PULL_REQUEST_CHILDREN,
    "DEPLOYMENT_CHILDREN": DEPLOYMENT_CHILDREN,
}
"""Every document by name; tests walk this."""
