"""What a call costs, and GitHub's rules for what it may ask for."""

import pytest

from tests.sandbox.github.client import REPOSITORY, GitHub

# The example GitHub documents, with our names: 1 + 100 + 100 x 50 requests.
DOCUMENTED = """
query {
  rateLimit { cost nodeCount limit remaining used resetAt }
  organization(login: "harbour") {
    repositories(first: 100) {
      nodes { pullRequests(first: 50) { nodes { labels(first: 60) { nodes { name } } } } }
    }
  }
}
"""


def test_cost_and_nodes_of_the_documented_example(github: GitHub) -> None:
    limit = github.data(DOCUMENTED)["rateLimit"]
    assert limit["nodeCount"] == 100 + 100 * 50 + 100 * 50 * 60
    assert limit["cost"] == 51
    assert (limit["limit"], limit["used"], limit["remaining"]) == (5000, 51, 4949)
    assert limit["resetAt"] == "2025-06-15T16:06:40Z"


def test_siblings_add_and_nests_multiply(github: GitHub) -> None:
    limit = github.data(
        f"""{{ rateLimit {{ cost nodeCount }} {REPOSITORY} {{
          pullRequests(first: 10) {{ nodes {{
            reviews(first: 5) {{ nodes {{ comments(last: 2) {{ totalCount }} }} }}
            files(first: 20) {{ totalCount }}
          }} }}
          issues(first: 30) {{ totalCount }}
        }} }}"""
    )["rateLimit"]
    assert limit["nodeCount"] == 10 + 50 + 100 + 200 + 30
    assert limit["cost"] == 1


@pytest.mark.parametrize(("first", "cost"), [(1, 1), (48, 1), (49, 1), (50, 2), (98, 3)])
def test_cost_is_rounded(github: GitHub, first: int, cost: int) -> None:
    """1 + 3 x first requests: 4, 145, 148, 151 and 295 of them."""
    query = f"""query($n: Int!) {{ rateLimit {{ cost }} {REPOSITORY} {{
      pullRequests(first: $n) {{ nodes {{
        a: reviews(first: 1) {{ totalCount }}
        b: files(first: 1) {{ totalCount }}
        c: labels(first: 1) {{ totalCount }}
      }} }} }} }}"""
    assert github.data(query, n=first)["rateLimit"]["cost"] == cost


def test_fragments_variables_and_directives_count(github: GitHub) -> None:
    query = f"""
    query Weighed($first: Int = 20, $more: Boolean!) {{
      rateLimit {{ nodeCount }}
      {REPOSITORY} {{ ...list ... on Repository {{ releases(last: 3) {{ totalCount }} }}
        issues(first: 50) @include(if: $more) {{ totalCount }} }}
    }}
    fragment list on Repository {{ pullRequests(first: $first) {{ totalCount }} }}
    """
    assert github.data(query, more=False)["rateLimit"]["nodeCount"] == 20 + 3
    assert github.data(query, more=True, first=7)["rateLimit"]["nodeCount"] == 7 + 3 + 50


def test_ids_count_as_nodes(github: GitHub) -> None:
    query = """query($ids: [ID!]!) { rateLimit { nodeCount }
      nodes(ids: $ids) { ... on PullRequest { number reviews(first: 10) { totalCount } } } }"""
    data = github.data(query, ids=["PR_1", "PR_2"])
    assert data["rateLimit"]["nodeCount"] == 2 + 20
    assert [node["number"] for node in data["nodes"]] == [1, 2]


def test_more_than_a_hundred_ids_are_refused(github: GitHub) -> None:
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    error = github.refusal(query, ids=["PR_1"] * 101)
    assert error["type"] == "ARGUMENT_LIMIT"


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ("", "MISSING_PAGINATION_BOUNDARIES"),
        ("(states: [OPEN])", "MISSING_PAGINATION_BOUNDARIES"),
        ("(first: null)", "MISSING_PAGINATION_BOUNDARIES"),
        ("(first: 101)", "EXCESSIVE_PAGINATION"),
        ("(last: 0)", "EXCESSIVE_PAGINATION"),
        ("(first: -1)", "EXCESSIVE_PAGINATION"),
        ("(first: 2, last: 2)", "EXCESSIVE_PAGINATION"),
    ],
)
def test_every_connection_needs_a_boundary(github: GitHub, arguments: str, kind: str) -> None:
    query = f"{{ {REPOSITORY} {{ found: pullRequests{arguments} {{ totalCount }} }} }}"
    error = github.refusal(query)
    assert error["type"] == kind
    assert error["path"] == ["query", "repository", "found"]
    assert "`pullRequests`" in error["message"]


def test_too_many_nodes_are_refused_and_cost_nothing(github: GitHub) -> None:
    query = f"""{{ {REPOSITORY} {{ pullRequests(first: 100) {{ nodes {{
      reviews(first: 100) {{ nodes {{ comments(first: 50) {{ totalCount }} }} }} }} }} }} }}"""
    error = github.refusal(query)
    assert error["type"] == "MAX_NODE_LIMIT_EXCEEDED"
    assert "510,100" in error["message"]
    assert github.get("/rate_limit").get_json()["resources"]["graphql"]["used"] == 0


def test_a_wrong_query_is_refused_with_its_place(github: GitHub) -> None:
    error = github.refusal(f"{{ {REPOSITORY} {{ pullRequests(first: 1) {{ total }} }} }}")
    assert "total" in error["message"]
    assert error["locations"]
    assert "Syntax" in github.refusal("{ repository(")["message"]
    assert "operationName" in github.refusal("query A { id } query B { id }")["message"]
