"""GraphQL paging: every record once, in order, also while the data changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.github.connections import Ordered, decode, encode, keyed_page, offset_page
from sandbox.github.errors import GraphQLRefusal
from tests.sandbox.github.client import REPOSITORY, GitHub
from tests.sandbox.github.small_world import sha

PULL_REQUESTS = """
query Page($first: Int!, $after: String, $order: IssueOrder) {
  repository(owner: "harbour", name: "checkout") {
    pullRequests(first: $first, after: $after, orderBy: $order) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes { number updatedAt reviews(first: 5) { totalCount } }
    }
  }
}
"""
PATH = "repository.pullRequests"


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize("field", ["CREATED_AT", "UPDATED_AT"])
@pytest.mark.parametrize("first", [1, 7, 33, 100])
def test_pages_show_everything_once_and_in_order(
    github: GitHub, field: str, direction: str, first: int
) -> None:
    order = {"field": field, "direction": direction}
    nodes = github.all_nodes(PULL_REQUESTS, PATH, first=first, order=order)
    numbers = [node["number"] for node in nodes]
    expected = [*range(1, 31), 91, 92, 93]
    assert numbers == (expected if direction == "ASC" else expected[::-1])


def test_last_and_before_lead_backwards(github: GitHub) -> None:
    query = """
    query Back($before: String) {
      repository(owner: "harbour", name: "checkout") {
        pullRequests(last: 10, before: $before) {
          pageInfo { hasNextPage hasPreviousPage startCursor }
          nodes { number }
        }
      }
    }
    """
    before, pages = None, []
    while True:
        page = github.data(query, before=before)["repository"]["pullRequests"]
        pages.append([node["number"] for node in page["nodes"]])
        if not page["pageInfo"]["hasPreviousPage"]:
            break
        before = page["pageInfo"]["startCursor"]
    assert pages[0] == [*range(24, 31), 91, 92, 93]
    assert sorted(number for page in pages for number in page) == [*range(1, 31), 91, 92, 93]


def test_a_record_touched_while_reading_moves_nobody_else(github: GitHub) -> None:
    """Newest first: what is touched behind the reader is met again only from the top."""
    order = {"field": "UPDATED_AT", "direction": "DESC"}
    github.control("shift", every=1)
    nodes = github.all_nodes(PULL_REQUESTS, PATH, first=4, order=order)
    numbers = [node["number"] for node in nodes]
    assert len(numbers) == len(set(numbers))
    github.control("shift", every=0)
    again = github.all_nodes(PULL_REQUESTS, PATH, first=100, order=order)
    touched = {n["number"] for n in again if n["updatedAt"] == "2025-06-30T12:00:00Z"}
    assert touched
    assert set(numbers) | touched == {*range(1, 31), 91, 92, 93}
    assert numbers == sorted(numbers, reverse=True)


def test_a_record_touched_while_reading_upwards_is_met_again(github: GitHub) -> None:
    """Oldest first: a touched record moves to the end, so nothing can be missed."""
    order = {"field": "UPDATED_AT", "direction": "ASC"}
    github.control("shift", every=2)
    nodes = github.all_nodes(PULL_REQUESTS, PATH, first=5, order=order)
    github.control("shift", every=0)
    assert {node["number"] for node in nodes} == {*range(1, 31), 91, 92, 93}
    last_seen = {node["number"]: node["reviews"]["totalCount"] for node in nodes}
    again = github.all_nodes(PULL_REQUESTS, PATH, first=100, order=order)
    behind = [n for n in again if n["reviews"]["totalCount"] != last_seen[n["number"]]]
    # Only what was touched after the last page may have been missed, and that is at the end.
    assert len(behind) <= 1


def test_a_record_deleted_while_reading_hides_no_other(github: GitHub) -> None:
    query = """
    query Issues($after: String) {
      repository(owner: "harbour", name: "checkout") {
        issues(first: 5, after: $after) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes { number }
        }
      }
    }
    """
    first = github.data(query)["repository"]["issues"]
    assert first["totalCount"] == 30
    for number in (501, 505, 507):
        github.control("delete", repository="harbour/checkout", kind="issue", number=number)
    second = github.data(query, after=first["pageInfo"]["endCursor"])["repository"]["issues"]
    assert [node["number"] for node in second["nodes"]] == [506, 508, 509, 510, 511]
    assert second["totalCount"] == 27


def test_a_history_stays_the_one_it_began_with(github: GitHub) -> None:
    query = f"""
    query History($after: String) {{
      {REPOSITORY} {{ defaultBranchRef {{ target {{ ... on Commit {{
        history(first: 4, after: $after) {{
          totalCount
          pageInfo {{ hasNextPage endCursor }}
          nodes {{ oid parents(first: 2) {{ nodes {{ oid }} }}
                   associatedPullRequests(first: 1) {{ nodes {{ number }} }} }}
        }}
      }} }} }} }}
    }}
    """
    path = "repository.defaultBranchRef.target.history"
    nodes = github.all_nodes(query, path)
    assert [node["oid"] for node in nodes] == [sha(f"main-{n}") for n in range(30, -1, -1)]
    assert nodes[0]["parents"]["nodes"] == [{"oid": sha("main-29")}]
    assert nodes[0]["associatedPullRequests"]["nodes"] == [{"number": 30}]
    assert nodes[-1]["parents"]["nodes"] == nodes[-1]["associatedPullRequests"]["nodes"] == []
    page = github.data(query)["repository"]["defaultBranchRef"]["target"]["history"]
    assert page["pageInfo"]["endCursor"] == f"{sha('main-30')} 3"
    older = github.data(query, after=f"{sha('main-10')} 3")["repository"]["defaultBranchRef"]
    assert older["target"]["history"]["totalCount"] == 11
    assert older["target"]["history"]["nodes"][0]["oid"] == sha("main-6")


def test_a_history_is_limited_by_committer_date(github: GitHub) -> None:
    query = f"""
    {{ {REPOSITORY} {{ object(oid: "{sha("main-20")}") {{ ... on Commit {{
      history(first: 9, since: "2025-01-10T14:00:00Z", until: "2025-01-12T15:00:00+01:00") {{
        nodes {{ oid }}
      }}
    }} }} }} }}
    """
    nodes = github.data(query)["repository"]["object"]["history"]["nodes"]
    assert [node["oid"] for node in nodes] == [sha(f"main-{n}") for n in (6, 5, 4)]


@pytest.mark.parametrize("cursor", ["nonsense", encode([1]), encode(["2025", "x"])])
def test_a_foreign_cursor_is_refused(github: GitHub, cursor: str) -> None:
    error = github.refusal(PULL_REQUESTS, first=2, after=cursor)
    assert error["type"] == "INVALID_CURSOR_ARGUMENTS"
    assert error["path"] == ["repository", "pullRequests"]
    assert cursor in error["message"]


def test_children_are_paged_too(github: GitHub) -> None:
    query = f"""
    query Children($after: String) {{
      {REPOSITORY} {{ pullRequest(number: 91) {{
        timelineItems(first: 2, after: $after,
          itemTypes: [REVIEW_REQUESTED_EVENT, CLOSED_EVENT, REOPENED_EVENT]) {{
          filteredCount pageCount totalCount
          pageInfo {{ hasNextPage endCursor }}
          nodes {{ __typename ... on ReviewRequestedEvent {{ id }} ... on ClosedEvent {{ id }} }}
        }}
      }} }}
    }}
    """
    nodes = github.all_nodes(query, "repository.pullRequest.timelineItems")
    kinds = [node["__typename"] for node in nodes]
    assert kinds == ["ReviewRequestedEvent", "ReviewRequestedEvent", "ClosedEvent", "ReopenedEvent"]
    counts = github.data(query)["repository"]["pullRequest"]["timelineItems"]
    assert (counts["filteredCount"], counts["pageCount"], counts["totalCount"]) == (4, 2, 9 + 2 + 1)


def test_filters_of_lists(github: GitHub) -> None:
    data = github.data(
        f"""{{ {REPOSITORY} {{
          open: pullRequests(first: 1, states: [OPEN]) {{ totalCount }}
          topic: pullRequests(first: 1, headRefName: "topic-3") {{ totalCount }}
          labelled: pullRequests(first: 1, labels: ["none", "small"]) {{ totalCount }}
          recent: issues(first: 1, filterBy: {{since: "2025-01-30T10:00:00Z"}}) {{ totalCount }}
          closed: issues(first: 1, filterBy: {{states: [CLOSED], labels: ["incident"]}}) {{
            totalCount
          }}
          staging: deployments(first: 1, environments: ["staging"]) {{ totalCount }}
        }} }}"""
    )["repository"]
    counts = {name: connection["totalCount"] for name, connection in data.items()}
    assert counts == {
        "open": 3,
        "topic": 1,
        "labelled": 33,
        "recent": 7,
        "closed": 20,
        "staging": 15,
    }


PAIRS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(0, 99)), unique=True, max_size=30
)


@given(records=PAIRS, gone=st.sets(st.integers(0, 99)), first=st.integers(1, 9), down=st.booleans())
def test_what_stays_in_place_is_shown_exactly_once(
    records: list[tuple[str, int]], gone: set[int], first: int, *, down: bool
) -> None:
    """Records vanish after each page; the others are neither repeated nor left out."""
    shown: list[tuple[str, int]] = []
    current, after = records, None
    while True:
        ordered = Ordered.of(current, lambda record: record)
        page = keyed_page(ordered, {"first": first, "after": after}, descending=down)
        shown += page.nodes
        if not page.has_next_page:
            break
        after = page.end_cursor
        current = [record for record in current if record[1] not in gone]
    staying = {record for record in records if record[1] not in gone}
    assert staying <= set(shown)
    assert shown == sorted(set(shown), reverse=down)


@given(size=st.integers(0, 30), first=st.integers(1, 9))
def test_offset_pages_partition_a_list(size: int, first: int) -> None:
    shown: list[int] = []
    after = None
    while True:
        page = offset_page(range(size), {"first": first, "after": after})
        shown += page.nodes
        assert page.total_count == size
        if not page.has_next_page:
            break
        after = page.end_cursor
    assert shown == list(range(size))


def test_cursors_are_opaque_and_true() -> None:
    assert decode(encode(["2025-01-01T00:00:00Z", 7]), 2) == ["2025-01-01T00:00:00Z", 7]
    with pytest.raises(GraphQLRefusal):
        decode(encode([0]), 2)
    with pytest.raises(GraphQLRefusal):
        offset_page([1, 2], {"first": 1, "after": encode([0])})
