"""Tokens and what they may see; ghosts, bots and deleted forks."""

from dataclasses import replace
from typing import Any

import pytest

from tests.sandbox.github.client import REPOSITORY, GitHub
from tests.sandbox.github.small_world import make_world, sha

VIEWER = "{ viewer { login } }"


@pytest.mark.parametrize("authorization", [None, "", "bearer", "bearer revoked", "basic abc"])
def test_without_a_good_token_nothing_is_answered(
    github: GitHub, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"authorization": authorization}
    graphql = github.http.post("/graphql", json={"query": VIEWER}, headers=headers)
    rest = github.http.get("/repos/harbour/checkout", headers=headers)
    assert graphql.status_code == rest.status_code == 401
    assert rest.get_json()["message"] == "Bad credentials"


@pytest.mark.parametrize("scheme", ["bearer", "Bearer", "token"])
def test_both_schemes_are_taken(github: GitHub, scheme: str) -> None:
    headers = {"authorization": f"{scheme} anything"}
    answer = github.http.post("/graphql", json={"query": VIEWER}, headers=headers).get_json()
    assert answer == {"data": {"viewer": {"login": "sandbox-reader"}}}


def test_a_token_without_access_sees_nothing() -> None:
    github = GitHub(make_world(), "no-access")
    error = github.refusal(f"{{ {REPOSITORY} {{ id }} }}")
    assert error["type"] == "NOT_FOUND"
    assert "'harbour/checkout'" in error["message"]
    query = '{ organization(login: "harbour") { repositories(first: 9) { nodes { name } } } }'
    assert github.data(query)["organization"]["repositories"]["nodes"] == []
    assert github.refusal('{ node(id: "PR_1") { id } }')["type"] == "NOT_FOUND"
    assert github.get("/repos/harbour/checkout").status_code == 403


@pytest.mark.parametrize(
    ("permission", "field", "parent"),
    [
        ("deployments", "deployments", REPOSITORY),
        ("issues", "issues", REPOSITORY),
        ("pull_requests", "pullRequests", REPOSITORY),
        ("releases", "releases", REPOSITORY),
        ("members", "teams", 'organization(login: "harbour")'),
    ],
)
def test_a_missing_permission_is_refused_where_it_is_needed(
    permission: str, field: str, parent: str
) -> None:
    github = GitHub(make_world(), f"without-{permission},actions")
    answer = github.answer(
        f"{{ {parent} {{ {field}(first: 1) {{ totalCount }} }} viewer {{ id }} }}"
    )
    assert answer["errors"][0]["type"] == "FORBIDDEN"
    assert answer["errors"][0]["path"][-1] == field
    assert next(iter(answer["data"].values())) is None
    assert answer["data"]["viewer"] == {"id": "U_sandboxreader"}
    assert github.get("/repos/harbour/checkout/actions/runs").status_code == 403
    assert github.get("/repos/harbour/checkout/activity").status_code == 200


def test_a_permission_can_be_lost_and_won_back(github: GitHub) -> None:
    query = f"{{ {REPOSITORY} {{ deployments(first: 1) {{ totalCount }} }} }}"
    github.control("permissions", denied=["deployments"])
    assert github.answer(query)["errors"][0]["type"] == "FORBIDDEN"
    github.control("permissions", denied=[])
    assert github.data(query)["repository"]["deployments"]["totalCount"] == 30


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ('{ repository(owner: "harbour", name: "nope") { id } }', "'harbour/nope'"),
        ('{ organization(login: "nope") { id } }', "'nope'"),
        ('{ user(login: "renovate") { id } }', "'renovate'"),
        ('{ node(id: "nope") { id } }', "'nope'"),
        (f"{{ {REPOSITORY} {{ pullRequest(number: 999) {{ id }} }} }}", "number of 999"),
    ],
)
def test_what_does_not_exist_is_named(github: GitHub, query: str, message: str) -> None:
    error = github.refusal(query)
    assert error["type"] == "NOT_FOUND"
    assert message in error["message"]


def test_one_unknown_id_spoils_no_other(github: GitHub) -> None:
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
    commit = github.data(f'{{ {REPOSITORY} {{ object(oid: "{sha("main-1")}") {{ id }} }} }}')
    ids = ["PR_1", "gone", commit["repository"]["object"]["id"], "PRR_1_1", "EV_1_2", "DES_1_0"]
    answer = github.answer(query, ids=ids)
    kinds = [node and node["__typename"] for node in answer["data"]["nodes"]]
    assert kinds == [
        "PullRequest",
        None,
        "Commit",
        "PullRequestReview",
        "MergedEvent",
        "DeploymentStatus",
    ]
    assert answer["errors"][0]["path"] == ["nodes", 1]


PULL_REQUEST = """
query One($number: Int!) {
  repository(owner: "harbour", name: "checkout") {
    pullRequest(number: $number) {
      author { __typename login }
      state isDraft isCrossRepository
      headRepository { nameWithOwner owner { login } }
      headRepositoryOwner { login }
      mergeCommit { oid }
      mergedBy { login }
      reviewDecision
      fullDatabaseId
      reviews(first: 5) { nodes { state author { login } commit { oid } comments(first: 1) {
        totalCount nodes { pullRequest { number } } } } }
      reviewRequests(first: 5) { nodes { requestedReviewer { ... on User { login }
                                                             ... on Team { slug } } } }
      commits(first: 5) { nodes { commit { oid author { user { login } } } } }
      timelineItems(first: 20, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT, MERGED_EVENT]) { nodes {
        ... on HeadRefForcePushedEvent { beforeCommit { oid } afterCommit { oid } }
        ... on MergedEvent { commit { oid } }
      } }
    }
  }
}
"""


