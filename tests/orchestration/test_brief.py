"""The command: what it writes, what it asks of an endpoint, and when it keeps the rules' words."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations.brief import endpoint, reading
from expectations.brief.endpoint import Endpoint
from expectations.brief.rewording import RewordingError
from orchestration import brief
from tests.expectations.brief.conftest import QUARTER, build

SECRET = "sk-very-secret"
Answer = Callable[[list[dict[str, Any]]], tuple[int, bytes]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    build(tmp_path / "published")
    return tmp_path


@contextmanager
def server(answer: Answer) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """An endpoint on this machine, and what it was asked."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({"path": self.path, "headers": dict(self.headers), "body": body})
            sentences = json.loads(body["messages"][1]["content"])["sentences"]
            status, content = answer(sentences)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/v1", asked
        running.shutdown()
        thread.join()


def completion(content: str) -> bytes:
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def reworded(
    change: Callable[[str], str], cited: Callable[[list[int]], list[int]] = list
) -> Answer:
    def answer(sentences: list[dict[str, Any]]) -> tuple[int, bytes]:
        told = [
            {"id": s["id"], "text": change(s["text"]), "citations": cited(s["citations"])}
            for s in sentences
        ]
        return 200, completion(json.dumps({"sentences": told}))

    return answer


def settings(url: str) -> dict[str, str]:
    return {endpoint.URL: url, endpoint.MODEL: "small-model", endpoint.KEY: SECRET}


def written(home: Path, form: str = "html", team: str = "atlas") -> str:
    return (home / "published" / "briefs" / "2026Q2" / f"{team}.{form}").read_text()


def test_each_team_gets_its_page_the_same_each_time(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(home))
    monkeypatch.delenv(endpoint.URL, raising=False)
    assert brief.main(["2026Q2"]) == 0
    folder = home / "published" / "briefs" / "2026Q2"
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert sorted(first) == sorted(f"{t}.{f}" for t in ("atlas", "borealis") for f in brief.FORMS)
    shutil.rmtree(folder)
    assert brief.main(["2026Q2"]) == 0
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == first
    assert "atlas.html: The words are those of the rules." in capsys.readouterr().out
    assert "tlas" not in written(home, team="borealis").replace("Where it stands", "")


@pytest.mark.parametrize(
    ("quarter", "words"),
    [("2026-Q2", "is no quarter"), ("2019Q1", "Nothing is published of 2019Q1")],
)
def test_a_quarter_that_is_none_is_told(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    quarter: str,
    words: str,
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(home))
    assert brief.main([quarter]) == 1
    assert words in capsys.readouterr().err


def test_without_a_publication_the_command_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path))
    assert brief.main(["2026Q2"]) == 1
    assert "run the daily job (make run) first" in capsys.readouterr().err


def test_a_good_answer_is_taken_and_only_sentences_were_sent(home: Path) -> None:
    with server(reworded(lambda text: f"Still: {text}")) as (url, asked):
        told = brief.run(home, "2026Q2", settings(url))
    assert {w.partition(";")[0] for w in told.values()} == {"Reworded by small-model"}
    page = written(home)
    assert "<li>Still: Change fail rate: 30 %" in page
    assert "The same in the words of the rules" in page
    content = json.loads(written(home, "json"))
    sentence = content["sections"][0]["sentences"][0]
    assert sentence["text"] == f"Still: {sentence['drafted']}"
    assert [a["path"] for a in asked] == ["/v1/chat/completions"] * 2
    assert asked[0]["headers"]["Authorization"] == f"Bearer {SECRET}"
    assert set(asked[0]["body"]) == {"model", "temperature", "messages"}
    assert SECRET not in json.dumps(asked[0]["body"])
    assert SECRET not in page + written(home, "json") + written(home, "md")


def swapped(status: int, content: bytes) -> Answer:
    return lambda _: (status, content)


