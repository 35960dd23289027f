"""What the GIT_* variables may hold, and how a mistake in them is told."""

from __future__ import annotations

import pytest

from extract.core.errors import SettingsError
from extract.sources.git import GIT, accounts
from extract.sources.git.settings import GitSettings, Remote

KEY = "sixteen characters or more"


@pytest.mark.parametrize(
    ("listed", "remotes"),
    [
        (
            "https://git.example.com/owner/name.git, own=https://h.example:8443/a/b/c/",
            (
                Remote("owner/name", "https://git.example.com/owner/name.git"),
                Remote("own", "https://h.example:8443/a/b/c"),
            ),
        ),
        ("https://h.example/a%20b/../x=y", ()),
        (
            "http://localhost:9/group/sub/name",
            (Remote("group/sub/name", "http://localhost:9/group/sub/name"),),
        ),
        ("a/b=http://[::1]:9/x,,", (Remote("a/b", "http://[::1]:9/x"),)),
    ],
)
def test_repositories_are_named_by_their_address_or_by_the_setting(
    listed: str, remotes: tuple[Remote, ...]
) -> None:
    if not remotes:
        with pytest.raises(SettingsError):
            GitSettings.from_environment({"GIT_REPOSITORIES": listed})
        return
    assert GitSettings.from_environment({"GIT_REPOSITORIES": listed}).remotes == remotes


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({}, "GIT_REPOSITORIES is not set"),
        ({"GIT_REPOSITORIES": " , "}, "names no repository"),
        ({"GIT_REPOSITORIES": "git@github.com:owner/name.git"}, "ssh address"),
        ({"GIT_REPOSITORIES": "https://anna:canary@h.example/o/n"}, "token in GIT_TOKEN"),
        ({"GIT_REPOSITORIES": "ssh://h.example/o/n"}, "are not supported"),
        ({"GIT_REPOSITORIES": "file:///etc"}, "are not supported"),
        ({"GIT_REPOSITORIES": "/srv/git/o/n.git"}, "are not supported"),
        ({"GIT_REPOSITORIES": "ext::sh -c true"}, "are not supported"),
        ({"GIT_REPOSITORIES": "https://h.example:0x/o/n"}, "expected a URL"),
        ({"GIT_REPOSITORIES": "https://h.example"}, "expected a URL"),
        ({"GIT_REPOSITORIES": "https://h.example/o/n?token=canary"}, "a query"),
        ({"GIT_REPOSITORIES": "http://h.example/o/n"}, "use https"),
        ({"GIT_REPOSITORIES": "https://h.example/o/../../n"}, "calls a repository"),
        ({"GIT_REPOSITORIES": "-x=https://h.example/o/n"}, "calls a repository"),
        ({"GIT_REPOSITORIES": "a.git/b=https://h.example/o/n"}, "calls a repository"),
        ({"GIT_REPOSITORIES": "https://a.example/o/n,https://b.example/o/n"}, "two repositories"),
        ({"GIT_REPOSITORIES": "https://h.example/o/n", "GIT_TOKEN": "canary\u00e9"}, "GIT_TOKEN"),
        ({"GIT_REPOSITORIES": "https://h.example/o/n", "GIT_USERNAME": "a:b"}, "GIT_USERNAME"),
        ({"GIT_REPOSITORIES": "https://h.example/o/n", "GIT_ACCOUNT_KEY": "canary"}, "guessed"),
    ],
)
def test_a_mistake_is_told_in_one_line_without_the_secret(
    variables: dict[str, str], says: str
) -> None:
    with pytest.raises(SettingsError, match=says) as raised:
        GitSettings.from_environment(variables)
    assert "\n" not in str(raised.value)
    assert "canary" not in str(raised.value)


def test_secrets_are_not_shown_and_the_source_is_connected_by_its_repositories() -> None:
    variables = {
        "GIT_REPOSITORIES": "https://h.example/o/n",
        "GIT_TOKEN": "canary",
        "GIT_ACCOUNT_KEY": f"canary {KEY}",
    }
    assert "canary" not in repr(GitSettings.from_environment(variables))
    assert GIT.is_connected(variables)
    assert not GIT.is_connected({"GIT_TOKEN": "canary"})


def test_the_program_tells_the_accounts_of_addresses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["Anna@Example.com\n", "\n", "1+anna@users.noreply.github.com\n"]
    monkeypatch.setattr("sys.stdin", lines)
    monkeypatch.setenv("GIT_ACCOUNT_KEY", KEY)
    assert accounts.main() == 0
    keyed, login = capsys.readouterr().out.split()
    assert keyed.startswith("address:")
    assert login == "anna"
    monkeypatch.delenv("GIT_ACCOUNT_KEY")
    assert accounts.main() == 0
    assert "set GIT_ACCOUNT_KEY" in capsys.readouterr().out
    monkeypatch.setenv("GIT_ACCOUNT_KEY", "short")
    assert accounts.main() == 1
