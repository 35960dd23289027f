"""The schema is a part of GitHub's, and every field of it can be answered."""

import pytest
from graphql import GraphQLObjectType, build_schema, get_named_type, is_leaf_type, validate_schema

from sandbox.github.schema import SCHEMA_FILE, executable_schema
from tests.official.descriptions import graphql_schema
from tests.sandbox.github.client import REPOSITORY, GitHub
from tests.sandbox.github.subset import differences

# Kinds of accounts that the sandbox's organisations do not have.
ABSENT = {"EnterpriseUserAccount", "Mannequin"}


def test_schema_is_a_part_of_githubs_schema() -> None:
    ours = build_schema(SCHEMA_FILE.read_text(encoding="utf-8"))
    assert validate_schema(ours) == []
    assert differences(ours, graphql_schema()) == []


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("  isDraft: Boolean!", "  isDraft: Boolean", "PullRequest.isDraft is Boolean!"),
        ("  mergedAt: DateTime", "  mergedOn: DateTime", "PullRequest.mergedOn does not exist"),
        ("enum IssueState {", "enum IssueState {\n  PAUSED", "IssueState.PAUSED"),
        ("(size: Int): URI!", "(width: Int): URI!", "(width:) does not exist"),
        ("orderBy: IssueOrder\n", "orderBy: IssueOrder!\n", "not IssueOrder!"),
        (
            "type GitActor {",
            "type GitActor implements Node {\n  id: ID!",
            "does not implement Node",
        ),
        ("= false): RateLimit", "= true): RateLimit", "defaults to False"),
        ("union RequestedReviewer =", "union RequestedReviewer =\n  | Issue", ": Issue"),
    ],
)
def test_a_departure_from_githubs_schema_is_found(old: str, new: str, difference: str) -> None:
    text = SCHEMA_FILE.read_text(encoding="utf-8")
    assert old in text
    found = differences(build_schema(text.replace(old, new)), graphql_schema())
    assert any(difference in one for one in found), found


# Arguments of the fields that need some and are no connections.
ARGUMENTS = {
    "issue": "(number: 501)",
    "object": '(expression: "main")',
    "pullRequest": "(number: 1)",
    "ref": '(qualifiedName: "refs/heads/main")',
    "release": '(tagName: "v2")',
    "repository": '(name: "checkout")',
    "team": '(slug: "atlas")',
}


def _everything_of(type_: GraphQLObjectType) -> str:
    """A fragment with every field of a type, one level deep."""
    parts = ["__typename"]
    for name, field in type_.fields.items():
        arguments = ARGUMENTS.get(name, "") if field.args else ""
        inner = get_named_type(field.type)
        if inner.name.endswith("Connection"):
            parts.append(f"{name}(first: 40) {{ ...all{inner.name} }}")
        elif is_leaf_type(inner):
            parts.append(f"{name}{arguments}")
        else:
            parts.append(f"{name}{arguments} {{ __typename }}")
    return f"fragment all{type_.name} on {type_.name} {{ {' '.join(parts)} }}"


# Where each type can be met; the deeper types are met on the way.
ROUTES = """
query Everything {
  id
  node(id: "U_ada") { id ...allUser }
  user(login: "ada") { ...allUser }
  viewer { ...allUser }
  rateLimit { ...allRateLimit }
  organization(login: "harbour") {
    ...allOrganization
    membersWithRole(first: 40) { edges { ...allOrganizationMemberEdge } }
    repositories(first: 40) { edges { ...allRepositoryEdge } }
    team(slug: "atlas") {
      ...allTeam
      members(first: 40) { edges { ...allTeamMemberEdge } }
    }
    teams(first: 40) { edges { ...allTeamEdge } }
  }
  repository(owner: "harbour", name: "checkout") {
    ...allRepository
    labels(first: 40) { nodes { ...allLabel } edges { ...allLabelEdge } }
    defaultBranchRef { ...allRef target { ... on Commit {
      ...allCommit
      author { ...allGitActor }
      history(first: 40) { edges { ...allCommitEdge } }
    } } }
    issues(first: 40) { nodes { ...allIssue } edges { ...allIssueEdge } }
    releases(first: 40) { nodes { ...allRelease } edges { ...allReleaseEdge } }
    deployments(first: 40) {
      edges { ...allDeploymentEdge }
      nodes {
        ...allDeployment
        creator { ...allBot }
        statuses(first: 40) {
          nodes { ...allDeploymentStatus }
          edges { ...allDeploymentStatusEdge }
        }
      }
    }
    pullRequests(first: 40) {
      pageInfo { ...allPageInfo }
      edges { ...allPullRequestEdge }
      nodes {
        ...allPullRequest
        commits(first: 40) {
          nodes { ...allPullRequestCommit }
          edges { ...allPullRequestCommitEdge }
        }
        files(first: 40) {
          nodes { ...allPullRequestChangedFile }
          edges { ...allPullRequestChangedFileEdge }
        }
        reviewRequests(first: 40) {
          nodes { ...allReviewRequest }
          edges { ...allReviewRequestEdge }
        }
        reviews(first: 40) {
          edges { ...allPullRequestReviewEdge }
          nodes {
            ...allPullRequestReview
            comments(first: 40) {
              nodes { ...allPullRequestReviewComment }
              edges { ...allPullRequestReviewCommentEdge }
            }
          }
        }
        timelineItems(first: 40) {
          edges { ...allPullRequestTimelineItemsEdge }
          nodes {
            ...allReadyForReviewEvent
            ...allConvertToDraftEvent
            ...allHeadRefForcePushedEvent
            ...allReviewRequestedEvent
            ...allReviewRequestRemovedEvent
            ...allReviewDismissedEvent
            ...allClosedEvent
            ...allReopenedEvent
            ...allMergedEvent
          }
        }
      }
    }
  }
}
"""


def _types_of(value: object) -> set[str]:
    if isinstance(value, list):
        return {name for item in value for name in _types_of(item)}
    if isinstance(value, dict):
        own = {value["__typename"]} if "__typename" in value else set()
        return own | {name for inner in value.values() for name in _types_of(inner)}
    return set()


def test_every_field_of_every_type_is_answered(github: GitHub) -> None:
    types = [
        type_
        for type_ in executable_schema().type_map.values()
        if isinstance(type_, GraphQLObjectType)
        and not type_.name.startswith("__")
        and type_.name not in {"Query", *ABSENT}
    ]
    fragments = [
        # The name of the type is asked for as well, to see which types were met.
        _everything_of(type_).replace("{ ", "{ __typename ", 1)
        for type_ in types
    ]
    data = github.data("\n".join([ROUTES, *fragments]))
    assert _types_of(data) == {type_.name for type_ in types}


def test_a_defect_of_a_resolver_is_not_dressed_up_as_githubs(
    github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = executable_schema().type_map["Issue"]
    assert isinstance(issue, GraphQLObjectType)
    monkeypatch.setattr(issue.fields["title"], "resolve", lambda issue, info: issue.no_such_thing)
    github.http.application.testing = True
    with pytest.raises(AttributeError, match="no_such_thing"):
        github.answer(f"{{ {REPOSITORY} {{ issues(first: 1) {{ nodes {{ title }} }} }} }}")
