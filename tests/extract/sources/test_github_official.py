"""Every REST request of whole runs, held against GitHub's own description of its API.

Here: what is sent and what the sandbox answers to it. Not here: GraphQL documents
(`test_github_queries.py`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jsonschema
import pytest
import requests

from sandbox.world import World
from tests.extract.sources.github_example import REPOSITORY, Github, small_world
from tests.official.descriptions import answer_errors, openapi, operation

EXCEPTIONS = {
    r"/repositories/\d+": (
        "/repos/{owner}/{repo}",
        "GitHub's Link headers name repositories by number; the description knows only names",
    ),
}
"""Paths that the description lacks: a pattern, what it stands for, and why it is sent."""


def described(path: str) -> str:
    """The path as the description knows it."""
    for pattern, (instead, _) in EXCEPTIONS.items():
        named = instead.format(owner="harbour", repo=REPOSITORY.split("/")[1])
        path = re.sub(f"^{pattern}", named, path)
    return path


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    found: Any = node
    if "$ref" in node:
        found = openapi()
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
    result: dict[str, Any] = found
    return result


def template_of(path: str) -> str:
    """The description's word for a path that it knows."""
    found = operation("GET", path)
    assert found is not None
    return found[0]


def objections(path: str, query: dict[str, Any]) -> list[str]:
    """What the description objects to in a request."""
    found = operation("GET", path)
    if found is None:
        return [f"{path} is not described"]
    known = {p["name"]: p for p in map(resolved, found[1].get("parameters", []))}
    errors = [f"{path} knows no {name}" for name in query.keys() - known.keys()]
    for name, value in query.items():
        schema = known[name]["schema"] if name in known else {}
        # In an address everything is text; the description tells what it stands for.
        kind = schema.get("type")
        read = {"integer": int, "boolean": lambda text: {"true": True, "false": False}[text]}
        typed = read.get(kind, str)(value)
        validator = jsonschema.Draft202012Validator(schema)
        errors += [f"{path}?{name}: {error.message}" for error in validator.iter_errors(typed)]
    return errors


@pytest.fixture
def github_world() -> World:
    """The small world with enough workflow runs that one search cannot show them all."""
    world = small_world()
    repository = world.repository(REPOSITORY)
    assert repository is not None
    first = repository.workflow_runs[0]
    again = next(run for run in repository.workflow_runs if run.run_attempt > 1)
    at = first.created_at - timedelta(days=1)
    earlier = tuple(
        replace(first, database_id=n, node_id=f"WFR_{n}", created_at=at + timedelta(seconds=n))
        for n in range(1, 1041)
    )
    return world.with_repository(replace(repository, workflow_runs=(*earlier, again)))


def test_every_request_is_described_and_so_is_its_answer(
    github: Github,
) -> None:
    for _ in range(3):
        github.extract()
    sent = [entry for entry in github.service.requests.log if entry["method"] == "GET"]
    by_template: dict[str, dict[str, Any]] = {}
    for entry in sent:
        path = described(entry["path"])
        assert objections(path, entry["query"]) == []
        by_template[template_of(path)] = entry
    assert set(by_template) == {
        "/repos/{owner}/{repo}/activity",
        "/repos/{owner}/{repo}/actions/runs",
        "/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}",
        "/repos/{owner}/{repo}/actions/runs/{run_id}/jobs",
    }
    assert {entry["status"] for entry in sent} == {200, 304}
    assert any("created" in entry["query"] for entry in sent)
    assert any(entry["path"].startswith("/repositories/") for entry in sent)
    for template, entry in by_template.items():
        address, headers = f"{github.url}{entry['path']}", {"authorization": "bearer x"}
        body = requests.get(address, entry["query"], headers=headers, timeout=10).json()
        assert answer_errors(template, "GET", 200, body) == []


@pytest.mark.parametrize(
    ("path", "query", "named"),
    [
        (f"/repos/{REPOSITORY}/activities", {}, "is not described"),
        (f"/repos/{REPOSITORY}/activity", {"kind": "push"}, "knows no kind"),
        (f"/repos/{REPOSITORY}/activity", {"activity_type": "merge"}, "is not one of"),
        (f"/repos/{REPOSITORY}/actions/runs/1/jobs", {"filter": "every"}, "is not one of"),
    ],
)
def test_a_wrong_request_is_found(path: str, query: dict[str, Any], named: str) -> None:
    (error,) = objections(path, query)
    assert named in error


def test_every_exception_is_needed_and_has_a_reason() -> None:
    for pattern, (_, reason) in EXCEPTIONS.items():
        assert operation("GET", pattern.replace(r"\d+", "1") + "/activity") is None
        assert len(reason) > 20
