"""The sandboxed GitLab speaks as GitLab does: paging, limits, refusals, entity tags, changes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sandbox.gitlab import TOOL, accounts, derivation, settings
from sandbox.gitlab.app import create
from sandbox.gitlab.limits import GitlabLimits
from sandbox.kit.service import Hosting
from sandbox.world import World
from tests.extract.sources.served_tool import small_world

TOKEN = {"private-token": "any"}
CHECKOUT = "/projects/harbour%2Fcheckout"


class Server:
    """A client of a GitLab with limits of a test's own."""

    def __init__(self, **limits: Any) -> None:
        app = create(small_world(), Hosting(clock=lambda: 1_000.5), GitlabLimits(**limits))
        self.client: FlaskClient = app.test_client()

    def get(self, path: str, **headers: str) -> TestResponse:
        """Ask below the API's base address, with a token unless another is given."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(f"/api/v4{path}", headers={**TOKEN, **named})

    def json(self, path: str) -> Any:
        """The body of an answer."""
        return self.get(path).json

    def control(self, path: str, **body: Any) -> Any:
        """Call a control endpoint."""
        answer = self.client.post(f"/_sandbox/{path}", json=body)
        assert answer.status_code == 200, answer.json
        return answer.json

    def sandbox(self, path: str) -> Any:
        """What a control endpoint tells."""
        return self.client.get(f"/_sandbox/{path}").json

    def pages(self, path: str) -> Iterator[list[dict[str, Any]]]:
        """Follow the links from page to page."""
        address: str | None = f"/api/v4{path}"
        while address:
            answer = self.client.get(address, headers=TOKEN)
            assert answer.status_code == 200, answer.json
            yield answer.json
            address = links(answer).get("next")


def links(answer: TestResponse) -> dict[str, str]:
    """The pages that an answer names."""
    found = {}
    for part in filter(None, answer.headers.get("link", "").split(", ")):
        address, _, relation = part.partition(">; rel=")
        parts = urlsplit(address.removeprefix("<"))
        found[relation.strip('"')] = f"{parts.path}?{parts.query}"
    return found


@pytest.fixture(scope="module")
def server() -> Server:
    return Server()


def repository(name: str) -> Any:
    """A repository of the world."""
    return next(r for r in small_world().repositories if r.full_name == name)


def test_every_record_of_the_world_is_there_under_its_path_and_its_number(server: Server) -> None:
    project = server.json(CHECKOUT)
    assert project["path_with_namespace"] == "harbour/checkout"
    world = repository("harbour/checkout")
    for rest, count in {
        "merge_requests?per_page=100": len(world.pull_requests),
        "issues?per_page=100": len(world.issues),
        "pipelines?per_page=100": len(world.workflow_runs),
        "deployments?per_page=100": len(world.deployments),
    }.items():
        assert len(server.json(f"/projects/{project['id']}/{rest}")) == count, rest
    commits = [c for page in server.pages(f"{CHECKOUT}/repository/commits") for c in page]
    assert [c["id"] for c in commits] == [c.sha for c in reversed(world.commits)]


def test_ids_grow_with_time_and_are_the_same_in_every_process() -> None:
    first, second = (derivation.projects(small_world()) for _ in range(2))
    assert first == second
    notes = [
        note
        for project in first.values()
        for request in project.merge_requests.values()
        for note in request.notes
    ]
    assert len({note.id for note in notes}) == len(notes)
    in_order = sorted(notes, key=lambda note: note.id)
    assert all(a.created_at <= b.created_at for a, b in itertools.pairwise(in_order))
    assert max(note.created_at for note in notes) <= small_world().as_of


def test_pages_are_numbered_and_totals_vanish_in_long_lists() -> None:
    few = Server(counted=100).get(f"{CHECKOUT}/merge_requests?per_page=10&page=2&state=merged")
    assert set(links(few)) == {"prev", "next", "first", "last"}
    assert (few.headers["x-page"], few.headers["x-next-page"]) == ("2", "3")
    assert int(few.headers["x-total"]) > 20
    assert "state=merged" in links(few)["next"]
    many = Server(counted=20).get(f"{CHECKOUT}/merge_requests?per_page=10&page=2")
    assert set(links(many)) == {"prev", "next", "first"}
    assert "x-total" not in many.headers
    commits = few = Server().get(f"{CHECKOUT}/repository/commits")
    assert (len(commits.json), "x-total" in commits.headers) == (20, False)


def test_jobs_are_paged_by_keyset_downwards_only(server: Server) -> None:
    keyset = "pagination=keyset&order_by=id&per_page=30"
    pages = list(server.pages(f"{CHECKOUT}/jobs?{keyset}&sort=desc"))
    ids = [job["id"] for page in pages for job in page]
    assert len(pages) > 2
    assert ids == sorted(set(ids), reverse=True)
    assert len(ids) == len(list(derivation.projects(small_world()).values())[1].jobs)
    refused = server.get(f"{CHECKOUT}/jobs?{keyset}&sort=asc")
    assert refused.status_code == 405
    assert refused.json["error"].startswith("Keyset pagination is not yet available")
    projects = list(server.pages("/projects?pagination=keyset&order_by=id&sort=asc&per_page=2"))
    assert [len(page) for page in projects] == [2, 1, 0]


def test_paging_by_number_ends_where_keyset_is_offered() -> None:
    server = Server(offset=40)
    assert server.get(f"{CHECKOUT}/jobs?page=2&per_page=20").status_code == 200
    refused = server.get(f"{CHECKOUT}/jobs?page=3&per_page=20")
    assert refused.status_code == 405
    assert refused.json["error"].startswith("Offset pagination has a maximum allowed offset of 40")
    assert server.get(f"{CHECKOUT}/merge_requests?page=3&per_page=20").status_code == 200


def test_lists_are_filtered_and_ordered(server: Server) -> None:
    path = f"{CHECKOUT}/merge_requests?order_by=updated_at&sort=asc&per_page=100"
    found = [record["updated_at"] for record in server.json(path)]
    assert found == sorted(found)
    bound = found[40]
    after = server.json(f"{path}&updated_after={bound}")
    assert [record["updated_at"] for record in after] == [v for v in found if v >= bound]
    chosen = server.json(f"{CHECKOUT}/merge_requests?iids[]=3&iids[]=5")
    assert {record["iid"] for record in chosen} == {3, 5}
    for wrong in ("order_by=mood", "sort=up", "state=fine", "updated_after=soon"):
        answer = server.get(f"{CHECKOUT}/merge_requests?{wrong}")
        assert (answer.status_code, wrong.split("=")[0] in answer.json["error"]) == (400, True)
    unpaired = server.get(f"{CHECKOUT}/deployments?updated_after={bound}")
    assert (unpaired.status_code, "must be paired" in unpaired.json["message"]) == (400, True)


def test_retried_jobs_of_a_pipeline_show_only_if_asked_for(server: Server) -> None:
    more = 0
    for pipeline in server.json(f"{CHECKOUT}/pipelines?per_page=100"):
        path = f"{CHECKOUT}/pipelines/{pipeline['id']}/jobs"
        latest, every = server.json(path), server.json(f"{path}?include_retried=true")
        assert {job["id"] for job in latest} <= {job["id"] for job in every}
        names = [job["name"] for job in latest]
        assert len(names) == len(set(names))
        more += len(every) - len(latest)
    assert more > 0


def test_approvals_are_those_that_the_notes_tell_of(server: Server) -> None:
    given = 0
    for request in server.json(f"{CHECKOUT}/merge_requests?per_page=30"):
        path = f"{CHECKOUT}/merge_requests/{request['iid']}"
        notes = [note for page in server.pages(f"{path}/notes?per_page=100") for note in page]
        said = [n for n in notes if n["system"] and n["body"] == "approved this merge request"]
        approved = server.json(f"{path}/approvals")["approved_by"]
        names = {approval["user"]["username"] for approval in approved}
        assert names <= {note["author"]["username"] for note in said}
        given += len(names)
    assert given > 10


def test_an_unchanged_answer_is_not_sent_again(server: Server) -> None:
    path = f"{CHECKOUT}/environments"
    tag = server.get(path).headers["etag"]
    again = server.get(path, if_none_match=tag)
    assert (again.status_code, again.data) == (304, b"")
    assert server.get(path, if_none_match='W/"other"').status_code == 200


def test_refusals_are_in_gitlabs_words(server: Server) -> None:
    absent = server.client.get("/api/v4/version")
    assert (absent.status_code, absent.json) == (401, {"message": "401 Unauthorized"})
    assert server.get("/version", private_token="revoked").status_code == 401
    lacking = server.get(f"{CHECKOUT}/jobs", private_token="without-builds")
    assert (lacking.status_code, lacking.json) == (403, {"message": "403 Forbidden"})
    for path, words in {
        "/projects/harbour%2Fnowhere": "404 Project Not Found",
        "/groups/nobody/projects": "404 Group Not Found",
        f"{CHECKOUT}/merge_requests/99999": "404 Not found",
        f"{CHECKOUT}/pipelines/1/jobs": "404 Not found",
    }.items():
        answer = server.get(path)
        assert (answer.status_code, answer.json) == (404, {"message": words})
    assert server.client.get("/api/v4/version?private_token=x").status_code == 200


def test_a_limit_is_told_in_gitlabs_headers() -> None:
    server = Server(requests_per_minute=2)
    answers = [server.get("/version") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[1].headers["ratelimit-remaining"] == "0"
    assert answers[1].headers["ratelimit-reset"] == "1060"
    assert (answers[2].headers["retry-after"], answers[2].data) == ("60", b"Retry later\n")
    assert "ratelimit-limit" not in Server().get("/version").headers


def test_changes_are_made_on_demand_and_show_in_the_truth() -> None:
    server = Server()
    before = server.sandbox("records")
    assert server.control("touch", share=0.1)["touched"] > 10
    touched = server.sandbox("records")
    assert len(touched["merge_request_notes"]) > len(before["merge_request_notes"])
    assert len(touched["jobs"]) > len(before["jobs"])
    for stream in server.sandbox("possibilities")["deletable"]:
        key = min(touched[stream])
        server.control("delete", stream=stream, key=key)
        assert key not in server.sandbox("records")[stream]
    wrong = server.client.post("/_sandbox/delete", json={"stream": "jobs", "key": "1"})
    assert (wrong.status_code, "no jobs '1'" in wrong.json["error"]) == (400, True)


def test_settings_and_accounts_lead_to_it() -> None:
    world: World = small_world()
    assert settings(world, "http://x/gitlab")["GITLAB_API_URL"] == "http://x/gitlab/api/v4"
    assert TOOL.name == "gitlab"
    known = {entry.account for entry in accounts(world)}
    assert {entry.source for entry in accounts(world)} == {"gitlab"}
    authors = {
        request["author"]["username"]
        for page in Server().pages(f"{CHECKOUT}/merge_requests?per_page=100")
        for request in page
    }
    assert authors & known
    assert not any("[" in name for name in authors)
