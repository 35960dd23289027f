"""A browser is found or installed, or one line says what to do; nothing is skipped."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.browser.chromium import VARIABLE, BrowserError


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of programs, and a user who is root."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 0)
    return tmp_path


def program(folder: Path, name: str, text: str = "") -> Path:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return file


@pytest.mark.parametrize("name", chromium.NAMES)
def test_a_browser_is_found_by_its_name(machine: Path, name: str) -> None:
    browser = program(machine, name)
    assert chromium.executable() == str(browser)


def test_a_named_browser_is_taken_before_others(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(machine, "chromium")
    monkeypatch.setenv(VARIABLE, str(program(machine, "mine")))
    assert chromium.see_to_it() == str(machine / "mine")


def test_a_named_browser_that_is_none_is_an_error(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program(machine, "chromium")
    monkeypatch.setenv(VARIABLE, "gone")
    assert chromium.main() == 1
    assert f"{VARIABLE} is 'gone', which is no program" in capsys.readouterr().err


def test_root_installs_debians_package(machine: Path) -> None:
    browser = machine / "chromium"
    program(
        machine,
        "apt-get",
        f"echo $DEBIAN_FRONTEND $* >> {machine}/said\n"
        f'if [ "$1" = install ]; then echo x > {browser}; /bin/chmod +x {browser}; fi',
    )
    assert chromium.see_to_it() == str(browser)
    update, install = (machine / "said").read_text().splitlines()
    assert update == "noninteractive update --quiet"
    assert install.startswith("noninteractive install --quiet --yes ")
    assert install.endswith(" chromium chromium-sandbox fonts-liberation")


def test_an_installation_that_fails_says_so(machine: Path) -> None:
    program(machine, "apt-get", "exit 100")
    with pytest.raises(BrowserError, match="apt-get update --quiet ended with 100"):
        chromium.see_to_it()


@pytest.mark.parametrize("has_apt", [True, False])
def test_who_cannot_install_is_told_what_to_do(
    machine: Path, monkeypatch: pytest.MonkeyPatch, *, has_apt: bool
) -> None:
    if has_apt:
        program(machine, "apt-get")
        monkeypatch.setattr(chromium.os, "geteuid", lambda: 1000)
    with pytest.raises(BrowserError, match=r"install the package chromium.*apt-get and root"):
        chromium.see_to_it()


def test_sudo_serves_where_it_asks_nothing(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 1000)
    program(machine, "apt-get")
    program(machine, "sudo", f"echo $* >> {machine}/said")
    ran: list[list[str]] = []
    real = subprocess.run

    def run(command: list[str], **how: object) -> object:
        ran.append(list(command))
        return real(command, **how)

    monkeypatch.setattr(chromium.subprocess, "run", run)
    with pytest.raises(BrowserError):
        chromium.see_to_it()
    assert ran[1][:4] == [str(machine / "sudo"), "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    assert ran[1][4:6] == ["apt-get", "update"]