REFUSED: dict[str, tuple[Answer, str]] = {
    "a new number": (reworded(lambda text: f"{text} Also 4711."), "a number that was not there"),
    "a person": (reworded(lambda text: f"{text} With Zoe."), "names somebody"),
    "a known person": (reworded(lambda text: f"{text} With p-zoe."), "names somebody"),
    "a judgement": (reworded(lambda text: f"{text} This is poor."), "judges: poor"),
    "a missing citation": (reworded(str, lambda cited: cited[1:]), "citation"),
    "an error": (swapped(500, b"sk-very-secret"), "answered 500"),
    "a redirect": (swapped(302, b""), "answered 302"),
    "no JSON": (swapped(200, b"<html>"), "no chat completion"),
    "no completion": (swapped(200, b'{"choices": []}'), "no chat completion"),
    "no words": (swapped(200, b'{"choices": [{"message": {"content": null}}]}'), "no chat"),
    "prose": (swapped(200, completion("All is well.")), "is not JSON"),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> reading.Published:
    folder = tmp_path_factory.mktemp("published") / "published"
    build(folder)
    with duckdb.connect() as connection:
        for name, file in (("published", "leadership"), ("trail", "audit")):
            connection.execute(f"attach '{folder / file}.duckdb' as {name} (read_only)")
        return reading.published(connection, QUARTER, "atlas", "Atlas")


@pytest.mark.parametrize("case", REFUSED)
def test_any_other_answer_leaves_the_words_of_the_rules(
    published: reading.Published, case: str
) -> None:
    answer, reason = REFUSED[case]
    with server(answer) as (url, asked):
        found = Endpoint.from_environment(settings(url))
        told = brief.worded(published, found, ("p-zoe", "zoe-codes"))
    assert len(asked) == 1
    assert told.reworded == {}
    assert told.wording.startswith("The words are those of the rules. Those of small-model were")
    assert reason in told.wording
    assert SECRET not in told.wording


def test_a_refused_answer_is_told_on_the_page(home: Path) -> None:
    with server(REFUSED["a judgement"][0]) as (url, _):
        brief.run(home, "2026Q2", settings(url))
    assert "were not taken: sentence 0 judges: poor." in written(home)
    content = json.loads(written(home, "json"))
    sentences = [s for section in content["sections"] for s in section["sentences"]]
    assert all(sentence["text"] == sentence["drafted"] for sentence in sentences)


def test_people_are_known_by_what_the_warehouse_calls_them(tmp_path: Path) -> None:
    file = tmp_path / "warehouse.duckdb"
    assert brief.known_persons(file) == ()
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema staging")
    with pytest.raises(OSError, match="cannot be read"):
        brief.known_persons(file)
    with duckdb.connect(str(file)) as connection:
        for table, columns in (
            ("stg_file_drops__roster", "'p-zoe' as person_id"),
            ("stg_file_drops__identities", "'p-bo' as person_id, 'zoe-codes' as account"),
            ("stg_github__team_members", "cast(null as varchar) as login"),
        ):
            connection.execute(f"create table staging.{table} as select {columns}")
    assert brief.known_persons(file) == ("p-bo", "p-zoe", "zoe-codes")


def test_an_endpoint_that_does_not_answer_in_time_is_left(home: Path) -> None:
    released = threading.Event()

    def late(_: object) -> tuple[int, bytes]:
        released.wait(5)
        return 200, b""

    with server(late) as (url, _):
        found = Endpoint(url, "small-model", SECRET, seconds=(1.0, 0.2))
        with pytest.raises(RewordingError, match="did not answer in time"):
            found.ask(
                [
                    {"role": "system", "content": ""},
                    {"role": "user", "content": '{"sentences": []}'},
                ]
            )
        released.set()


def test_an_endpoint_that_is_not_there_is_told_without_its_secret(home: Path) -> None:
    told = brief.run(home, "2026Q2", settings("http://127.0.0.1:9/v1"))
    assert all("could not be asked (ConnectionError)" in wording for wording in told.values())


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({endpoint.URL: "http://words.example/v1"}, "no https address"),
        ({endpoint.URL: "https://me:secret@words.example/v1"}, "no https address"),
        ({endpoint.MODEL: ""}, "names no model"),
    ],
)
def test_settings_that_would_tell_too_much_are_refused(changed: dict[str, str], words: str) -> None:
    with pytest.raises(RewordingError, match=words):
        Endpoint.from_environment(settings("https://words.example/v1") | changed)


def test_the_settings_of_an_endpoint() -> None:
    assert Endpoint.from_environment({}) is None
    found = Endpoint.from_environment(settings("https://words.example/v1/"))
    assert found is not None
    assert (found.url, found.model, found.key) == (
        "https://words.example/v1",
        "small-model",
        SECRET,
    )
    assert SECRET not in repr(found)
