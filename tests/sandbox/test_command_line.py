"""`python -m sandbox`: files, the server's one line, and one clear error for every mistake."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import requests

import sandbox
from sandbox.__main__ import main
from sandbox.registry import FILES

SMALL = Path(sandbox.__file__).parent / "scenarios" / "small.yml"


def test_inputs_are_written(tmp_path: Path) -> None:
    assert main(["inputs", "--scenario", str(SMALL), "--to", str(tmp_path)]) == 0
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*")}
    assert {"inputs/identities.csv", "inputs/roster.csv", "organisation.yml"} <= written


def test_the_settings_name_the_files_of_every_tool(tmp_path: Path) -> None:
    assert main(["inputs", "--scenario", str(SMALL), "--to", str(tmp_path)]) == 0
    settings = json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))
    for tool in FILES:
        named = {name: Path(value) for name, value in settings.items() if tool.name in value}
        assert named, tool.name
        assert all(path.is_absolute() and path.exists() for path in named.values())


def test_the_truth_is_the_same_each_time(tmp_path: Path) -> None:
    files = [tmp_path / "one.json", tmp_path / "two.json"]
    for file in files:
        assert main(["truth", "--scenario", str(SMALL), "--to", str(file)]) == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    assert json.loads(files[0].read_text(encoding="utf-8"))["scenario"] == "small"


def test_serve_says_where_it_listens_and_writes_the_truth(tmp_path: Path) -> None:
    truth = tmp_path / "truth.json"
    command = [sys.executable, "-m", "sandbox", "serve", "--scenario", str(SMALL)]
    with subprocess.Popen(
        [*command, "--port", "0", "--truth", str(truth)], stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            assert line.startswith("listening on http://127.0.0.1:")
            address = line.removeprefix("listening on ").strip()
            headers = {"authorization": "bearer any"}
            answer = requests.get(f"{address}/rate_limit", headers=headers, timeout=10)
            assert answer.json()["rate"]["limit"] == 5000
            assert truth.exists()
        finally:
            # A shell may have it ignore a request to end.
            server.kill()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (None, "no such scenario file"),
        ("scenario: [", "expected YAML"),
        ("limits: {}", "scenario"),
    ],
)
def test_a_scenario_that_cannot_be_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, named: str
) -> None:
    file = tmp_path / "scenario.yml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert main(["serve", "--scenario", str(file), "--port", "0"]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"sandbox: {file}")
    assert named in error


def test_limits_that_cannot_be_are_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "scenario.yml"
    text = SMALL.read_text(encoding="utf-8")
    assert "\nlimits:" not in text
    file.write_text(f"{text}\nlimits: {{primary_limit: none}}\n", encoding="utf-8")
    assert main(["serve", "--scenario", str(file), "--port", "0"]) == 2
    assert capsys.readouterr().err == (
        "sandbox: limits.primary_limit is 'none'; give a whole number of at least 1\n"
    )


@pytest.mark.parametrize(
    ("option", "value", "named"),
    [("--port", "70000", "is no port"), ("--latency-ms", "-1", "is no latency")],
)
def test_options_that_cannot_be_are_named(
    capsys: pytest.CaptureFixture[str], option: str, value: str, named: str
) -> None:
    arguments = ["serve", "--scenario", str(SMALL), "--port", "0", option, value]
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert named in capsys.readouterr().err
