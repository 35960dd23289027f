"""Hostile names stand where names can stand, and change nothing else."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import pytest
import yaml

from sandbox import simulation
from sandbox.scenario import ScenarioError, parse
from sandbox.texts.catalogue import LINES, REFS, SEGMENTS, WORDS
from sandbox.texts.naming import Texts
from sandbox.texts.remarks import remarked
from sandbox.world import World
from tests.sandbox.simulation.worlds import SCENARIOS, pull_requests, shipped, world

HOSTILE = Texts(seed=820, is_hostile=True)


@pytest.fixture(scope="module")
def plain() -> World:
    return simulation.build_world(replace(shipped("hostile"), names="plain"))


def happened(of: World) -> list[object]:
    """What is no name: numbers, instants, commits, sizes, outcomes."""
    requests = [
        (one.number, one.created_at, one.merged_at, one.head_sha, one.additions)
        for one in pull_requests(of)
    ]
    runs = [(run.head_sha, run.conclusion) for r in of.repositories for run in r.workflow_runs]
    return [*requests, *runs]


def titles(of: World) -> list[str]:
    return [one.title for one in pull_requests(of)]


def test_only_names_differ(plain: World) -> None:
    assert happened(world("hostile")) == happened(plain)
    assert titles(world("hostile")) != titles(plain)


def test_most_texts_stand_in_the_world(plain: World) -> None:
    said = "\n".join(
        [one.title + one.body for one in pull_requests(world("hostile"))]
        + [commit.message for r in world("hostile").repositories for commit in r.commits]
        + [issue.title for r in world("hostile").repositories for issue in r.issues]
    )
    assert [ascii(text[:40]) for text in LINES if text.strip() not in said] == []
    assert not any(text in title for text in LINES[1:11] for title in titles(plain))


def test_labels_that_mean_something_stay(plain: World) -> None:
    def labelled(of: World, label: str) -> int:
        return sum(label in issue.labels for r in of.repositories for issue in r.issues)

    assert labelled(world("hostile"), "incident") == labelled(plain, "incident") > 0


def test_a_branch_is_pushed_and_built_under_one_name() -> None:
    for repository in world("hostile").repositories:
        pushed = {push.ref.removeprefix("refs/heads/") for push in repository.pushes}
        built = {str(run.head_branch) for run in repository.workflow_runs}
        assert pushed >= {branch for branch in built if not branch.startswith("fork")} - {"main"}
        assert any("<script>" in branch or "onerror" in branch for branch in pushed)


@pytest.mark.parametrize("text", REFS, ids=ascii)
def test_git_allows_the_names_of_branches(text: str) -> None:
    command = ["git", "check-ref-format", f"refs/heads/topic/7{text}"]
    assert subprocess.run(command, check=False).returncode == 0


@pytest.mark.parametrize("text", SEGMENTS, ids=ascii)
def test_git_allows_the_names_of_folders(text: str) -> None:
    parts = HOSTILE.path(f"src/{text}/x.ts").split("/")
    assert not {"", ".", "..", ".git"} & set(parts)
    assert not any(ord(letter) < ord(" ") for letter in text)


def test_names_have_one_line_and_no_control_characters() -> None:
    assert [text for text in WORDS if len(text) > 80 or any(ord(one) < 32 for one in text)] == []


def test_what_takes_something_back_keeps_its_words() -> None:
    assert HOSTILE.line("title", 'Revert "Fix it"') == 'Revert "Fix it"'
    assert Texts().line("title", "Fix it") == "Fix it"
    assert HOSTILE.ref("main") == "main"


def test_every_second_remark_is_hostile_and_nothing_else_of_a_file() -> None:
    rows = [{"evidence_id": f"e-{n}", "claim": "Wrote it"} for n in range(4)]
    found = remarked(HOSTILE, "evidence_log", rows)
    assert [row["claim"] == "Wrote it" for row in found] == [False, True, False, True]
    assert [row["evidence_id"] for row in found] == ["e-0", "e-1", "e-2", "e-3"]
    assert remarked(Texts(), "evidence_log", rows) == rows


def test_other_names_are_refused() -> None:
    text = (SCENARIOS / "hostile.yml").read_text().replace("names: hostile", "names: rude")
    with pytest.raises(ScenarioError, match=r"names.*'rude'.*expected plain or hostile"):
        parse(yaml.safe_load(text))
