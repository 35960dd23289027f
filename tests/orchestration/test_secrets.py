"""Tokens that can be recognised go to every tool; then everything that was written is read."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from bench.runs import ROOT
from extract.registry import SOURCES
from orchestration.demo import without_tools
from orchestration.publication import Publication
from sandbox.process import Sandbox, serve, write_inputs
from sandbox.registry import TOOLS

SMALL = ROOT / "sandbox" / "scenarios" / "small.yml"
SECRET = re.compile(r"_(TOKEN|PASSWORD|USER|KEY)$")
TROUBLE = [
    {"kind": "server_error", "after": 2},
    {"kind": "malformed", "after": 4},
    {"kind": "forbidden", "after": 9},
    {"kind": "unauthorized", "after": 14},
]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Sandbox, Path]]:
    folder = tmp_path_factory.mktemp("secrets")
    write_inputs(SMALL, folder / "inputs")
    with serve(SMALL, folder / "sandbox.log") as sandbox:
        yield sandbox, folder / "inputs"


def environment(running: tuple[Sandbox, Path], home: Path) -> dict[str, str]:
    """The settings of every tool, each secret replaced by one that can be recognised."""
    sandbox, inputs = running
    settings = sandbox.settings(inputs)
    for name in settings:
        if SECRET.search(name):
            settings[name] = f"canary-{name.lower().replace('_', '-')}-7b1e"
    return {
        **without_tools(os.environ),
        **settings,
        "TEAM_OUTCOMES_HOME": str(home),
        "TEAM_OUTCOMES_ORGANISATION": str(inputs / "organisation.yml"),
        "TEAM_OUTCOMES_INPUTS": str(inputs / "inputs"),
        "TEAM_OUTCOMES_AS_OF": "2026-06-08T06:00:00Z",
        "TEAM_OUTCOMES_PROGRESS": "on",
    }


def secrets(settings: Mapping[str, str]) -> set[bytes]:
    """Every secret, in clear and in the ways it is encoded on the wire."""
    clear = {value for name, value in settings.items() if SECRET.search(name)}
    users = [settings[name] for name in settings if name.endswith("_USER")] or [""]
    pairs = {f"{user}:{value}" for user in users for value in clear}
    encoded = {base64.b64encode(text.encode()).decode() for text in (*clear, *pairs)}
    return {text.encode() for text in (*clear, *encoded)}


def texts(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Everything in every file, tables as the text of their cells."""
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        yield path, path.read_bytes()
        if path.suffix == ".parquet":
            rows = duckdb.sql(f"select * from read_parquet('{path}')").fetchall()
            yield path, repr(rows).encode()


def found(folder: Path, wanted: Iterable[bytes]) -> list[str]:
    return [
        f"{path.relative_to(folder)}: {secret!r}"
        for path, content in texts(folder)
        for secret in wanted
        if secret in content
    ]


def test_the_search_finds_a_secret_in_a_table(tmp_path: Path) -> None:
    duckdb.sql(f"copy (select 'canary' as a) to '{tmp_path / 'a.parquet'}'")
    (tmp_path / "log").write_text(base64.b64encode(b"user:canary").decode())
    wanted = secrets({"X_TOKEN": "canary", "X_USER": "user"})
    assert len({text.split(":")[0] for text in found(tmp_path, wanted)}) == 2


def test_no_secret_is_in_what_the_command_line_says_or_lands(
    running: tuple[Sandbox, Path], tmp_path: Path
) -> None:
    settings = environment(running, tmp_path / "home")
    wanted = secrets(settings)
    assert len(wanted) > 2 * len(TOOLS)
    sandbox, _ = running
    for tool in TOOLS:
        sandbox.control("faults", {"plan": TROUBLE}, tool.name)
    sandbox.control("faults", {"plan": TROUBLE})
    said = b""
    for source in SOURCES:
        ended = subprocess.run(
            [sys.executable, "-m", "extract", source.name, "--verbose"],
            cwd=ROOT,
            env=settings,
            capture_output=True,
            check=False,
        )
        said += ended.stdout + ended.stderr
        assert b"Traceback" not in ended.stderr, ended.stderr.decode()
    assert b"does not accept the token" in said
    assert [secret for secret in wanted if secret in said] == []
    assert found(tmp_path, wanted) == []


def test_no_secret_is_in_the_events_of_dagster(
    running: tuple[Sandbox, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = environment(running, tmp_path / "home")
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    # Loading needs the data root, so not before it is set.
    from orchestration.defs import ingestion  # noqa: PLC0415
    from orchestration.defs.resources import Extraction, Publisher  # noqa: PLC0415

    sandbox, _ = running
    sandbox.control("faults", {"plan": TROUBLE[-1:]})
    (tmp_path / "events").mkdir()
    with dg.DagsterInstance.local_temp(str(tmp_path / "events")) as instance:
        result = dg.materialize(
            ingestion.ASSETS,
            instance=instance,
            resources={"extraction": Extraction(), "publisher": Publisher()},
            raise_on_error=False,
        )
    assert not Publication(tmp_path / "home").audit.exists()
    assert any(event.is_step_failure for event in result.all_events)
    assert found(tmp_path, secrets(settings)) == []
