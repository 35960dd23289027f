"""Fetching fails loudly: without npm, and when npm brings something else."""

import dataclasses
from pathlib import Path

import pytest

from tests.official import fetch as module
from tests.official.fetch import GRAPHQL_SCHEMA, FetchError, fetch


def test_what_was_fetched_is_not_fetched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    path = fetch(GRAPHQL_SCHEMA)
    monkeypatch.setenv("PATH", "")
    assert fetch(GRAPHQL_SCHEMA) == path
    assert "type PullRequest implements" in path.read_text(encoding="utf-8")


def test_without_npm_nothing_is_skipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "FETCHED", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FetchError, match="npm is missing"):
        fetch(GRAPHQL_SCHEMA)


def test_anything_but_what_was_pinned_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "FETCHED", tmp_path)
    other = dataclasses.replace(GRAPHQL_SCHEMA, integrity="sha512-other")
    with pytest.raises(FetchError, match="not what was pinned"):
        fetch(other)
    assert not other.path.exists()