def _pull_request(github: GitHub, number: int) -> dict[str, Any]:
    found: dict[str, Any] = github.data(PULL_REQUEST, number=number)["repository"]["pullRequest"]
    return found


def test_a_squash_merge_is_none_of_its_commits(github: GitHub) -> None:
    found = _pull_request(github, 3)
    assert found["mergeCommit"] == {"oid": sha("main-3")}
    commits = [node["commit"]["oid"] for node in found["commits"]["nodes"]]
    assert commits == [sha("topic-3-1"), sha("topic-3-2")]
    assert (found["state"], found["mergedBy"]) == ("MERGED", {"login": "ben"})
    assert found["reviewDecision"] == "APPROVED"
    assert found["fullDatabaseId"] == "1003"
    assert found["reviewRequests"]["nodes"] == []
    review = found["reviews"]["nodes"][0]
    assert review["comments"] == {"totalCount": 3, "nodes": [{"pullRequest": {"number": 3}}]}


def test_a_ghosts_pull_request_from_a_deleted_fork(github: GitHub) -> None:
    found = _pull_request(github, 91)
    assert found["author"] is found["headRepository"] is found["headRepositoryOwner"] is None
    assert found["reviews"]["nodes"][0]["author"] is None
    assert found["mergeCommit"] is None
    force_push = found["timelineItems"]["nodes"][0]
    assert force_push == {"beforeCommit": None, "afterCommit": {"oid": sha("topic-91-2")}}
    # Cleo's request was withdrawn; the team's stands.
    assert found["reviewRequests"]["nodes"] == [{"requestedReviewer": {"slug": "atlas"}}]
    assert found["reviewDecision"] == "REVIEW_REQUIRED"


def test_a_bots_pull_request_from_a_fork(github: GitHub) -> None:
    found = _pull_request(github, 92)
    assert found["author"] == {"__typename": "Bot", "login": "renovate"}
    assert found["isCrossRepository"] is True
    assert found["headRepository"] == {"nameWithOwner": "ben/checkout", "owner": {"login": "ben"}}
    assert found["headRepositoryOwner"] == {"login": "ben"}


def test_a_commit_without_account_names_nobody(github: GitHub) -> None:
    query = f"""{{ {REPOSITORY} {{ object(oid: "{sha("main-0")}") {{ ... on Commit {{
      messageHeadline messageBody author {{ name user {{ login }} }} }} }} }} }}"""
    commit = github.data(query)["repository"]["object"]
    assert commit["author"] == {"name": "Somebody", "user": None}
    assert (commit["messageHeadline"], commit["messageBody"]) == ("Change main-0", "For a reason.")


def test_deleted_accounts_are_ghosts_where_null_is_not_allowed(github: GitHub) -> None:
    query = f"""{{ {REPOSITORY} {{ deployments(first: 1) {{ nodes {{
      state creator {{ login }} statuses(first: 2) {{ nodes {{ state creator {{ login }} }} }}
    }} }} releases(first: 2) {{
      nodes {{ author {{ login }} tagCommit {{ oid }} isLatest }} }} }} }}"""
    repository = github.data(query)["repository"]
    deployment = repository["deployments"]["nodes"][0]
    assert (deployment["state"], deployment["creator"]) == ("ACTIVE", {"login": "renovate"})
    states = [(s["state"], s["creator"]["login"]) for s in deployment["statuses"]["nodes"]]
    assert states == [("SUCCESS", "ghost"), ("IN_PROGRESS", "ghost")]
    assert repository["releases"]["nodes"] == [
        {"author": None, "tagCommit": None, "isLatest": False},
        {"author": {"login": "ben"}, "tagCommit": {"oid": sha("main-2")}, "isLatest": False},
    ]


def test_members_of_child_teams_belong_to_the_parent(github: GitHub) -> None:
    query = """query($membership: TeamMembershipType) { organization(login: "harbour") {
      team(slug: "shop") { childTeams(first: 5) { nodes { slug parentTeam { slug } } }
        members(first: 5, membership: $membership) { edges { role node { login } } } } } }"""
    team = github.data(query, membership="ALL")["organization"]["team"]
    assert team["childTeams"]["nodes"] == [{"slug": "atlas", "parentTeam": {"slug": "shop"}}]
    assert team["members"]["edges"] == [
        {"role": "MAINTAINER", "node": {"login": "ada"}},
        {"role": "MEMBER", "node": {"login": "ben"}},
    ]
    immediate = github.data(query, membership="IMMEDIATE")["organization"]["team"]
    assert immediate["members"]["edges"] == []


def test_an_empty_repository_has_no_default_branch(github: GitHub) -> None:
    query = """{ organization(login: "harbour") { repositories(first: 9,
      orderBy: {field: NAME, direction: DESC}) { totalCount nodes {
        name isArchived isEmpty defaultBranchRef { name } } } } }"""
    repositories = github.data(query)["organization"]["repositories"]
    assert repositories["nodes"][0] == {
        "name": "empty",
        "isArchived": True,
        "isEmpty": True,
        "defaultBranchRef": None,
    }
    assert repositories["nodes"][1]["defaultBranchRef"] == {"name": "main"}


def test_a_commit_lost_by_a_force_push_still_shows_its_id() -> None:
    world = make_world()
    busy, *others = world.repositories
    lost = replace(busy.pushes[0], after_sha=sha("lost"), ref="refs/heads/topic-91")
    changed = replace(busy, pushes=(*busy.pushes, lost))
    found = _pull_request(GitHub(replace(world, repositories=(changed, *others))), 91)
    assert found["timelineItems"]["nodes"][0]["beforeCommit"] == {"oid": sha("lost")}
