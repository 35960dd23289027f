"""The site is written whole, follows what is published, and never takes it back."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from orchestration.site import SiteError, write_site
from website import __main__ as command
from website.building import build
from website.reading import NothingPublishedError


@pytest.fixture
def home(published: Path, tmp_path: Path) -> Path:
    shutil.copytree(published, tmp_path / "home" / "published")
    return tmp_path / "home"


def test_the_same_publication_gives_the_same_bytes(home: Path, pages: dict[str, str]) -> None:
    built = build(home / "published")
    assert built.pages == len(pages)
    assert built.first.read_text(encoding="utf-8") == pages["index.html"]


def test_what_nobody_writes_any_more_goes(home: Path) -> None:
    old = home / "published" / "site" / "teams" / "closed.html"
    half = home / "published" / "site" / ".index.html.unfinished"
    for file in (old, half):
        file.write_text("old")
    build(home / "published")
    assert not old.exists()
    assert not half.exists()


def test_a_team_that_is_gone_takes_its_page_along(home: Path) -> None:
    with duckdb.connect(str(home / "published" / "leadership.duckdb")) as connection:
        connection.execute("delete from marts.dim_teams where team_id = 'alpha'")
    build(home / "published")
    assert not (home / "published" / "site" / "teams" / "alpha.html").exists()


def test_without_a_publication_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NothingPublishedError, match="make run"):
        build(tmp_path)
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path))
    assert command.main([]) == 1
    assert "Nothing is published" in capsys.readouterr().err


def test_the_command_says_where_it_begins(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(home))
    assert command.main([]) == 0
    assert str(home / "published" / "site" / "index.html") in capsys.readouterr().out


def test_a_run_may_leave_it_out(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_SITE", "no")
    assert write_site(home) is None
    monkeypatch.delenv("TEAM_OUTCOMES_SITE")
    built = write_site(home)
    assert built is not None
    assert built.pages > 1


def test_a_site_that_cannot_be_written_leaves_what_is_published(home: Path) -> None:
    before = (home / "published" / "leadership.duckdb").read_bytes()
    with duckdb.connect(str(home / "published" / "audit.duckdb")) as connection:
        connection.execute("drop table marts.audit_run")
    with pytest.raises(SiteError, match="what is published stays"):
        write_site(home)
    assert (home / "published" / "leadership.duckdb").read_bytes() == before
    assert (home / "published" / "site" / "index.html").exists()
